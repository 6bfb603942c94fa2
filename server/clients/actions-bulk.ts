// One change for many clients: set-based, a few statements per batch, with the same rules and journal as one by one.
import { type RawBuilder, sql } from 'kysely'
import type { BulkChange } from '#api/lists.ts'
import { confidentialities, may } from '#domain/access.ts'
import { decidesAll } from '#domain/clients/access.ts'
import { clientClasses } from '#domain/clients/classes.ts'
import { examineClient } from '#server/clients/check.ts'
import { editableBy, reassignableBy, removableBy } from '#server/clients/editable.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { checkCustom } from '#server/custom-fields/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, Refusal } from '#server/kit/errors.ts'
import { recordRows } from '#server/kit/record.ts'

/** A change checked once for the whole batch. */
export interface PreparedChange {
  readonly change: BulkChange
  /** What one record must allow. */
  readonly allowed: (ctx: Context) => RawBuilder<boolean>
  readonly whyNot: string
  readonly fact: string
  /** Columns with their new value and the name the journal uses. */
  readonly sets: readonly { column: string; key: string; value: RawBuilder<unknown>; type: string }[]
  readonly customKey?: string
}

const settable: Record<string, { column: string; type: string }> = {
  source: { column: 'source', type: 'text' },
  language: { column: 'language', type: 'text' },
  currency: { column: 'currency', type: 'text' },
  timeZone: { column: 'time_zone', type: 'text' },
  nace: { column: 'nace', type: 'text' },
  nextTouchOn: { column: 'next_touch_on', type: 'date' },
  confidentiality: { column: 'confidentiality', type: 'text' },
  noContact: { column: 'no_contact', type: 'boolean' },
  creditHold: { column: 'credit_hold', type: 'boolean' },
  isClient: { column: 'is_client', type: 'boolean' },
  isSupplier: { column: 'is_supplier', type: 'boolean' },
  isPartner: { column: 'is_partner', type: 'boolean' },
  isCompetitor: { column: 'is_competitor', type: 'boolean' },
}

/** Checks the change before anything is touched: the field exists, the value fits, the new owner works here. */
export async function prepareBulk(ctx: Context, change: BulkChange): Promise<PreparedChange> {
  const editable = { allowed: (c: Context) => editableBy(c.actor), whyNot: 'clients.notYours', fact: 'clients.changed' }
  switch (change.kind) {
    case 'set':
      return prepareSet(ctx, change, editable)
    case 'assign': {
      if (!may(ctx.actor, 'clients.reassign')) throw new Refusal('clients.reassignByLead')
      const { rows } = await sql<{
        teamId: string | null
      }>`select team_id from users where id = ${change.ownerId}::uuid and active`.execute(ctx.db)
      if (change.ownerId && !rows[0]) throw new BadInput([{ field: 'ownerId', reason: 'clients.unknownPerson' }])
      const teamId = rows[0]?.teamId ?? null
      if (change.ownerId && !decidesAll(ctx.actor) && !(teamId && ctx.actor.ledTeamIds.includes(teamId))) {
        throw new Refusal('clients.reassignOutsideTeam')
      }
      return {
        change,
        allowed: (c) => reassignableBy(c.actor),
        whyNot: 'clients.reassignOutsideTeam',
        fact: 'clients.reassigned',
        sets: [
          { column: 'owner_id', key: 'owner', value: sql`${change.ownerId}::uuid`, type: 'uuid' },
          { column: 'team_id', key: 'team', value: sql`${teamId}::uuid`, type: 'uuid' },
        ],
      }
    }
    case 'addTags':
    case 'removeTags': {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from tags where id = any(${change.tagIds}::uuid[])`.execute(ctx.db)
      if (rows[0]?.n !== new Set(change.tagIds).size)
        throw new BadInput([{ field: 'tagIds', reason: 'clients.unknownTag' }])
      return { change, ...editable, sets: [] }
    }
    case 'confirm':
      return {
        change,
        ...editable,
        fact: 'clients.confirmed',
        sets: [
          { column: 'last_confirmed_on', key: 'lastConfirmedOn', value: sql`${ctx.today}::date`, type: 'date' },
          {
            column: 'last_confirmed_by',
            key: 'lastConfirmedBy',
            value: sql`(select id from users where id = ${ctx.actor.id}::uuid)`,
            type: 'uuid',
          },
        ],
      }
    case 'remove':
      return {
        change,
        allowed: (c) => removableBy(c.actor),
        whyNot: 'clients.notYours',
        fact: 'clients.removed',
        sets: [
          { column: 'deleted_at', key: 'deletedAt', value: sql`${ctx.now}::timestamptz`, type: 'timestamptz' },
          {
            column: 'deleted_by',
            key: 'deletedBy',
            value: sql`(select id from users where id = ${ctx.actor.id}::uuid)`,
            type: 'uuid',
          },
        ],
      }
  }
}

type Base = Pick<PreparedChange, 'allowed' | 'whyNot' | 'fact'>

async function prepareSet(
  ctx: Context,
  change: Extract<BulkChange, { kind: 'set' }>,
  base: Base,
): Promise<PreparedChange> {
  const { field, value } = change
  if (field === 'class') {
    if (value !== null && !clientClasses.includes(value as never))
      throw new BadInput([{ field, reason: 'kit.invalid_enum' }])
    if (value === 'key' && !may(ctx.actor, 'clients.nominateKey')) throw new Refusal('clients.keyClassBySalesDirector')
    const by = sql`(select id from users where id = ${ctx.actor.id}::uuid)`
    return {
      change,
      ...base,
      // Out of the key class, too, only those who decide key accounts.
      allowed: (c) =>
        may(c.actor, 'clients.nominateKey')
          ? editableBy(c.actor)
          : sql<boolean>`(${editableBy(c.actor)} and c.class is distinct from 'key')`,
      fact: 'clients.classed',
      sets: [
        { column: 'class', key: 'class', value: sql`${value as string | null}`, type: 'text' },
        { column: 'class_set_by', key: 'classSetBy', value: value === null ? sql`null` : by, type: 'uuid' },
        {
          column: 'class_set_on',
          key: 'classSetOn',
          value: value === null ? sql`null` : sql`${ctx.today}::date`,
          type: 'date',
        },
      ],
    }
  }
  if (field.startsWith('custom.')) {
    const key = field.slice('custom.'.length)
    const checked = await checkCustom(ctx, 'clients', { [key]: value }, {}, visibleTo)
    const next =
      checked[key] === undefined || checked[key] === null
        ? sql`c.custom - ${key}::text`
        : sql`c.custom || ${JSON.stringify({ [key]: checked[key] })}::jsonb`
    return { change, ...base, customKey: key, sets: [{ column: 'custom', key: 'custom', value: next, type: 'jsonb' }] }
  }
  const known = settable[field]
  if (!known) throw new BadInput([{ field: 'change.field', reason: 'kit.unknownColumn' }])
  if (known.type === 'boolean' && typeof value !== 'boolean')
    throw new BadInput([{ field, reason: 'kit.invalid_type' }])
  if (known.type !== 'boolean' && value !== null && typeof value !== 'string')
    throw new BadInput([{ field, reason: 'kit.invalid_type' }])
  if (field === 'confidentiality' && !confidentialities.includes(value as never))
    throw new BadInput([{ field, reason: 'kit.invalid_enum' }])
  if (field === 'currency' && !/^[A-Z]{3}$/.test(String(value)))
    throw new BadInput([{ field, reason: 'kit.invalid_pattern' }])
  if (field === 'nextTouchOn' && value !== null && !/^\d{4}-\d\d-\d\d$/.test(String(value)))
    throw new BadInput([{ field, reason: 'kit.invalid_format' }])
  const { checked, errors } = examineClient({ [field]: value } as never)
  if (errors.length > 0) throw new BadInput(errors)
  const final = (checked as Record<string, unknown>)[field] ?? null
  return {
    change,
    ...base,
    sets: [
      { column: known.column, key: field, value: sql`${final as string}::${sql.raw(known.type)}`, type: known.type },
    ],
  }
}

/** Applies the change to the given ids in this transaction; tells what became of each. */
export async function applyBulk(
  ctx: Context,
  prepared: PreparedChange,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; allowed: boolean }>`
    select c.id, ${prepared.allowed(ctx)} as allowed from clients c
    where c.id = any(${[...ids]}::uuid[]) and c.deleted_at is null and ${visibleTo(ctx.actor)} order by c.id for update of c`.execute(
    ctx.db,
  )
  const outcome = new Map<string, string>(ids.map((id) => [id, 'clients.notFound']))
  const allowed: string[] = []
  for (const row of rows) {
    outcome.set(row.id, row.allowed ? 'unchanged' : prepared.whyNot)
    if (row.allowed) allowed.push(row.id)
  }
  if (allowed.length === 0) return outcome
  const { change } = prepared
  const changed =
    change.kind === 'addTags' || change.kind === 'removeTags'
      ? await changeTags(ctx, allowed, change.tagIds, change.kind === 'addTags')
      : await changeColumns(ctx, prepared, allowed)
  for (const id of changed) outcome.set(id, 'changed')
  if (change.kind === 'assign') await handOver(ctx, changed, change.ownerId, change.reason ?? null)
  return outcome
}

async function changeColumns(ctx: Context, prepared: PreparedChange, ids: readonly string[]): Promise<string[]> {
  const { sets } = prepared
  const first = sets[0] as PreparedChange['sets'][number]
  const pairs = (side: 'old' | 'new') =>
    sql.join(sets.flatMap((s) => [sql`${s.key}::text`, sql.ref(`${side}.${s.column}`)]))
  const { rows } = await sql<{ id: string }>`
    with changed as (
      update clients c set ${sql.join(sets.map((s) => sql`${sql.ref(s.column)} = ${s.value}`))}, version = c.version + 1,
        updated_at = ${ctx.now}, updated_by = (select id from users where id = ${ctx.actor.id}::uuid)
      where c.id = any(${[...ids]}::uuid[]) and ${sql.ref(`c.${first.column}`)} is distinct from ${first.value}
      returning new.id, new.id as client_id, new.owner_id, jsonb_build_object(${pairs('old')}) as before, jsonb_build_object(${pairs('new')}) as after
    ), written as (${recordRows(ctx, 'changed', { recordType: 'clients', fact: prepared.fact, reason: 'reason' in prepared.change ? (prepared.change.reason ?? null) : null })})
    select id from changed`.execute(ctx.db)
  return rows.map((r) => r.id)
}

async function changeTags(
  ctx: Context,
  ids: readonly string[],
  tagIds: readonly string[],
  add: boolean,
): Promise<string[]> {
  const tagsOf = sql`(select coalesce(jsonb_agg(ct.tag_id order by ct.tag_id), '[]') from client_tags ct where ct.client_id = c.id)`
  const change = add
    ? sql`insert into client_tags (client_id, tag_id) select i.id, t.id from unnest(${[...ids]}::uuid[]) i(id), unnest(${[...tagIds]}::uuid[]) t(id)
        on conflict do nothing returning client_id, tag_id`
    : sql`delete from client_tags where client_id = any(${[...ids]}::uuid[]) and tag_id = any(${[...tagIds]}::uuid[]) returning client_id, tag_id`
  const { rows } = await sql<{ id: string }>`
    with touched as (${change}), per as (select client_id, jsonb_agg(tag_id) as tags from touched group by client_id),
    versioned as (
      update clients c set version = c.version + 1, updated_at = ${ctx.now} from per where c.id = per.client_id
      returning c.id, c.owner_id, per.tags as touched_tags
    ), changed as (
      select c.id, c.id as client_id, c.owner_id, jsonb_build_object('tags', ${tagsOf}) as before, jsonb_build_object('tags',
        ${add ? sql`(${tagsOf} || c.touched_tags)` : sql`(select coalesce(jsonb_agg(x), '[]') from jsonb_array_elements(${tagsOf}) x where not c.touched_tags @> jsonb_build_array(x))`}) as after
      from versioned c
    ), written as (${recordRows(ctx, 'changed', { recordType: 'clients', fact: 'clients.changed', reason: null })})
    select id from changed`.execute(ctx.db)
  return rows.map((r) => r.id)
}

async function handOver(
  ctx: Context,
  ids: readonly string[],
  ownerId: string | null,
  reason: string | null,
): Promise<void> {
  await sql`delete from client_owners where client_id = any(${[...ids]}::uuid[]) and lower(valid) >= ${ctx.today}::date`.execute(
    ctx.db,
  )
  await sql`update client_owners set valid = daterange(lower(valid), ${ctx.today}::date) where client_id = any(${[...ids]}::uuid[]) and valid @> ${ctx.today}::date`.execute(
    ctx.db,
  )
  if (!ownerId) return
  await sql`insert into client_owners (client_id, user_id, valid, reason, set_by)
    select i.id, ${ownerId}::uuid, daterange(${ctx.today}::date, null), ${reason}, (select id from users where id = ${ctx.actor.id}::uuid)
    from unnest(${[...ids]}::uuid[]) i(id)`.execute(ctx.db)
}

/** Gives the ids the values they had before bulk change `bulkId`; a record changed since in that field is kept as it is. */
export async function undoBulk(
  ctx: Context,
  prepared: PreparedChange,
  bulkId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const outcome = new Map<string, string>(ids.map((id) => [id, 'kept']))
  const { change, sets } = prepared
  const entries = sql`select e.record_id, e.before, e.after from journal_entries e
    where e.batch_id = ${bulkId}::uuid and e.record_id = any(${[...ids]}::uuid[]) and e.fact not like '%.undone'`
  if (change.kind === 'addTags' || change.kind === 'removeTags') {
    const changed = await changeTags(ctx, ids, change.tagIds, change.kind === 'removeTags')
    for (const id of changed) outcome.set(id, 'undone')
    return outcome
  }
  const first = sets[0] as PreparedChange['sets'][number]
  const from = (side: string, s: PreparedChange['sets'][number]) =>
    s.type === 'jsonb'
      ? sql`(${sql.ref(`e.${side}`)} -> ${s.key}::text)`
      : sql`(${sql.ref(`e.${side}`)} ->> ${s.key}::text)::${sql.raw(s.type)}`
  const pairs = (side: 'old' | 'new') =>
    sql.join(sets.flatMap((s) => [sql`${s.key}::text`, sql.ref(`${side}.${s.column}`)]))
  const { rows } = await sql<{ id: string; ownerId: string | null }>`
    with entries as (${entries}), changed as (
      update clients c set ${sql.join(sets.map((s) => sql`${sql.ref(s.column)} = ${from('before', s)}`))}, version = c.version + 1, updated_at = ${ctx.now}
      from entries e where c.id = e.record_id and ${sql.ref(`c.${first.column}`)} is not distinct from ${from('after', first)}
      returning new.id, new.id as client_id, new.owner_id, jsonb_build_object(${pairs('old')}) as before, jsonb_build_object(${pairs('new')}) as after
    ), written as (${recordRows(ctx, 'changed', { recordType: 'clients', fact: `${prepared.fact}.undone`, reason: null })})
    select id, owner_id from changed`.execute(ctx.db)
  for (const row of rows) outcome.set(row.id, 'undone')
  if (change.kind === 'assign') {
    const byOwner = Map.groupBy(rows, (r) => r.ownerId)
    for (const [ownerId, owned] of byOwner)
      await handOver(
        ctx,
        owned.map((r) => r.id),
        ownerId,
        null,
      )
  }
  return outcome
}
