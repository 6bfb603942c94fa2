// Plans and writes a batch of contact rows: matched by card mark, mail or name at the company, placed at their companies,
// judged by the rights of who imports, written set by set.
import type { CustomField } from '#api/custom-fields.ts'
import type { CellProblem, ImportOptions } from '#api/imports.ts'
import { whyNotEdit } from '#domain/clients/access.ts'
import { checkValues, mergeValues } from '#domain/custom-fields/values.ts'
import { foldName, foldText } from '#domain/names.ts'
import { clientsOf, createClients, keyedChannels } from '#server/clients/actions-batch.ts'
import { forAccess } from '#server/clients/actions-record.ts'
import { examineClient } from '#server/clients/check.ts'
import type { LoadedContact } from '#server/contacts/actions-batch.ts'
import {
  type ChangedContact,
  type CheckedContact,
  changeContacts,
  contactFieldsChanged,
  contactsByKeys,
  contactsOf,
  createContacts,
  type NewContact,
  type PersonMatch,
  type Place,
  whyNotEditAmong,
} from '#server/contacts/actions-batch.ts'
import { type ContactRow, contactRowReader } from '#server/imports/contact-rows.ts'
import { type Resolved, resolveLinks } from '#server/imports/links.ts'
import { type Column, columnOf } from '#server/imports/source-row.ts'
import { type Plan, type PlanningRow, rejected, type Target } from '#server/imports/target.ts'
import { type Context, systemActor } from '#server/kit/context.ts'

export interface ContactTargetParts {
  readonly options: ImportOptions
  readonly headers: readonly string[]
  readonly customFields: readonly CustomField[]
  readonly dry: boolean
}

interface Company {
  /** The client, or undefined when it is to be entered under `name`. */
  id: string | undefined
  readonly name: string
  readonly ico: string | undefined
}
interface Linked {
  company?: Company
  tagIds?: string[]
  custom: Record<string, unknown>
}
type Write = ({ readonly new: NewContact } | { readonly change: ChangedContact }) & {
  readonly company: Company | undefined
}
type Clients = Awaited<ReturnType<typeof clientsOf>>

export function contactsTarget({ options, headers, customFields }: ContactTargetParts): Target<ContactRow> {
  const { columns, read } = contactRowReader(options, headers, customFields)
  const nameKey = (row: ContactRow) => foldText(`${row.checked.firstName ?? ''} ${row.checked.lastName ?? ''}`)
  const emailsOf = (row: ContactRow) =>
    (row.checked.channels ?? []).filter((c) => c.type === 'email').map((c) => c.matchKey)
  const nameOf = (row: ContactRow) => [row.checked.firstName, row.checked.lastName].filter(Boolean).join(' ')
  return { columns, nameOf, read, keysOf, plan, write, shown }

  function keysOf(row: ContactRow): string[] {
    const company = row.links.find(({ to }) => to === 'client')?.text ?? ''
    const uid = row.uid ? [`uid ${row.uid}`] : []
    const email = emailsOf(row)
      .slice(0, 1)
      .map((one) => `email ${one}`)
    const name = [`name ${nameKey(row)} ${foldName(company)}`]
    const order =
      options.key === 'uid'
        ? [...uid, ...email, ...name]
        : options.key === 'email'
          ? [...email, ...uid, ...name]
          : [...name, ...uid]
    // The first is the key; a card mark must be unique whatever the key.
    return [...new Set([order[0] as string, ...uid])]
  }

  async function plan(ctx: Context, rows: readonly PlanningRow<ContactRow>[], lock: boolean): Promise<Plan[]> {
    const all = rows.map(({ row }) => row)
    const resolved = await resolveLinks(
      ctx,
      all,
      options.missingTags === 'reject' ? 'reject' : lock ? 'create' : 'pretend',
    )
    const linked = all.map((row) => linkedTo(row, resolved))
    const phones = (row: ContactRow) =>
      (row.checked.channels ?? []).filter((c) => c.type === 'phone').map((c) => c.matchKey)
    const matches = await contactsByKeys(ctx, {
      uid: all.flatMap((row) => row.uid ?? []),
      email: all.flatMap(emailsOf),
      phone: all.flatMap(phones),
      name: all.map(nameKey).filter((name) => name.length > 1),
    })
    const byKey = new Map<string, PersonMatch[]>()
    for (const match of matches) {
      const key = `${match.kind} ${match.key}`
      byKey.set(key, [...(byKey.get(key) ?? []), match])
    }
    const found = all.map((row, i) => targetOf(row, linked[i] as Linked, byKey))
    const contacts = await contactsOf(ctx, [...new Set(found.flatMap((f) => (f && 'id' in f ? [f.id] : [])))], lock)
    const clientIds = new Set(linked.flatMap(({ company }) => company?.id ?? []))
    for (const { contact } of contacts.values()) for (const place of contact.positions) clientIds.add(place.client.id)
    const clients = await clientsOf(ctx, [...clientIds], false)
    return rows.map(({ row, repeated }, i) => {
      const one = linked[i] as Linked & { problems: CellProblem[] }
      const key = repeated ? (keysOf(row)[0] as string) : null
      const problems = [...row.problems, ...one.problems]
      const target = found[i]
      if (target && 'reason' in target) problems.push(problemAt(row, target.field, target.reason))
      const company = one.company?.id ? clients.get(one.company.id) : undefined
      const reason = company ? whyNotEdit(ctx.actor, forAccess(ctx.actor, company.client)) : undefined
      if (problems.length > 0) return rejected(row, problems, key)
      const there = target && 'id' in target ? contacts.get(target.id) : undefined
      if (target && 'id' in target && !there) return rejected(row, [problemAt(row, 'uid', 'imports.uidTaken')], key)
      if (there) return planChange(ctx, row, there, one, repeated, key, clients, reason)
      if (reason) return rejected(row, [problemAt(row, 'company', reason)], key)
      return planNew(row, one, key, similarOf(row, byKey, phones(row)))
    })
  }

  function planNew(row: ContactRow, linked: Linked, key: string | null, similar: Plan['similar']): Plan {
    if (options.mode === 'update')
      return rejected(
        row,
        [problemAt(row, options.key === 'nameCompany' ? 'fullName' : options.key, 'imports.notThere')],
        key,
      )
    const problems: CellProblem[] = []
    if (!row.checked.lastName) problems.push(problemAt(row, 'lastName', 'kit.required'))
    const custom = checkValues(customFields, linked.custom, { creating: true })
    for (const error of custom.errors) problems.push(problemAt(row, error.field, error.reason))
    const best = similar[0]
    if (best && options.similar === 'reject')
      problems.push({
        ...problemAt(row, 'fullName', 'imports.similarThere'),
        details: { name: best.name, score: best.score },
      })
    if (problems.length > 0) return { ...rejected(row, problems, key), similar }
    const write: Write = {
      company: linked.company,
      new: {
        checked: {
          ...row.checked,
          lastName: row.checked.lastName as string,
          ...(linked.tagIds ? { tagIds: linked.tagIds } : {}),
        },
        custom: mergeValues({}, custom.values),
        externalUid: row.uid,
        place: linked.company ? { ...row.place, clientId: linked.company.id ?? '' } : undefined,
      },
    }
    return { row, outcome: 'create', recordId: null, problems: [], similar, changes: [], repeated: key, write }
  }

  function planChange(
    ctx: Context,
    row: ContactRow,
    there: LoadedContact,
    linked: Linked,
    repeated: boolean,
    key: string | null,
    clients: Clients,
    companyReason: string | undefined,
  ): Plan {
    const before = there.contact
    if (options.mode === 'create' && !repeated)
      return rejected(
        row,
        [{ ...problemAt(row, 'lastName', 'imports.alreadyThere'), details: { name: before.fullName } }],
        key,
      )
    const custom = checkValues(customFields, linked.custom)
    const problems: CellProblem[] = custom.errors.map((error) => problemAt(row, error.field, error.reason))
    const known = before as unknown as Record<string, unknown>
    const missing = (value: unknown) => !repeated || value === null || value === undefined || value === ''
    const checked: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(row.checked))
      if (name !== 'channels' && missing(known[name])) checked[name] = value
    if (row.checked.channels || row.cleared.size > 0) {
      const kept = keyedChannels(
        before.channels.filter(({ type }) => !row.cleared.has(type)).map(({ id: _id, ...channel }) => channel),
      )
      const fresh = (row.checked.channels ?? []).filter(
        (c) => !kept.some((k) => k.type === c.type && k.matchKey === c.matchKey),
      )
      checked.channels = [...kept, ...fresh]
    }
    if (linked.tagIds) checked.tagIds = [...new Set([...before.tags.map((t) => t.id), ...linked.tagIds])]
    const values = repeated
      ? Object.fromEntries(Object.entries(custom.values).filter(([name]) => before.custom[name] === undefined))
      : custom.values
    const at = before.positions.find((p) => p.client.id === linked.company?.id && p.to === null)
    // A second row of the same person adds a company, but does not write over what the first said of this one.
    const place: Place | undefined = linked.company
      ? {
          ...(repeated && at ? onlyMissing(row.place, at as unknown as Record<string, unknown>) : row.place),
          clientId: linked.company.id ?? '',
        }
      : undefined
    const change: ChangedContact = {
      before,
      uidBefore: there.externalUid,
      checked: checked as CheckedContact,
      ...(Object.keys(values).length > 0 ? { custom: mergeValues(before.custom, values) } : {}),
      ...(row.uid && !there.externalUid ? { externalUid: row.uid } : {}),
      place,
    }
    const changes = contactFieldsChanged(change)
    if (changes.length > 0) {
      const edit = whyNotEditAmong(ctx, before, clients)
      if (edit) problems.push(problemAt(row, 'lastName', edit))
    }
    if (changes.includes('positions') && companyReason) problems.push(problemAt(row, 'company', companyReason))
    if (problems.length > 0) return rejected(row, problems, key)
    const write: Write = { company: linked.company, change }
    return {
      row,
      outcome: changes.length > 0 ? 'update' : 'unchanged',
      recordId: before.id,
      problems: [],
      similar: [],
      changes,
      repeated: key,
      write,
    }
  }

  async function write(ctx: Context, plans: readonly Plan[]): Promise<void> {
    const taken = plans.filter((p) => p.outcome === 'create' || p.outcome === 'update')
    await enterCompanies(
      ctx,
      taken.flatMap((p) => (p.write as Write).company ?? []),
    )
    const placed = <T extends { readonly place?: Place | undefined }>(one: T, company: Company | undefined): T =>
      one.place && company?.id ? { ...one, place: { ...one.place, clientId: company.id } } : one
    const news = taken.flatMap((p) => {
      const w = p.write as Write
      return 'new' in w ? [{ plan: p, contact: placed(w.new, w.company) }] : []
    })
    const ids = await createContacts(
      ctx,
      news.map(({ contact }) => contact),
    )
    news.forEach(({ plan: p }, i) => {
      p.recordId = ids[i] as string
    })
    const changes = taken.flatMap((p) => {
      const w = p.write as Write
      return 'change' in w ? [placed(w.change, w.company)] : []
    })
    await changeContacts(ctx, changes)
  }

  /** Companies that are not there yet and were asked for, each once. */
  async function enterCompanies(ctx: Context, companies: readonly Company[]): Promise<void> {
    const missing = companies.filter(({ id }) => id === undefined)
    const byName = new Map(missing.map((company) => [foldName(company.name), company]))
    const owner = ctx.actor.id === systemActor.id ? null : { id: ctx.actor.id, teamId: ctx.actor.teamId }
    const drafts = [...byName.values()].map(({ name, ico }) => {
      const { checked } = examineClient({ name, ...(ico ? { ico } : {}) })
      return { checked: { ...checked, name: checked.name ?? name }, custom: {}, owner }
    })
    const ids = await createClients(ctx, drafts)
    const idOf = new Map([...byName.keys()].map((name, i) => [name, ids[i] as string]))
    for (const company of missing) company.id = idOf.get(foldName(company.name)) as string
  }

  function linkedTo(row: ContactRow, resolved: Resolved): Linked & { problems: CellProblem[] } {
    const problems: CellProblem[] = []
    const linked: Linked = { custom: { ...row.custom } }
    const companyProblems: CellProblem[] = []
    for (const link of row.links) {
      const found = link.to === 'person' ? resolved.person(link) : resolved.client(link)
      if (link.field.startsWith('custom.')) {
        if ('problem' in found) problems.push(found.problem)
        else
          linked.custom[link.field.slice(7)] = typeof found.value === 'string' ? found.value : (found.value?.id ?? null)
      } else if ('problem' in found) companyProblems.push(found.problem)
      else if (typeof found.value === 'string') linked.company ??= { id: found.value, name: link.text, ico: undefined }
    }
    const first = companyProblems[0]
    if (first && !linked.company) {
      const ico = row.links.find(({ field }) => field === 'companyIco')?.text
      const many = companyProblems.some(({ reason }) => reason === 'imports.clientAmbiguous')
      if (options.missingCompanies === 'create' && row.companyName && !many)
        linked.company = { id: undefined, name: row.companyName, ico }
      else problems.push(first)
    }
    if (row.tags) {
      const tags = resolved.tags(row)
      problems.push(...tags.problems)
      linked.tagIds = tags.ids
    }
    return { ...linked, problems }
  }

  function targetOf(
    row: ContactRow,
    linked: Linked,
    byKey: ReadonlyMap<string, PersonMatch[]>,
  ): { id: string } | { field: string; reason: string } | undefined {
    if (row.problems.length > 0) return undefined
    const seen = (kind: string, keys: readonly string[]) => {
      const all = keys.flatMap((key) => byKey.get(`${kind} ${key}`) ?? [])
      return {
        ids: [...new Set(all.filter((m) => m.visible).map(({ id }) => id))],
        hidden: all.some((m) => !m.visible),
      }
    }
    if (row.uid) {
      const byUid = seen('uid', [row.uid])
      if (byUid.ids[0]) return { id: byUid.ids[0] }
      if (byUid.hidden) return { field: 'uid', reason: 'imports.uidTaken' }
    }
    if (options.key !== 'nameCompany') {
      const { ids } = seen('email', emailsOf(row))
      // Several people share office@…; then the name decides.
      const named = ids.filter((id) => (byKey.get(`name ${nameKey(row)}`) ?? []).some((m) => m.id === id))
      if (ids.length === 1 || named.length === 1) return { id: (named[0] ?? ids[0]) as string }
      if (ids.length > 1) return { field: 'email', reason: 'imports.keyAmbiguous' }
      if (emailsOf(row).length > 0 && options.key === 'email') return undefined
    }
    if (options.withoutKey === 'reject' && options.key !== 'nameCompany')
      return { field: options.key, reason: 'imports.keyMissing' }
    const namesakes = (byKey.get(`name ${nameKey(row)}`) ?? []).filter(
      (m) => m.visible && (linked.company ? m.clientIds.includes(linked.company.id ?? '') : m.clientIds.length === 0),
    )
    const ids = [...new Set(namesakes.map(({ id }) => id))]
    if (ids.length > 1) return { field: 'fullName', reason: 'imports.keyAmbiguous' }
    return ids[0] ? { id: ids[0] } : undefined
  }

  function similarOf(
    row: ContactRow,
    byKey: ReadonlyMap<string, PersonMatch[]>,
    phones: readonly string[],
  ): Plan['similar'] {
    const found = new Map<string, { name: string; doubt: number; reasons: { kind: string; detail: string }[] }>()
    const look = (kind: 'email' | 'phone' | 'name', key: string, weight: number) => {
      for (const match of byKey.get(`${kind} ${key}`) ?? []) {
        if (!match.visible) continue
        const one = found.get(match.id) ?? { name: match.name, doubt: 1, reasons: [] }
        one.doubt *= 1 - weight
        one.reasons.push({ kind, detail: kind === 'name' ? match.name : key })
        found.set(match.id, one)
      }
    }
    for (const email of emailsOf(row)) look('email', email, 0.9)
    for (const phone of phones) look('phone', phone, 0.7)
    look('name', nameKey(row), 0.6)
    return [...found]
      .map(([id, { name, doubt, reasons }]) => ({
        id,
        name,
        score: Math.min(99, Math.round(100 * (1 - doubt))),
        reasons,
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 3)
  }

  function problemAt(row: ContactRow, field: string, reason: string): CellProblem {
    const column =
      columnOf(columns, field) ??
      (field === 'lastName' || field === 'fullName'
        ? (columnOf(columns, 'lastName') ?? columnOf(columns, 'fullName'))
        : null)
    const value = column === null ? undefined : row.source.cells[column]?.trim().slice(0, 200)
    return { column, field, reason, ...(value ? { value } : {}) }
  }

  function shown(row: ContactRow, column: Column): string {
    const cell = row.source.cells[column.column]?.trim() ?? ''
    const checked = row.checked as Record<string, unknown>
    if (typeof checked[column.field] === 'string') return checked[column.field] as string
    if (column.field === 'email' || column.field === 'web')
      return (row.checked.channels ?? [])
        .filter((c) => c.type === column.field)
        .map((c) => c.value)
        .join(', ')
    if (column.field === 'phone' || column.field === 'mobile')
      return (row.checked.channels ?? [])
        .filter((c) => c.type === 'phone' && (c.kind === 'mobile') === (column.field === 'mobile'))
        .map((c) => c.value)
        .join(', ')
    if (column.field === 'fullName')
      return (
        [row.checked.titleBefore, row.checked.firstName, row.checked.lastName].filter(Boolean).join(' ') +
        (row.checked.titleAfter ? `, ${row.checked.titleAfter}` : '')
      )
    return cell
  }
}

function onlyMissing(place: Omit<Place, 'clientId'>, known: Record<string, unknown>): Omit<Place, 'clientId'> {
  const empty = (value: unknown) =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(place).filter(([key]) => empty(known[key])))
}
