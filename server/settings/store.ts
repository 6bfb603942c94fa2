// All SQL of the one row of settings.
import { sql } from 'kysely'
import type { Settings, SettingsChange } from '#api/settings.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

const shown = sql`firm_name, ico, language, currency::text as currency, time_zone, visibility, version`

export async function getSettings(db: Db): Promise<Settings & { setUp: boolean }> {
  const { rows } = await sql<Settings & { setUp: boolean }>`
    select ${shown}, set_up_at is not null as set_up from settings`.execute(db)
  return rows[0] as Settings & { setUp: boolean }
}

/** The row for a change: others who change the firm, or found it, wait. */
export async function lockSettings(db: Db): Promise<Settings & { setUp: boolean }> {
  const { rows } = await sql<Settings & { setUp: boolean }>`
    select ${shown}, set_up_at is not null as set_up from settings for update`.execute(db)
  return rows[0] as Settings & { setUp: boolean }
}

export async function updateSettings(ctx: Context, settings: Required<SettingsChange>): Promise<Settings> {
  const { rows } = await sql<Settings>`
    update settings set firm_name = ${settings.firmName}, ico = ${settings.ico}, language = ${settings.language},
      currency = ${settings.currency}, time_zone = ${settings.timeZone}, visibility = ${settings.visibility},
      version = version + 1, updated_at = ${ctx.now}
    returning ${shown}`.execute(ctx.db)
  return rows[0] as Settings
}

export async function markSetUp(ctx: Context): Promise<void> {
  await sql`update settings set set_up_at = ${ctx.now}`.execute(ctx.db)
}

/** The id journal entries about the firm carry: it has one row and no id of its own. */
export const firmId = '00000000-0000-0000-0000-0000000000f1'
