// What was said with the demo company's clients in the last months, on working days and in working hours, so that timelines
// and the day have something to show whenever the company is opened.
import type { ActivityDraft } from '#api/activities.ts'
import { addBusinessDays, businessDayFrom } from '#domain/business-days.ts'
import { addDays } from '#domain/day.ts'
import { setNextTouch, writeActivity } from '#server/activities/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { toInstant } from '#server/kit/zoned-time.ts'

interface Talk
  extends Pick<ActivityDraft, 'channel' | 'direction' | 'outcome' | 'durationMinutes' | 'text' | 'private'> {
  /** Business days ago. */
  readonly ago: number
  readonly promise?: { readonly side: 'ours' | 'theirs'; readonly text: string; readonly inBusinessDays: number }
}

const talks: readonly Talk[] = [
  {
    ago: 67,
    channel: 'meeting',
    durationMinutes: 60,
    text: 'Představení zimní řady. Zaujaly je zákusky bez lepku, chtějí ochutnávku pro provozní.',
    outcome: 'interested',
  },
  { ago: 50, channel: 'email', direction: 'in', text: 'Prosí o ceník na příští čtvrtletí a podmínky závozu v sobotu.' },
  { ago: 49, channel: 'email', direction: 'out', text: 'Odeslán ceník i podmínky sobotního závozu.' },
  {
    ago: 29,
    channel: 'phone',
    direction: 'out',
    durationMinutes: 12,
    text: 'Domluveno navýšení týdenní objednávky o dva kartony, cena zůstává do konce roku.',
    outcome: 'agreed',
  },
  {
    ago: 19,
    channel: 'phone',
    direction: 'in',
    durationMinutes: 6,
    text: 'Volali, že poslední dodávka přijela o dvě hodiny později. Omluva, dopravce upozorněn.',
    promise: { side: 'ours', text: 'poslat vyjádření dopravce', inBusinessDays: -2 },
  },
  {
    ago: 13,
    channel: 'visit',
    durationMinutes: 45,
    text: 'Návštěva v provozu. Regál s lahůdkami stojí u vchodu, prodává se lépe. Chtějí stojan i na pobočku.',
    promise: { side: 'ours', text: 'nacenit stojan pro pobočku', inBusinessDays: 3 },
  },
  {
    ago: 6,
    channel: 'phone',
    direction: 'out',
    text: 'Nezvedají, nechán vzkaz kvůli vánočním objednávkám.',
    outcome: 'leftMessage',
  },
  {
    ago: 4,
    channel: 'phone',
    direction: 'out',
    durationMinutes: 9,
    text: 'Vánoční objednávka potvrzena, množství pošlou písemně.',
    outcome: 'ordered',
    promise: { side: 'theirs', text: 'poslat množství na Vánoce', inBusinessDays: 2 },
  },
  { ago: 2, channel: 'note', text: 'Nový provozní nastupuje od prvního, představit se.' },
  { ago: 1, channel: 'note', private: true, text: 'Prý zvažují i jiného dodavatele, ověřit při schůzce.' },
]

/** A different stretch of the talks for each client; the newest ones have been in touch lately, others wait too long. */
export async function fillTimeline(
  ctx: Context,
  clientId: string,
  contactIds: readonly string[],
  n: number,
): Promise<void> {
  const some = talks.filter((_, i) => (i * 7 + n * 3) % 10 < 4 + (n % 4))
  for (const [i, { ago, promise: given, ...talk }] of some.entries()) {
    // What is written down everywhere is promised only to some, or a day would be full of one and the same promise.
    const promise = given && (n + i) % 4 === 1 ? given : undefined
    const contactId = contactIds[(n + i) % Math.max(1, contactIds.length)]
    const day = addBusinessDays(ctx.today, -ago)
    const time = `${String(9 + ((n + i) % 8)).padStart(2, '0')}:${(n * 7) % 6}0`
    await writeActivity(ctx, {
      ...talk,
      clientId,
      happenedAt: toInstant(day, time, 'Europe/Prague'),
      contactIds: contactId && talk.channel !== 'note' ? [contactId] : [],
      ...(promise
        ? {
            promises: [
              {
                side: promise.side,
                text: promise.text,
                dueOn: addBusinessDays(ctx.today, promise.inBusinessDays),
                givenOn: day,
              },
            ],
          }
        : {}),
    })
  }
  if (n % 6 === 1) await setNextTouch(ctx, clientId, businessDayFrom(addDays(ctx.today, n % 5)))
}
