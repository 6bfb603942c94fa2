// The only place of the web that asks about the firm.
import { queryOptions } from '@tanstack/react-query'
import { changeSettings, getSettings, type Settings, type SettingsChange } from '#api/settings.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => call(getSettings, { signal }),
})

export async function saveSettings(body: SettingsChange, version: number): Promise<Settings> {
  const settings = await call(changeSettings, { body, version })
  queryClient.setQueryData(settingsQuery.queryKey, settings)
  // The policy decides what every list shows.
  await queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'settings' })
  return settings
}
