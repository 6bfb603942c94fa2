// Public forms: what they ask, who may embed them, and how much came through them.
import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { formFields, type LeadForm, type LeadFormChange, type LeadFormDraft } from '#api/lead-forms.ts'
import { may } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import { BadInput, conflict, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'

const formJson = sql`json_build_object('id', f.id, 'version', f.version, 'key', f.key, 'name', f.name, 'language', f.language,
  'fields', f.fields, 'intro', f.intro, 'thanks', f.thanks, 'consent', f.consent, 'origins', f.origins, 'active', f.active,
  'received', (select count(*)::int from lead_submissions s where s.form_id = f.id and s.outcome <> 'spam'),
  'spam', (select count(*)::int from lead_submissions s where s.form_id = f.id and s.outcome = 'spam'))`

async function find(ctx: Context, id: string, lock = false): Promise<LeadForm> {
  const { rows } = await sql<{ form: LeadForm }>`
    select ${formJson} as form from lead_forms f where f.id = ${id}::uuid${lock ? sql` for update` : sql``}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('leads.formNotFound')
  return rows[0].form
}

/** The part of a form the public may know; forms put away answer as if they never were. */
export type PublicForm = Pick<
  LeadForm,
  'id' | 'key' | 'name' | 'language' | 'fields' | 'intro' | 'thanks' | 'consent' | 'origins'
>

export async function findPublicForm(db: Db, key: string): Promise<PublicForm | undefined> {
  const { rows } = await sql<PublicForm>`
    select id, key, name, language, fields, intro, thanks, consent, origins from lead_forms where key = ${key} and active`.execute(
    db,
  )
  return rows[0]
}

export async function listForms(ctx: Context): Promise<{ forms: LeadForm[]; whyNot: Record<string, string> }> {
  const { rows } = await sql<{
    form: LeadForm
  }>`select ${formJson} as form from lead_forms f order by f.created_at, f.id`.execute(ctx.db)
  return {
    forms: rows.map((row) => row.form),
    whyNot: may(ctx.actor, 'firm.administer') ? {} : { edit: 'leads.rulesByAdministrator' },
  }
}

const columnOf = {
  name: 'name',
  language: 'language',
  intro: 'intro',
  thanks: 'thanks',
  consent: 'consent',
  active: 'active',
} as const

/** A new form under an address nobody can guess. */
export async function createForm(ctx: Context, draft: LeadFormDraft): Promise<LeadForm> {
  const form = checked(draft)
  const { rows } = await sql<{ id: string }>`
    insert into lead_forms (key, name, language, fields, intro, thanks, consent, origins, active, created_by)
    values (${randomBytes(12).toString('base64url')}, ${form.name}, ${form.language ?? 'cs'},
      ${[...(form.fields ?? ['name', 'personName', 'email', 'phone', 'message'])]}::text[], ${form.intro ?? null}, ${form.thanks ?? null},
      ${form.consent ?? null}, ${[...(form.origins ?? [])]}::text[], ${form.active ?? true},
      (select id from users where id = ${ctx.actor.id}::uuid)) returning id`.execute(ctx.db)
  const after = await find(ctx, (rows[0] as { id: string }).id)
  await recorded(ctx, 'leads.formAdded', after.id, null, after)
  return after
}

export async function changeForm(ctx: Context, id: string, change: LeadFormChange, version: number): Promise<LeadForm> {
  const before = await find(ctx, id, true)
  if (before.version !== version) throw conflict(before)
  const form = checked(change)
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`, sql`updated_at = ${ctx.now}`]
  for (const [key, column] of Object.entries(columnOf)) {
    const value = form[key as keyof typeof columnOf]
    if (value !== undefined) sets.push(sql`${sql.ref(column)} = ${value}`)
  }
  if (form.fields) sets.push(sql`fields = ${[...form.fields]}::text[]`)
  if (form.origins) sets.push(sql`origins = ${[...form.origins]}::text[]`)
  await sql`update lead_forms set ${sql.join(sets)} where id = ${id}::uuid`.execute(ctx.db)
  const after = await find(ctx, id)
  await recorded(ctx, 'leads.formChanged', id, before, after)
  return after
}

export async function removeForm(ctx: Context, id: string): Promise<void> {
  const before = await find(ctx, id, true)
  await sql`delete from lead_forms where id = ${id}::uuid`.execute(ctx.db)
  await recorded(ctx, 'leads.formRemoved', id, before, null)
}

/** Origins as browsers write them; a form that asks for no way to answer is refused. */
function checked<T extends LeadFormChange>(form: T): T {
  const errors: { field: string; reason: string }[] = []
  const name = form.name?.normalize('NFC').trim()
  if (form.name !== undefined && !name) errors.push({ field: 'name', reason: 'kit.required' })
  const origins = form.origins?.map((text, i) => {
    const origin = originOf(text)
    if (!origin) errors.push({ field: `origins.${i}`, reason: 'leads.badOrigin' })
    return origin ?? text
  })
  if (form.fields && !form.fields.some((field) => field === 'email' || field === 'phone'))
    errors.push({ field: 'fields', reason: 'leads.nothingToReach' })
  if (errors.length > 0) throw new BadInput(errors)
  return {
    ...form,
    ...(name === undefined ? {} : { name }),
    ...(origins ? { origins: [...new Set(origins)] } : {}),
    // In the order in which a form asks, whatever order they were ticked in.
    ...(form.fields ? { fields: formFields.filter((field) => form.fields?.includes(field)) } : {}),
  }
}

function originOf(text: string): string | undefined {
  try {
    const url = new URL(/^https?:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`)
    return url.hostname.includes('.') || url.hostname === 'localhost' ? url.origin : undefined
  } catch {
    return undefined
  }
}

async function recorded(ctx: Context, fact: string, id: string, before: LeadForm | null, after: LeadForm | null) {
  const picture = (form: LeadForm | null) => {
    if (!form) return null
    const { id: _id, version: _v, received: _r, spam: _s, key: _k, ...rest } = form
    return rest
  }
  await record(ctx, { fact, recordType: 'leadForms', recordId: id, before: picture(before), after: picture(after) })
}
