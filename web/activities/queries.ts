// The only place of the web that asks about the timeline and touches.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import * as api from '#api/activities.ts'
import type { MarkPerson, MarkTag } from '#domain/activities/marks.ts'
import { peopleQuery } from '#web/contacts/queries.ts'
import { call } from '#web/kit/call.ts'
import { queuedSend } from '#web/kit/offline/queued-send.ts'
import { queryClient } from '#web/kit/query-client.ts'
import { tagOptions } from '#web/tags/queries.ts'
import { people } from '#web/users/queries.ts'

/** What a timeline is about: exactly one of them. */
export interface TimelineOf {
  readonly clientId?: string
  readonly contactId?: string
  readonly leadId?: string
  /** A client with all parts of its chain. */
  readonly groupOf?: string
}

/** What the reader chose to see; nothing chosen is everything. */
export interface TimelineChoice {
  readonly kinds?: string
  readonly channels?: string
  readonly direction?: 'in' | 'out'
  readonly person?: string
  readonly from?: string
  readonly to?: string
  readonly q?: string
}

const pageOf = 30

export const timelineQuery = (of: TimelineOf, choice: TimelineChoice = {}) =>
  infiniteQueryOptions({
    queryKey: ['activities', 'timeline', of, choice],
    queryFn: ({ pageParam, signal }) =>
      call(api.getTimeline, {
        query: { ...of, ...choice, limit: pageOf, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page: api.TimelinePage) => page.next ?? undefined,
  })

/** The newest page came with the screen: the timeline asks nothing of its own. What was turned to since stays. */
export function rememberFirstPage(of: TimelineOf, page: api.TimelinePage): void {
  queryClient.setQueryData(timelineQuery(of).queryKey, (before) =>
    before && before.pages.length > 1 ? before : { pages: [page], pageParams: [''] },
  )
}

export const activityQuery = (id: string) =>
  queryOptions({
    queryKey: ['activities', id],
    queryFn: ({ signal }) => call(api.getActivity, { params: { id }, signal }),
  })

async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const queryKey of [['activities'], ['clients'], ['promises'], ['history'], ['days']])
      void queryClient.invalidateQueries({ queryKey })
  }
}

/** Without a connection the entry waits in this device and is sent later; `what` is how the list of waiting ones calls it. */
export const writeActivity = (body: api.ActivityDraft, what: string) =>
  afterChange(queuedSend(api.writeActivity, { body }, what))
export const changeActivity = (id: string, body: api.ActivityChange, version: number) =>
  afterChange(call(api.changeActivity, { params: { id }, body, version }))
export const removeActivity = (id: string, version: number) =>
  afterChange(call(api.removeActivity, { params: { id }, version }))
export const restoreActivity = (id: string) => afterChange(call(api.restoreActivity, { params: { id } }))
export const setTouch = (
  clientId: string,
  body: { plannedOn?: string | null; note?: string | null; ownDays?: number | null },
  version: number,
) => afterChange(call(api.setTouch, { params: { id: clientId }, body, version }))

/** Who and what may be marked in an entry: people of the client, colleagues, tags. Asked when somebody begins to type. */
export const markSourcesQuery = (clientId: string | undefined) =>
  queryOptions({
    queryKey: ['marks', clientId ?? null],
    queryFn: async ({ signal }): Promise<{ people: MarkPerson[]; tags: MarkTag[] }> => {
      const [contacts, colleagues, tags] = await Promise.all([
        clientId ? queryClient.fetchQuery({ ...peopleQuery(clientId, false), staleTime: 30_000 }) : { people: [] },
        findColleagues('', signal),
        tagOptions.search('', signal),
      ])
      return {
        people: [
          ...contacts.people.map((p) => ({ id: p.contactId, kind: 'contact' as const, name: p.name })),
          ...colleagues,
        ],
        tags: tags.map((tag) => ({ id: tag.value, name: tag.label })),
      }
    },
    staleTime: 60_000,
  })

export async function findColleagues(text: string, signal: AbortSignal): Promise<MarkPerson[]> {
  const found = await people.search(text, signal)
  return found.map((person) => ({ id: person.value, kind: 'user' as const, name: person.label }))
}
