// Plans and writes a batch of client rows: matched by their key in one query, judged by the rights of who imports,
// searched for doubles in one query, written set by set.
import type { CustomField } from '#api/custom-fields.ts'
import type { CellProblem, ImportOptions, Similar } from '#api/imports.ts'
import { may } from '#domain/access.ts'
import { whyNotEdit, whyNotReassign, whyNotSetClass } from '#domain/clients/access.ts'
import { checkValues, mergeValues } from '#domain/custom-fields/values.ts'
import { companyDomains } from '#domain/duplicates.ts'
import { foldName } from '#domain/names.ts'
import type { LoadedClient } from '#server/clients/actions-batch.ts'
import {
  type ChangedClient,
  type ClientDouble,
  type ClientMatch,
  changeClients,
  clientsByKeys,
  clientsOf,
  createClients,
  doublesOfMany,
  fieldsChanged,
  type NewClient,
} from '#server/clients/actions-batch.ts'
import { forAccess } from '#server/clients/actions-record.ts'
import type { CheckedChange } from '#server/clients/check.ts'
import { mergedAccounts, mergedAddresses, mergedChannels, profileOf } from '#server/imports/client-merging.ts'
import { type ClientRow, clientRowReader } from '#server/imports/client-rows.ts'
import { type Person, type Resolved, resolveLinks } from '#server/imports/links.ts'
import { type Column, columnOf } from '#server/imports/source-row.ts'
import { type Plan, type PlanningRow, rejected, type Target } from '#server/imports/target.ts'
import type { Context } from '#server/kit/context.ts'

export interface ClientTargetParts {
  readonly options: ImportOptions
  readonly headers: readonly string[]
  readonly customFields: readonly CustomField[]
  /** Owner of new clients where no column names one. */
  readonly owner: Person | null
  readonly dry: boolean
}

type Write = { readonly new: NewClient } | { readonly change: ChangedClient }
interface Linked {
  owner?: Person | null
  parentId?: string | null
  tagIds?: string[]
  custom: Record<string, unknown>
}

export function clientsTarget(parts: ClientTargetParts): Target<ClientRow> {
  const { options, customFields } = parts
  const reader = clientRowReader(options, parts.headers, customFields)
  const { columns } = reader
  const at = (field: string) => columnOf(columns, field)

  const rejecting = options.similar === 'reject'

  return {
    columns,
    nameOf: (row) => row.checked.name ?? '',
    read: reader.read,
    keysOf,
    plan,
    write,
    shown,
    ...(rejecting ? {} : { nameSimilar }),
  }

  function keysOf(row: ClientRow): string[] {
    const { ico, number } = row.checked
    const company = (row.checked.kind ?? 'company') === 'company'
    return [
      ...new Set([keyOf(row), ...(ico && company ? [`ico ${ico}`] : []), ...(number ? [`number ${number}`] : [])]),
    ]
  }

  /** The chosen key; of a row without it the other sure one, and at last the name. */
  function keyOf(row: ClientRow): string {
    const { checked } = row
    const company = (checked.kind ?? 'company') === 'company'
    const chosen = keyValues(row)[0]
    if (chosen) return `${options.key} ${chosen}`
    if (checked.ico && company) return `ico ${checked.ico}`
    if (checked.number) return `number ${checked.number}`
    return `name ${foldName(checked.name ?? '')}`
  }

  function keyValues(row: ClientRow): string[] {
    const { checked } = row
    if (options.key === 'number') return checked.number ? [checked.number] : []
    if (options.key === 'name') return checked.name ? [foldName(checked.name)] : []
    if (options.key === 'ico') return checked.ico && (checked.kind ?? 'company') === 'company' ? [checked.ico] : []
    const emails = (checked.channels ?? []).filter((c) => c.type === 'email').map((c) => c.matchKey)
    if (options.key === 'email') return emails
    const webs = (checked.channels ?? []).filter((c) => c.type === 'web').map((c) => c.matchKey)
    return [...companyDomains({ emails, webs })]
  }

  async function plan(ctx: Context, rows: readonly PlanningRow<ClientRow>[], lock: boolean): Promise<Plan[]> {
    const resolved = await resolveLinks(
      ctx,
      rows.map(({ row }) => row),
      options.missingTags === 'reject' ? 'reject' : lock ? 'create' : 'pretend',
    )
    const matches = await matched(
      ctx,
      rows.map(({ row }) => row),
    )
    const found = rows.map(({ row }) => (row.problems.length > 0 ? undefined : matches.target(row)))
    const ids = [...new Set(found.flatMap((f) => (f && 'id' in f ? [f.id] : [])))]
    const stored = await clientsOf(ctx, ids, lock)
    const plans = rows.map(({ row, repeated }, i) => {
      const linked = linkedTo(row, resolved)
      const key = repeated ? keyOf(row) : null
      const problems = [...row.problems, ...linked.problems]
      const target = found[i]
      if (target && 'reason' in target) problems.push(problemAt(row, target.field, target.reason))
      if (problems.length > 0) return rejected(row, problems, key)
      const there = target && 'id' in target ? stored.get(target.id) : undefined
      if (target && 'id' in target && !there)
        return rejected(row, [problemAt(row, target.field, takenReason(target.field))], key)
      return there ? planChange(ctx, row, there, linked, repeated, key, matches) : planNew(ctx, row, linked, key)
    })
    if (rejecting) await nameSimilar(ctx, plans)
    return plans
  }

  function planNew(ctx: Context, row: ClientRow, linked: Linked, key: string | null): Plan {
    const problems: CellProblem[] = []
    if (options.mode === 'update') return rejected(row, [problemAt(row, options.key, 'imports.notThere')], key)
    if (options.withoutKey === 'reject' && keyValues(row).length === 0)
      problems.push(problemAt(row, options.key, 'imports.keyMissing'))
    if (!row.checked.name) problems.push(problemAt(row, 'name', 'kit.required'))
    if (row.class === 'key' && !may(ctx.actor, 'clients.nominateKey'))
      problems.push(problemAt(row, 'class', 'clients.keyClassBySalesDirector'))
    const custom = checkValues(customFields, linked.custom, { creating: true })
    for (const error of custom.errors)
      problems.push({
        ...problemAt(row, error.field, error.reason),
        ...(error.details ? { details: { ...error.details } } : {}),
      })
    if (problems.length > 0) return rejected(row, problems, key)
    const write: Write = {
      new: {
        checked: {
          ...row.checked,
          name: row.checked.name as string,
          ...(linked.tagIds ? { tagIds: linked.tagIds } : {}),
        },
        custom: mergeValues({}, custom.values),
        state: row.state,
        class: row.class ?? undefined,
        owner: linked.owner === undefined ? parts.owner : linked.owner,
        parentId: linked.parentId,
      },
    }
    return { row, outcome: 'create', recordId: null, problems: [], similar: [], changes: [], repeated: key, write }
  }

  function planChange(
    ctx: Context,
    row: ClientRow,
    there: LoadedClient,
    linked: Linked,
    repeated: boolean,
    key: string | null,
    matches: Matches,
  ): Plan {
    const before = there.client
    if (options.mode === 'create' && !repeated)
      return rejected(
        row,
        [{ ...problemAt(row, options.key, 'imports.alreadyThere'), details: { name: before.name } }],
        key,
      )
    const problems: CellProblem[] = []
    const access = forAccess(ctx.actor, before)
    const custom = checkValues(customFields, linked.custom)
    for (const error of custom.errors)
      problems.push({
        ...problemAt(row, error.field, error.reason),
        ...(error.details ? { details: { ...error.details } } : {}),
      })
    // The second row of one key adds what is missing and overwrites nothing, so that importing again changes nothing.
    const missing = (now: unknown) => !repeated || now === null || now === undefined || now === ''
    const known = before as unknown as Record<string, unknown>
    const checked: CheckedChange = {}
    for (const [name, value] of Object.entries(row.checked)) {
      if (name === 'addresses' || name === 'channels' || name === 'bankAccounts') continue
      if (missing(name === 'dic' ? there.dic : known[name])) (checked as Record<string, unknown>)[name] = value
    }
    if (row.checked.addresses) checked.addresses = mergedAddresses(before.addresses, row.checked.addresses, repeated)
    if (row.checked.channels || row.cleared.size > 0) checked.channels = mergedChannels(before, row)
    if (row.checked.bankAccounts) checked.bankAccounts = mergedAccounts(before.bankAccounts, row.checked.bankAccounts)
    if (linked.tagIds) checked.tagIds = [...new Set([...before.tags.map((t) => t.id), ...linked.tagIds])]
    const values = repeated
      ? Object.fromEntries(Object.entries(custom.values).filter(([name]) => before.custom[name] === undefined))
      : custom.values
    const change: ChangedClient = {
      before,
      dic: there.dic,
      checked,
      ...(Object.keys(values).length > 0 ? { custom: mergeValues(before.custom, values) } : {}),
      ...(row.class !== undefined && missing(before.class) ? { class: row.class } : {}),
      ...(linked.owner !== undefined && missing(before.owner) ? { owner: linked.owner } : {}),
      ...(linked.parentId !== undefined && missing(before.parent) ? { parentId: linked.parentId } : {}),
    }
    const changes = fieldsChanged(change)
    if (changes.length > 0) {
      const edit = whyNotEdit(ctx.actor, access)
      if (edit) problems.push(problemAt(row, options.key, edit))
    }
    if (changes.includes('owner') && change.owner !== undefined) {
      const reason = whyNotReassign(
        ctx.actor,
        access,
        change.owner ? { teamId: change.owner.teamId, active: true } : undefined,
      )
      if (reason) problems.push(problemAt(row, 'owner', reason))
    }
    if (changes.includes('class')) {
      const reason = whyNotSetClass(ctx.actor, { ...access, class: before.class }, change.class ?? null)
      if (reason) problems.push(problemAt(row, 'class', reason))
    }
    for (const field of ['ico', 'number'] as const) {
      const value = checked[field]
      if (!changes.includes(field) || !value) continue
      if (field === 'ico' && (checked.kind ?? before.kind) !== 'company') continue
      if (matches.holders(field, value).some((holder) => holder !== before.id))
        problems.push(problemAt(row, field, takenReason(field)))
    }
    if (problems.length > 0) return rejected(row, problems, key)
    const outcome = changes.length > 0 ? 'update' : 'unchanged'
    return {
      row,
      outcome,
      recordId: before.id,
      problems: [],
      similar: [],
      changes,
      repeated: key,
      write: { change } satisfies Write,
    }
  }

  async function write(ctx: Context, plans: readonly Plan[]): Promise<void> {
    const news = plans.flatMap((p) =>
      p.outcome === 'create' ? [{ plan: p, client: (p.write as { new: NewClient }).new }] : [],
    )
    const ids = await createClients(
      ctx,
      news.map(({ client }) => client),
    )
    news.forEach(({ plan: p }, i) => {
      p.recordId = ids[i] as string
    })
    await changeClients(
      ctx,
      plans.flatMap((p) => (p.outcome === 'update' ? [(p.write as { change: ChangedClient }).change] : [])),
    )
  }

  interface Matches {
    /** The client the row means, why it may not be touched, or undefined: there is none. */
    target(row: ClientRow): { id: string; field: string } | { field: string; reason: string } | undefined
    holders(kind: 'ico' | 'number', key: string): string[]
  }

  async function matched(ctx: Context, rows: readonly ClientRow[]): Promise<Matches> {
    const wanted = {
      ico: new Set<string>(),
      number: new Set<string>(),
      email: new Set<string>(),
      domain: new Set<string>(),
      name: new Set<string>(),
    }
    for (const row of rows) {
      if (row.problems.length > 0) continue
      if (row.checked.ico && (row.checked.kind ?? 'company') === 'company') wanted.ico.add(row.checked.ico)
      if (row.checked.number) wanted.number.add(row.checked.number)
      const key = keyOf(row)
      if (key.startsWith('name ')) wanted.name.add(key.slice(5))
      if (options.key === 'email' || options.key === 'domain')
        for (const value of keyValues(row)) wanted[options.key].add(value)
    }
    const list = await clientsByKeys(
      ctx,
      Object.fromEntries(Object.entries(wanted).map(([kind, set]) => [kind, [...set]])),
    )
    const byKey = new Map<string, ClientMatch[]>()
    for (const match of list) {
      const key = `${match.kind} ${match.key}`
      byKey.set(key, [...(byKey.get(key) ?? []), match])
    }
    const one = (kind: string, values: readonly string[], field: string) => {
      const all = values.flatMap((value) => byKey.get(`${kind} ${value}`) ?? [])
      const sure = kind === 'ico' || kind === 'number'
      const seen = [...new Set(all.filter((m) => m.visible).map(({ id }) => id))]
      if (seen.length > 1) return { field, reason: 'imports.keyAmbiguous' }
      if (seen[0]) return { id: seen[0], field }
      return sure && all.length > 0 ? { field, reason: takenReason(field) } : undefined
    }
    return {
      holders: (kind, key) => (byKey.get(`${kind} ${key}`) ?? []).map(({ id }) => id),
      target(row) {
        const { ico, number } = row.checked
        const company = (row.checked.kind ?? 'company') === 'company'
        const byChosen = one(options.key, keyValues(row), options.key)
        if (byChosen) {
          return byChosen
        }
        // A row new by its key may still carry the number or IČO of a client that is there.
        const byIco = ico && company && options.key !== 'ico' ? one('ico', [ico], 'ico') : undefined
        if (byIco)
          return keyValues(row).length === 0 || 'reason' in byIco ? byIco : { field: 'ico', reason: takenReason('ico') }
        const byNumber = number && options.key !== 'number' ? one('number', [number], 'number') : undefined
        if (byNumber)
          return (keyValues(row).length === 0 && !ico) || 'reason' in byNumber
            ? byNumber
            : { field: 'number', reason: takenReason('number') }
        const key = keyOf(row)
        return key.startsWith('name ') && options.withoutKey === 'byName'
          ? one('name', [key.slice(5)], 'name')
          : undefined
      },
    }
  }

  function linkedTo(row: ClientRow, resolved: Resolved): Linked & { problems: CellProblem[] } {
    const problems: CellProblem[] = []
    const linked: Linked = { custom: { ...row.custom } }
    for (const link of row.links) {
      const found = link.to === 'person' ? resolved.person(link) : resolved.client(link)
      if ('problem' in found) problems.push(found.problem)
      else if (link.field === 'owner') linked.owner = found.value as Person | null
      else if (link.field === 'parent') linked.parentId = found.value as string | null
      else
        linked.custom[link.field.slice(7)] = typeof found.value === 'string' ? found.value : (found.value?.id ?? null)
    }
    if (row.tags) {
      const tags = resolved.tags(row)
      problems.push(...tags.problems)
      linked.tagIds = tags.ids
    }
    return { ...linked, problems }
  }

  async function nameSimilar(ctx: Context, plans: readonly Plan[]): Promise<void> {
    const news = (plans as (Plan & { row: ClientRow })[]).filter(
      (p) => p.outcome === 'create' && (p.row.checked.kind ?? 'company') === 'company',
    )
    if (news.length === 0) return
    const found = await doublesOfMany(
      ctx,
      news.map(({ row }) => profileOf(row.checked)),
    )
    for (const [n, list] of found) {
      const p = news[n] as Plan & { row: ClientRow }
      p.similar.push(...list.map(similarOf))
      const best = list[0] as ClientDouble
      if (!rejecting) continue
      p.outcome = 'reject'
      p.problems.push({
        ...problemAt(p.row, 'name', 'imports.similarThere'),
        details: { name: best.name, score: best.score },
      })
    }
  }

  function problemAt(row: ClientRow, field: string, reason: string): CellProblem {
    const column = at(field === 'domain' ? 'email' : field)
    const value = column === null ? undefined : row.source.cells[column]?.trim().slice(0, 200)
    return { column, field, reason, ...(value ? { value } : {}) }
  }

  function shown(row: ClientRow, column: Column): string {
    const cell = row.source.cells[column.column]?.trim() ?? ''
    const checked = row.checked as Record<string, unknown>
    if (typeof checked[column.field] === 'string') return checked[column.field] as string
    if (column.field === 'email' || column.field === 'phone' || column.field === 'web')
      return (row.checked.channels ?? [])
        .filter((c) => c.type === column.field)
        .map((c) => c.value)
        .join(', ')
    const own = column.field.startsWith('custom.') ? row.custom[column.field.slice(7)] : undefined
    return own === undefined || own === null ? cell : String(own)
  }
}

const takenReason = (field: string) =>
  field === 'number' ? 'clients.numberTaken' : field === 'ico' ? 'clients.icoTaken' : 'imports.keyAmbiguous'

const similarOf = ({ id, name, score, reasons }: ClientDouble): Similar => ({
  id,
  name,
  score,
  reasons: [...reasons],
})
