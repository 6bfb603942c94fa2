// Preparation sheet: how long since the last contact, and what was written down last.
import type { Channel } from '#domain/activities/channels.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import { latestActivities, touchOf } from '#server/activities/actions.ts'
import type { SheetLine, SheetSection } from '#server/kit/sheet.ts'

const shown = 10

/** `24. 11. 2026` or `24 Nov 2026` of an instant, in the firm's zone. */
const dayOf = (language: 'cs' | 'en', instant: string) =>
  new Intl.DateTimeFormat(language === 'cs' ? 'cs-CZ' : 'en-GB', {
    timeZone: 'Europe/Prague',
    day: 'numeric',
    month: language === 'cs' ? 'numeric' : 'short',
    year: 'numeric',
  }).format(new Date(instant))

export const activitySections: readonly SheetSection[] = [
  {
    key: 'activities.latest',
    order: 500,
    async build(ctx, { clientId, leadId }) {
      const of = clientId ? { clientId } : leadId ? { leadId } : undefined
      if (!of) return undefined
      const { language } = ctx.actor
      const t = (language === 'en' ? en : cs).activities
      const entries = await latestActivities(ctx, { ...of, limit: shown })
      const touch = clientId ? await touchOf(ctx, clientId) : undefined
      if (entries.length === 0 && !touch) return undefined
      const lines: SheetLine[] = entries.map((entry) => {
        const text = entry.subject ?? entry.text.replace(/\s+/g, ' ')
        const outcome = (t.choices.outcome as Record<string, string>)[entry.outcome ?? ''] ?? entry.outcome
        return {
          text: text.length > 220 ? `${text.slice(0, 220)}…` : text || t.choices.channel[entry.channel as Channel],
          detail: [
            dayOf(language, entry.happenedAt),
            t.choices.channel[entry.channel as Channel],
            outcome,
            entry.contacts.map((one) => one.name).join(', '),
            entry.author?.name,
          ]
            .filter(Boolean)
            .join(' · '),
          ...(clientId ? { href: `/clients/${clientId}?entry=${entry.id}` } : {}),
        }
      })
      if (touch) {
        const { overdueDays } = touch.next
        lines.unshift({
          text:
            overdueDays > 0
              ? t.touch.overdue(overdueDays)
              : t.touch.next(dayOf(language, `${touch.next.on}T12:00:00Z`)),
          detail: touch.lastTwoWayAt ? t.touch.last(dayOf(language, touch.lastTwoWayAt)) : t.touch.noLast,
          ...(overdueDays > 0 ? { tone: 'late' as const } : {}),
        })
      }
      return { title: t.sheet.title, lines }
    },
  },
]
