// From what stands in the entry box to what is sent: chosen fields, and the things that marks in the text became.
import type { ActivityDraft } from '#api/activities.ts'
import type { Channel, Direction } from '#domain/activities/channels.ts'
import { directed } from '#domain/activities/channels.ts'
import { channelIn, type Mark, type PromiseMark } from '#domain/activities/marks.ts'
import type { TimelineOf } from '#web/activities/queries.ts'
import { localDay } from '#web/kit/format.ts'

export interface EntryFields {
  text: string
  subject: string
  /** Undefined: found in the text. */
  channel: Channel | null
  direction: Direction | null
  outcome: string | null
  /** Day and time of the device; null: now, or as the text says. */
  day: string | null
  time: string
  minutes: string | null
  private: boolean
  /** Days in the text switched on or off by hand, by the words. */
  dates: Record<string, boolean>
}

export const emptyEntry: EntryFields = {
  text: '',
  subject: '',
  channel: null,
  direction: null,
  outcome: null,
  day: null,
  time: '',
  minutes: null,
  private: false,
  dates: {},
}

/** The channel chosen, or told by the first words; otherwise a note. */
export function channelOf(entry: Pick<EntryFields, 'channel' | 'text'>): Channel {
  return entry.channel ?? ((channelIn(entry.text) ?? 'note') as Channel)
}

/** The instant of a day and time of this device; undefined when the clock has no such moment (the hour skipped in spring). */
export function instantOf(day: string, time: string): string | undefined {
  const at = new Date(`${day}T${time || '12:00'}:00`)
  if (Number.isNaN(at.getTime()) || localDay(at) !== day) return undefined
  const [hour, minute] = (time || '12:00').split(':').map(Number)
  return at.getHours() === hour && at.getMinutes() === minute ? at.toISOString() : undefined
}

/** Whether a day of the text is used: as switched by hand, otherwise as the words around it say. */
export const usesDate = (entry: Pick<EntryFields, 'dates'>, mark: Extract<Mark, { kind: 'date' }>, text: string) =>
  entry.dates[text] ?? mark.means !== undefined

export type Draft = { draft: ActivityDraft } | { wrong: 'happenedAt' }

/** What is sent. `now` is the instant and `today` the day of the device. */
export function draftOf(entry: EntryFields, marks: readonly Mark[], of: TimelineOf, today: string): Draft {
  const channel = channelOf(entry)
  const dates = marks
    .filter((mark) => mark.kind === 'date')
    .filter((mark) => usesDate(entry, mark, wordsOf(entry, mark)))
  const happened = dates.find((mark) => mark.day < today || (mark.day === today && mark.time))
  const next = dates.find((mark) => mark.day > today)
  const day = entry.day ?? happened?.day
  const time = entry.day ? entry.time : (happened?.time ?? entry.time)
  const happenedAt = day || time ? instantOf(day ?? today, time) : undefined
  if ((day || time) && !happenedAt) return { wrong: 'happenedAt' }
  const named = marks.flatMap((mark) => (mark.kind === 'person' && mark.person ? [mark.person] : []))
  const ids = (kind: 'contact' | 'user') => [...new Set(named.filter((p) => p.kind === kind).map((p) => p.id))]
  const tags = marks.filter((mark) => mark.kind === 'tag')
  const promises = marks.filter((mark): mark is PromiseMark => mark.kind === 'promise' || mark.kind === 'question')
  const contactIds = [...new Set([...(of.contactId ? [of.contactId] : []), ...ids('contact')])]
  return {
    draft: {
      ...(of.leadId ? { leadId: of.leadId } : { clientId: of.clientId ?? of.groupOf ?? null }),
      channel,
      text: entry.text,
      subject: entry.subject.trim() || null,
      direction: directed(channel) ? entry.direction : null,
      outcome: entry.outcome,
      durationMinutes: entry.minutes ? Math.round(Number(entry.minutes)) : null,
      private: entry.private,
      ...(happenedAt ? { happenedAt } : {}),
      contactIds,
      userIds: ids('user'),
      tagIds: [...new Set(tags.flatMap((mark) => (mark.tag ? [mark.tag.id] : [])))],
      tagNames: [...new Set(tags.flatMap((mark) => (mark.tag ? [] : [mark.name])))],
      promises: promises.map((mark) => ({
        side: mark.side,
        kind: mark.kind === 'question' ? ('question' as const) : ('promise' as const),
        text: mark.text.slice(0, 2000),
        ...(mark.dueOn ? { dueOn: mark.dueOn } : {}),
        ...(mark.dueOn && mark.dueTime ? { dueTime: mark.dueTime } : {}),
        ...(mark.responsibleId ? { responsibleId: mark.responsibleId } : {}),
        ...(mark.contactId ? { contactId: mark.contactId } : {}),
      })),
      ...(next && !of.leadId ? { nextTouchOn: next.day } : {}),
    },
  }
}

/** The words of a mark as they stand in the text. */
export const wordsOf = (entry: Pick<EntryFields, 'text'>, mark: Pick<Mark, 'from' | 'to'>) =>
  entry.text.slice(mark.from, mark.to)
