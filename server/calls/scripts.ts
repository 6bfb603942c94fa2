// Scripts: what to say in calls of a purpose. Everybody reads them; one's own, or any as a lead, may be changed.
import { sql } from 'kysely'
import type { CallScript } from '#api/call-lists.ts'
import { type Actor, may } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, Forbidden, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'

type Stored = Omit<CallScript, 'whyNot'>

const scriptJson = sql`json_build_object('id', s.id, 'version', s.version, 'name', s.name, 'purpose', s.purpose, 'text', s.text,
  'active', s.active, 'createdBy', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = s.created_by))`

export async function findScript(ctx: Context, id: string, lock = false): Promise<Stored | undefined> {
  const { rows } = await sql<{ script: Stored }>`
    select ${scriptJson} as script from call_scripts s where s.id = ${id}::uuid${lock ? sql` for update` : sql``}`.execute(
    ctx.db,
  )
  return rows[0]?.script
}

export async function listScripts(ctx: Context): Promise<{ scripts: CallScript[] }> {
  const { rows } = await sql<{ script: Stored }>`
    select ${scriptJson} as script from call_scripts s order by s.active desc, s.name, s.id`.execute(ctx.db)
  return { scripts: rows.map((row) => withRefusals(ctx.actor, row.script)) }
}

export async function createScript(
  ctx: Context,
  draft: { name: string; text: string; purpose?: string | null; active?: boolean },
): Promise<CallScript> {
  const { name, text, purpose } = cleaned(draft)
  const { rows } = await sql<{ id: string }>`
    insert into call_scripts (name, purpose, text, active, created_by)
    values (${name as string}, ${purpose ?? null}, ${text as string}, ${draft.active ?? true}, (select id from users where id = ${ctx.actor.id}::uuid))
    returning id`.execute(ctx.db)
  return recorded(ctx, 'calls.scriptAdded', (rows[0] as { id: string }).id, null)
}

export async function changeScript(
  ctx: Context,
  id: string,
  change: { name?: string; text?: string; purpose?: string | null; active?: boolean },
  version: number,
): Promise<CallScript> {
  const before = await findScript(ctx, id, true)
  if (!before) throw new NotFound('calls.scriptNotFound')
  const refused = whyNotEdit(ctx.actor, before)
  if (refused) throw new Forbidden(refused)
  if (before.version !== version) throw conflict(withRefusals(ctx.actor, before))
  const { name = before.name, text = before.text, purpose = before.purpose } = cleaned(change)
  await sql`update call_scripts set name = ${name}, text = ${text}, purpose = ${purpose}, active = ${change.active ?? before.active},
    version = version + 1, updated_at = ${ctx.now} where id = ${id}::uuid`.execute(ctx.db)
  return recorded(ctx, 'calls.scriptChanged', id, before)
}

function cleaned(parts: { name?: string; text?: string; purpose?: string | null }) {
  const name = parts.name?.normalize('NFC').trim()
  const text = parts.text?.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  const errors = [
    ...(name === '' ? [{ field: 'name', reason: 'kit.required' }] : []),
    ...(text === '' ? [{ field: 'text', reason: 'kit.required' }] : []),
  ]
  if (errors.length > 0) throw new BadInput(errors)
  return { name, text, purpose: parts.purpose === undefined ? undefined : parts.purpose?.trim() || null }
}

function whyNotEdit(actor: Actor, script: Stored): string | undefined {
  if (!may(actor, 'clients.write')) return 'calls.scriptNotYours'
  const leads = actor.roles.some((role) => role === 'TL' || role === 'SD' || role === 'CEO')
  return leads || script.createdBy?.id === actor.id ? undefined : 'calls.scriptNotYours'
}

function withRefusals(actor: Actor, script: Stored): CallScript {
  const reason = whyNotEdit(actor, script)
  return { ...script, whyNot: reason ? { edit: reason } : {} }
}

async function recorded(ctx: Context, fact: string, id: string, before: Stored | null): Promise<CallScript> {
  const after = (await findScript(ctx, id)) as Stored
  const picture = (script: Stored | null) =>
    script && { name: script.name, purpose: script.purpose, text: script.text, active: script.active }
  await record(ctx, { fact, recordType: 'callScripts', recordId: id, before: picture(before), after: picture(after) })
  return withRefusals(ctx.actor, after)
}
