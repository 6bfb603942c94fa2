// All SQL of custom field definitions, and how many records use them.
import { sql } from 'kysely'
import type { CustomCapability, CustomField } from '#api/custom-fields.ts'
import type { Context } from '#server/kit/context.ts'

const fieldJson = sql`json_build_object('id', f.id, 'version', f.version, 'capability', f.capability, 'key', f.key, 'type', f.type,
  'label', json_build_object('cs', f.label_cs, 'en', f.label_en), 'help', f.help, 'required', f.required, 'currency', f.currency,
  'choices', f.choices, 'position', f.position, 'active', f.active)`

export async function listFields(ctx: Context): Promise<CustomField[]> {
  const { rows } = await sql<{ field: CustomField }>`
    select ${fieldJson} as field from custom_fields f order by f.capability, f.position, f.id`.execute(ctx.db)
  return rows.map((row) => row.field)
}

export async function findField(ctx: Context, id: string, lock = false): Promise<CustomField | undefined> {
  const { rows } = await sql<{ field: CustomField }>`
    select ${fieldJson} as field from custom_fields f where f.id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  )
  return rows[0]?.field
}

/** Definitions change one at a time, so that keys, labels and positions are judged against what really is there. */
export async function lockDefinitions(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(7146552)`.execute(ctx.db)
}

export type FieldRow = Omit<CustomField, 'id' | 'version' | 'position'>

export async function insertField(ctx: Context, field: FieldRow): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into custom_fields (capability, key, type, label_cs, label_en, help, required, currency, choices, position, active)
    values (${field.capability}, ${field.key}, ${field.type}, ${field.label.cs}, ${field.label.en}, ${field.help}, ${field.required},
      ${field.currency}, ${JSON.stringify(field.choices)}::jsonb,
      (select coalesce(max(position) + 1, 0) from custom_fields where capability = ${field.capability}), ${field.active})
    returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateField(ctx: Context, field: CustomField): Promise<void> {
  await sql`
    update custom_fields set label_cs = ${field.label.cs}, label_en = ${field.label.en}, help = ${field.help}, required = ${field.required},
      currency = ${field.currency}, choices = ${JSON.stringify(field.choices)}::jsonb, active = ${field.active},
      version = version + 1, updated_at = clock_timestamp()
    where id = ${field.id}::uuid`.execute(ctx.db)
}

export async function orderFields(ctx: Context, capability: CustomCapability, ids: readonly string[]): Promise<void> {
  await sql`
    update custom_fields f set position = o.position, updated_at = clock_timestamp()
    from unnest(${[...ids]}::uuid[]) with ordinality as o(id, position)
    where f.id = o.id and f.capability = ${capability}`.execute(ctx.db)
}

export async function removeField(ctx: Context, id: string): Promise<void> {
  await sql`delete from custom_fields where id = ${id}::uuid`.execute(ctx.db)
}

const tableOf = (capability: CustomCapability) => sql.table(capability)

/** Records of the whole firm that fill the field, those in the bin included: they may come back. */
export async function countUse(ctx: Context, field: CustomField): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${tableOf(field.capability)} r where r.custom ? ${sql.lit(field.key)}`.execute(
    ctx.db,
  )
  return rows[0]?.n ?? 0
}

/** Records by choice; one with several choices counts under each. */
export async function countChoices(ctx: Context, field: CustomField): Promise<Record<string, number>> {
  const { rows } = await sql<{ choice: string; n: number }>`
    select v.choice, count(*)::int as n from ${tableOf(field.capability)} r,
      jsonb_array_elements_text(case jsonb_typeof(r.custom -> ${sql.lit(field.key)})
        when 'array' then r.custom -> ${sql.lit(field.key)} else jsonb_build_array(r.custom -> ${sql.lit(field.key)}) end) as v(choice)
    where r.custom ? ${sql.lit(field.key)} group by v.choice`.execute(ctx.db)
  return Object.fromEntries(rows.map((row) => [row.choice, row.n]))
}

export async function firmCurrency(ctx: Context): Promise<string> {
  const { rows } = await sql<{ currency: string }>`select currency from settings`.execute(ctx.db)
  return rows[0]?.currency ?? 'CZK'
}

/** Which of the ids are colleagues; those who left stay valid where they already stand. */
export async function knownPersons(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from users where id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  return new Set(rows.map((row) => row.id))
}
