// The only place of the web that asks about meetings, their minutes and papers.
import { queryOptions } from '@tanstack/react-query'
import type { BodyOf, QueryOf } from '#api/endpoint.ts'
import type { ListQuery } from '#api/lists.ts'
import * as minutesApi from '#api/meeting-minutes.ts'
import * as papersApi from '#api/meeting-papers.ts'
import * as api from '#api/meetings.ts'
import { addressOf, call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const meetingsKey = ['meetings', 'list'] as const
export const fetchMeetings = (query: ListQuery, signal: AbortSignal) => call(api.listMeetings, { query, signal })

export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: ['meetings', id],
    queryFn: ({ signal }) => call(api.getMeeting, { params: { id }, signal }),
  })
export const meetingsOfClientQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', clientId, 'meetings'],
    queryFn: ({ signal }) => call(api.meetingsOfClient, { params: { id: clientId }, signal }),
  })
export const proposalQuery = (query: QueryOf<typeof api.proposeMeeting>) =>
  queryOptions({
    queryKey: ['meetings', 'proposal', query],
    queryFn: ({ signal }) => call(api.proposeMeeting, { query, signal }),
  })
export const sheetQuery = (id: string) =>
  queryOptions({
    queryKey: ['meetings', id, 'sheet'],
    queryFn: ({ signal }) => call(papersApi.prepareMeeting, { params: { id }, signal }),
  })
export const linesQuery = (id: string) =>
  queryOptions({
    queryKey: ['meetings', id, 'lines'],
    queryFn: ({ signal }) => call(minutesApi.readLines, { params: { id }, signal }),
  })
export const proposalsQuery = (id: string) =>
  queryOptions({
    queryKey: ['meetings', id, 'proposals'],
    queryFn: ({ signal }) => call(minutesApi.readProposals, { params: { id }, signal }),
  })
export const letterQuery = (id: string) =>
  queryOptions({
    queryKey: ['meetings', id, 'letter'],
    queryFn: ({ signal }) => call(papersApi.readLetter, { params: { id }, signal }),
  })

export const sheetPdf = (id: string) => addressOf(papersApi.printSheet, { id })
export const minutesPdf = (id: string, audience: 'us' | 'client') =>
  addressOf(minutesApi.printMinutes, { id }, { for: audience })

async function afterChange<T>(work: Promise<T>): Promise<T> {
  const result = await work
  for (const key of [
    'meetings',
    'clients',
    'leads',
    'history',
    'calendars',
    'timeline',
    'promises',
    'objections',
    'days',
  ])
    void queryClient.invalidateQueries({ queryKey: [key] })
  return result
}

/** The reply is the meeting as it is now: shown at once, while the rest is asked for again. */
async function withMeeting(id: string, work: Promise<api.Meeting>): Promise<api.Meeting> {
  const meeting = await work
  queryClient.setQueryData(meetingQuery(id).queryKey, meeting)
  return meeting
}

export const planMeeting = (body: api.MeetingDraft) => afterChange(call(api.planMeeting, { body }))
export const changeMeeting = (id: string, body: api.MeetingChange, version: number) =>
  afterChange(call(api.changeMeeting, { params: { id }, body, version }))
export const moveMeeting = (id: string, body: BodyOf<typeof api.moveMeeting>) =>
  afterChange(withMeeting(id, call(api.moveMeeting, { params: { id }, body })))
export const removeMeeting = (id: string, version: number) =>
  afterChange(call(api.removeMeeting, { params: { id }, version }))
export const restoreMeeting = (id: string) => afterChange(call(api.restoreMeeting, { params: { id } }))
export const goToPoint = (id: string, body: BodyOf<typeof minutesApi.goToPoint>) =>
  withMeeting(id, call(minutesApi.goToPoint, { params: { id }, body }))
export const takeAttendance = (id: string, body: BodyOf<typeof minutesApi.takeAttendance>) =>
  withMeeting(id, call(minutesApi.takeAttendance, { params: { id }, body }))
export const sendLines = (id: string, body: BodyOf<typeof minutesApi.writeLines>) =>
  call(minutesApi.writeLines, { params: { id }, body })
export const settleMinutes = (id: string, body: BodyOf<typeof minutesApi.settleMinutes>) =>
  afterChange(call(minutesApi.settleMinutes, { params: { id }, body }))
export const draftAnew = (id: string) => call(papersApi.readLetter, { params: { id }, query: { anew: true } })
export const writeLetter = (id: string, body: BodyOf<typeof papersApi.writeLetter>) =>
  call(papersApi.writeLetter, { params: { id }, body })
export const inviteToMeeting = (id: string) => afterChange(call(api.inviteToMeeting, { params: { id } }))
export const sendLetter = (id: string, body: BodyOf<typeof papersApi.sendLetter>) =>
  afterChange(call(papersApi.sendLetter, { params: { id }, body }))
