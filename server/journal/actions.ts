// What one does with the journal: read the history of a record, audit, and put old values back.
import type { HistoryChange, HistoryEntry, HistoryReply, JournalRow } from '#api/journal.ts'
import type { ListQuery } from '#api/lists.ts'
import type { Histories, RecordHistory } from '#server/journal/records.ts'
import {
  entriesOf,
  findEntry,
  type HistoryFilter,
  journalPage,
  journalSource,
  lastEntryOf,
  namesOf,
  type StoredEntry,
  seenClients,
} from '#server/journal/store.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, NotFound, Refusal } from '#server/kit/errors.ts'
import { listRows } from '#server/kit/lists.ts'
import type { RawJson } from '#server/kit/serve.ts'

/** The history of a record, newest first. What may not be seen has no history: not found. */
export async function historyOf(
  ctx: Context,
  histories: Histories,
  record: { type: string; id: string },
  filter: HistoryFilter & { limit?: number },
): Promise<HistoryReply> {
  const kind = kindOf(histories, record.type)
  if (kind && !(await kind.versions(ctx, [record.id])).has(record.id)) throw new NotFound()
  const limit = filter.limit ?? 50
  const rows = await entriesOf(ctx, histories, record, filter, limit + 1)
  if (!kind && rows.length === 0 && !(await everWritten(ctx, histories, record, filter))) throw new NotFound()
  const page = rows.slice(0, limit)
  const shown = await withoutHiddenPlaces(ctx, histories, page)
  const entries = shown.map((entry) => shownEntry(entry, kindOf(histories, entry.recordType)))
  const names = await namesOf(ctx, histories, mentioned(shown))
  const versions = await versionsOf(ctx, histories, entries)
  const named = (id: string | null) => (id ? { id, name: names.get(id) ?? null } : null)
  return {
    entries: entries.map((entry, i) => ({
      ...entry,
      actor: named(shown[i]?.actorId ?? null),
      onBehalfOf: named(shown[i]?.onBehalfOf ?? null),
      version: entry.restorable.length > 0 ? (versions.get(entry.recordId) ?? null) : null,
    })),
    names: Object.fromEntries(names),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

async function versionsOf(
  ctx: Context,
  histories: Histories,
  entries: readonly HistoryEntry[],
): Promise<Map<string, number>> {
  const all = new Map<string, number>()
  for (const kind of histories.records) {
    const ids = new Set(
      entries.filter((e) => e.recordType === kind.type && e.restorable.length > 0).map((e) => e.recordId),
    )
    if (ids.size > 0) for (const [id, version] of await kind.versions(ctx, [...ids])) all.set(id, version)
  }
  return all
}

/** A filtered page may be empty although the record has a history; only a record without any is not found. */
async function everWritten(
  ctx: Context,
  histories: Histories,
  record: { type: string; id: string },
  filter: HistoryFilter,
) {
  if (!filter.cursor && !filter.field && !filter.person && !filter.from && !filter.to) return false
  return (await entriesOf(ctx, histories, record, {}, 1)).length > 0
}

/**
 * Writes the values from before the entry into the chosen fields, through the rules of the record: who may edit,
 * whether the version is the one that was read, whether the value is still right. The journal gets a new entry.
 */
export async function restoreFields(
  ctx: Context,
  histories: Histories,
  entryId: string,
  fields: readonly string[],
  version: number,
): Promise<{ recordType: string; recordId: string; version: number; entryId: string | null }> {
  const found = await findEntry(ctx, entryId)
  const kind = found && kindOf(histories, found.recordType)
  // Records of other kinds have no values to put back; to the asker that is the same as no entry.
  if (!found || !kind || !(await kind.versions(ctx, [found.recordId])).has(found.recordId)) throw new NotFound()
  const [entry] = (await withoutHiddenPlaces(ctx, histories, [found])) as [StoredEntry]
  const possible = shownEntry(entry, kind).restorable
  const wrong = fields.filter((field) => !possible.includes(field))
  if (wrong.length > 0) {
    if (!entry.before) throw new Refusal('journal.nothingBefore')
    throw new BadInput(wrong.map((field) => ({ field: field || 'fields', reason: 'journal.notRestorable' })))
  }
  const values: Record<string, unknown> = {}
  const custom: Record<string, unknown> = {}
  const before = entry.before ?? {}
  for (const field of fields) {
    if (field.startsWith('custom.')) {
      const key = field.slice('custom.'.length)
      custom[key] = (before.custom as Record<string, unknown> | undefined)?.[key] ?? null
    } else values[field] = before[field]
  }
  if (Object.keys(custom).length > 0) values.custom = custom
  const { recordType, recordId } = entry
  const last = await lastEntryOf(ctx, recordId)
  const restored = await kind.restore(ctx, recordId, values, version)
  const written = await lastEntryOf(ctx, recordId)
  return { recordType, recordId, version: restored.version, entryId: written === last ? null : written }
}

/** The audit list: one line per entry, or counts by a column. */
export async function listJournal(
  ctx: Context,
  histories: Histories,
  query: ListQuery,
): Promise<
  { rows: JournalRow[]; next: string | null; total?: number; sums?: Record<string, string | null> } | RawJson
> {
  if (query.groupBy) return listRows(ctx, journalSource(ctx, histories), query)
  const limit = query.limit ?? 50
  const { entries, total } = await journalPage(ctx, histories, query, limit + 1)
  const page = entries.slice(0, limit)
  const next = entries.length > limit ? (page.at(-1)?.id ?? null) : null
  return { rows: await journalRows(ctx, histories, page), next, ...(total === undefined ? {} : { total, sums: {} }) }
}

export async function journalRows(
  ctx: Context,
  histories: Histories,
  entries: readonly StoredEntry[],
): Promise<JournalRow[]> {
  const ids = entries.flatMap((e) => [e.actorId, e.onBehalfOf, e.clientId, e.recordId].filter((id) => id !== null))
  const names = await namesOf(ctx, histories, [...new Set(ids)])
  const named = (id: string | null) => (id ? { id, name: names.get(id) ?? null } : null)
  return entries.map((e) => ({
    id: e.id,
    at: e.at,
    actor: named(e.actorId),
    onBehalfOf: named(e.onBehalfOf),
    fact: e.fact,
    recordType: e.recordType,
    recordId: e.recordId,
    record: names.get(e.recordId) ?? null,
    client: named(e.clientId),
    fields: changesOf(e).map((change) => change.field),
    reason: e.reason,
    batch: e.batchId,
  }))
}

function kindOf(histories: Histories, type: string): RecordHistory | undefined {
  return histories.records.find((record) => record.type === type)
}

function shownEntry(entry: StoredEntry, kind: RecordHistory | undefined): HistoryEntry {
  const changes = changesOf(entry)
  const restorable =
    entry.before && kind
      ? changes
          .filter(
            (change) => kind.restorable.includes(change.field.replace(/^custom\..*/, 'custom')) && !masked(change),
          )
          .map((change) => change.field)
      : []
  const { id, at, fact, recordType, recordId, batchId, reason } = entry
  return {
    id,
    at,
    actor: null,
    onBehalfOf: null,
    fact,
    recordType,
    recordId,
    batchId,
    reason,
    changes,
    restorable,
    version: null,
  }
}

/** What the entry changed. Of a new or removed record only the fields that hold something. */
function changesOf({ before, after }: Pick<StoredEntry, 'before' | 'after'>): HistoryChange[] {
  const b = spread(before)
  const a = spread(after)
  return [...new Set([...Object.keys(b), ...Object.keys(a)])]
    .map((field) => ({ field, before: b[field] ?? null, after: a[field] ?? null }))
    .filter(
      ({ before, after }) => (filled(before) || filled(after)) && JSON.stringify(before) !== JSON.stringify(after),
    )
}

/** Fields of the firm's own stand beside the others as `custom.<key>`. */
function spread(picture: Record<string, unknown> | null): Record<string, unknown> {
  const { custom, ...rest } = picture ?? {}
  const own = Object.entries((custom ?? {}) as Record<string, unknown>)
  return { ...rest, ...Object.fromEntries(own.map(([key, value]) => [`custom.${key}`, value])) }
}

const filled = (value: unknown) =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0) && value !== false

/** The tax number of a natural person is kept with stars: it may hold a birth number. */
const masked = ({ before }: HistoryChange) => typeof before === 'string' && before.includes('***')

interface Place {
  readonly clientId: string
}
const isPlace = (item: unknown): item is Place =>
  typeof item === 'object' && item !== null && typeof (item as { clientId?: unknown }).clientId === 'string'

/** A person's places at companies the reader may not see are left out of both pictures. */
async function withoutHiddenPlaces(
  ctx: Context,
  histories: Histories,
  entries: readonly StoredEntry[],
): Promise<StoredEntry[]> {
  const lists = entries
    .flatMap((e) => [...Object.values(e.before ?? {}), ...Object.values(e.after ?? {})])
    .filter(Array.isArray)
  const clientIds = new Set(
    lists
      .flat()
      .filter(isPlace)
      .map((place) => place.clientId),
  )
  if (clientIds.size === 0) return [...entries]
  const seen = await seenClients(ctx, histories, [...clientIds])
  const visible = (item: unknown) => !isPlace(item) || seen.has(item.clientId)
  const clean = (picture: Record<string, unknown> | null) =>
    picture &&
    Object.fromEntries(
      Object.entries(picture).map(([key, value]) => [key, Array.isArray(value) ? value.filter(visible) : value]),
    )
  return entries.map((entry) => ({ ...entry, before: clean(entry.before), after: clean(entry.after) }))
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Every id an entry speaks of. */
function mentioned(entries: readonly StoredEntry[]): string[] {
  const ids = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (uuid.test(value)) ids.add(value)
    } else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) look(inner)
  }
  for (const { actorId, onBehalfOf, recordId, clientId, before, after } of entries) {
    for (const value of [actorId, onBehalfOf, recordId, clientId, before, after]) look(value)
  }
  return [...ids]
}
