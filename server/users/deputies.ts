// Deputies: who stands in for whom and when. What a deputy does is journalled on behalf of the absent person.
import { sql } from 'kysely'
import type { Deputy, DeputyDraft } from '#api/deputies.ts'
import { may } from '#domain/access.ts'
import { maySetDeputyOf, whyNotSetDeputy } from '#domain/users/access.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, constraintOf, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { findUser } from '#server/users/store.ts'

interface DeputyRow extends Omit<Deputy, 'mayEnd'> {
  absentTeamId: string | null
}

const shown = sql`d.id, json_build_object('id', a.id, 'name', a.name) as absent, json_build_object('id', p.id, 'name', p.name) as deputy,
  lower(d.valid)::text as "from", (upper(d.valid) - 1)::text as "to", d.reason, a.team_id as absent_team_id`
const from = sql`deputies d join users a on a.id = d.absent_id join users p on p.id = d.deputy_id`

/** Running and coming deputies that concern the actor, or of the people he answers for. */
export async function listDeputies(ctx: Context): Promise<Deputy[]> {
  const { actor } = ctx
  const all = may(actor, 'users.administer') || actor.roles.includes('SD') || actor.roles.includes('CEO')
  const led = actor.roles.includes('TL') ? [...actor.ledTeamIds] : []
  const concerns = all
    ? sql`true`
    : sql`(${actor.id}::uuid in (d.absent_id, d.deputy_id) or a.team_id = any(${led}::uuid[]))`
  const { rows } = await sql<DeputyRow>`
    select ${shown} from ${from}
    where upper(d.valid) > ${ctx.today}::date and ${concerns}
    order by lower(d.valid), a.name collate czech limit 500`.execute(ctx.db)
  return rows.map((row) => pictured(ctx, row))
}

/** Lets a colleague stand in for a period of at most a year; two periods of the same pair do not overlap. */
export async function setDeputy(ctx: Context, draft: DeputyDraft): Promise<Deputy> {
  const absentId = draft.absentId ?? ctx.actor.id
  const [absent, deputy] = await Promise.all([findUser(ctx.db, absentId), findUser(ctx.db, draft.deputyId)])
  if (!absent) throw new BadInput([{ field: 'absentId', reason: 'users.notFound' }])
  if (!deputy) throw new BadInput([{ field: 'deputyId', reason: 'users.notFound' }])
  if (draft.to < draft.from) throw new BadInput([{ field: 'to', reason: 'users.deputyEndsEarly' }])
  if (draft.to < ctx.today) throw new BadInput([{ field: 'to', reason: 'users.deputyPast' }])
  // Rights given for longer belong into roles and teams, where they are seen.
  if (days(draft.from, draft.to) > 366) throw new BadInput([{ field: 'to', reason: 'users.deputyTooLong' }])
  const reason = whyNotSetDeputy(ctx.actor, absent, deputy)
  if (reason === 'users.deputyNotYours') throw new Forbidden(reason)
  if (reason) throw new Refusal(reason)
  const id = await insert(ctx, { ...draft, absentId })
  await record(ctx, {
    fact: 'users.deputySet',
    recordType: 'user',
    recordId: absentId,
    after: { deputyId: draft.deputyId, from: draft.from, to: draft.to, reason: draft.reason ?? null },
  })
  return pictured(ctx, await get(ctx, id))
}

/** Ends a deputy: one that has not begun disappears, a running one ends with yesterday and its days stay on record. */
export async function endDeputy(ctx: Context, id: string): Promise<void> {
  const row = await get(ctx, id)
  const before = pictured(ctx, row)
  if (!before.mayEnd) throw isConcerned(ctx, row) ? new Forbidden('users.deputyNotYours') : new NotFound()
  const begun = row.from < ctx.today
  if (begun) {
    await sql`update deputies set valid = daterange(lower(valid), ${ctx.today}::date) where id = ${id}::uuid`.execute(
      ctx.db,
    )
  } else {
    await sql`delete from deputies where id = ${id}::uuid`.execute(ctx.db)
  }
  await record(ctx, {
    fact: 'users.deputyEnded',
    recordType: 'user',
    recordId: row.absent.id,
    before: { deputyId: row.deputy.id, from: row.from, to: row.to },
  })
}

async function get(ctx: Context, id: string): Promise<DeputyRow> {
  const { rows } = await sql<DeputyRow>`select ${shown} from ${from} where d.id = ${id}::uuid for update of d`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound()
  return rows[0]
}

async function insert(ctx: Context, draft: DeputyDraft & { absentId: string }): Promise<string> {
  try {
    const { rows } = await sql<{ id: string }>`
      insert into deputies (absent_id, deputy_id, valid, reason, created_by)
      values (${draft.absentId}::uuid, ${draft.deputyId}::uuid, daterange(${draft.from}::date, ${draft.to}::date, '[]'),
        ${draft.reason?.trim() || null}, ${ctx.actor.id}::uuid)
      returning id`.execute(ctx.db)
    return (rows[0] as { id: string }).id
  } catch (error) {
    if (constraintOf(error)?.startsWith('deputies_absent_id_deputy_id_valid')) throw new Refusal('users.deputyOverlaps')
    throw error
  }
}

function pictured(ctx: Context, row: DeputyRow): Deputy {
  const { absentTeamId, ...deputy } = row
  return { ...deputy, mayEnd: maySetDeputyOf(ctx.actor, { id: row.absent.id, teamId: absentTeamId }) }
}

function isConcerned(ctx: Context, row: DeputyRow): boolean {
  return row.deputy.id === ctx.actor.id
}

function days(a: string, b: string): number {
  return (Date.parse(b) - Date.parse(a)) / 86_400_000 + 1
}
