// The only place of the web that asks about notifications.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import * as api from '#api/notifications.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

const all = ['notifications'] as const

export const unreadQuery = queryOptions({
  queryKey: [...all, 'unread'],
  queryFn: ({ signal }) => call(api.countUnread, { signal }),
  staleTime: 60_000,
})

export const latestQuery = queryOptions({
  queryKey: [...all, 'latest'],
  queryFn: ({ signal }) => call(api.listNotifications, { query: { limit: 12 }, signal }),
  staleTime: 0,
})

export const notificationsQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...all, 'list', unread],
    queryFn: ({ signal, pageParam }) =>
      call(api.listNotifications, {
        query: { limit: 30, ...(unread ? { unread } : {}), ...(pageParam ? { before: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const settingsQuery = queryOptions({
  queryKey: [...all, 'settings'],
  queryFn: ({ signal }) => call(api.getNotificationSettings, { signal }),
})

/** Something came, or was read in another window. */
export const forgetNotifications = () =>
  Promise.all(['unread', 'latest', 'list'].map((part) => queryClient.invalidateQueries({ queryKey: [...all, part] })))

export async function mark(body: { read: boolean; ids?: string[]; until?: string }) {
  const done = await call(api.markNotifications, { body })
  queryClient.setQueryData(unreadQuery.queryKey, { unread: done.unread })
  await forgetNotifications()
  return done
}

const kept = (settings: api.NotificationSettings) => {
  queryClient.setQueryData(settingsQuery.queryKey, settings)
  return settings
}
type Choice = api.NotificationSettings['events'][number]

/** The tick shows at once; a refusal takes it back. */
export async function choose(choice: Choice) {
  const before = queryClient.getQueryData(settingsQuery.queryKey)
  if (before) {
    kept({ ...before, events: before.events.map((one) => (one.event === choice.event ? choice : one)) })
  }
  try {
    return kept(await call(api.chooseNotifications, { body: { events: [choice] } }))
  } catch (error) {
    if (before) kept(before)
    throw error
  }
}

export const setHours = async (body: api.NotificationHours, version: number) =>
  kept(await call(api.setNotificationHours, { body, version }))

export const forgetSettings = () => queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey })

export async function removeDevice(id: string) {
  await call(api.removePushDevice, { params: { id } })
  await forgetSettings()
}
export const tryDevice = (id: string) => call(api.tryPush, { params: { id } })
export const addDevice = (body: { endpoint: string; keys: { p256dh: string; auth: string }; device: string }) =>
  call(api.addPushDevice, { body })
