// What one does with the firm: found it once, read it, change it.
import type { Settings, SettingsChange } from '#api/settings.ts'
import { checkIco } from '#domain/identifiers/ico.ts'
import type { TimeZone } from '#domain/settings/time-zones.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import * as store from '#server/settings/store.ts'

/** The firm as it is now. */
export async function firmSettings(ctx: Pick<Context, 'db'>): Promise<Settings & { setUp: boolean }> {
  return store.getSettings(ctx.db)
}

/** Changes the firm; a version read before somebody else's change is refused with the firm as it is now. */
export async function changeSettings(ctx: Context, change: SettingsChange, version: number): Promise<Settings> {
  const { setUp: _, ...before } = await store.lockSettings(ctx.db)
  if (before.version !== version) throw conflict(before)
  const after = await store.updateSettings(ctx, { ...full(before), ...checked(change) })
  await record(ctx, {
    fact: 'settings.changed',
    recordType: 'settings',
    recordId: store.firmId,
    before: pictured(before),
    after: pictured(after),
  })
  return after
}

/** Founds the firm: possible once, also when two people try at the same moment. */
export async function foundFirm(ctx: Context, firm: SettingsChange): Promise<Settings> {
  const before = await store.lockSettings(ctx.db)
  if (before.setUp) throw new Refusal('settings.alreadySetUp')
  const after = await store.updateSettings(ctx, { ...full(before), ...checked(firm) })
  await store.markSetUp(ctx)
  await record(ctx, {
    fact: 'settings.founded',
    recordType: 'settings',
    recordId: store.firmId,
    after: pictured(after),
  })
  return after
}

/** Makes whoever changes rights wait for each other, so that "the last administrator" is counted truly. */
export async function lockRights(ctx: Context): Promise<void> {
  await store.lockSettings(ctx.db)
}

function full(settings: Settings): Required<SettingsChange> {
  const { version: _, ...rest } = settings
  return { ...rest, firmName: settings.firmName ?? '', timeZone: settings.timeZone as TimeZone }
}

function checked(change: SettingsChange): SettingsChange {
  const { ico, firmName, ...rest } = change
  const result: SettingsChange = { ...rest }
  if (firmName !== undefined) result.firmName = firmName.trim()
  if (ico === null || ico?.trim() === '') result.ico = null
  else if (ico !== undefined) {
    const judged = checkIco(ico)
    if (!judged.ok) throw new BadInput([{ field: 'ico', reason: judged.reason }])
    result.ico = judged.value
  }
  return result
}

function pictured(settings: Settings): Record<string, unknown> {
  const { firmName, ico, language, currency, timeZone, visibility } = settings
  return { firmName, ico, language, currency, timeZone, visibility }
}
