// What was said with the demo company's clients in the last months, so that timelines and the day have something to show.
import type { ActivityDraft } from '#api/activities.ts'
import { addDays } from '#domain/day.ts'
import { setNextTouch, writeActivity } from '#server/activities/actions.ts'
import type { Context } from '#server/kit/context.ts'

interface Talk
  extends Pick<ActivityDraft, 'channel' | 'direction' | 'outcome' | 'durationMinutes' | 'text' | 'private'> {
  /** Days ago. */
  readonly ago: number
  readonly promise?: { readonly side: 'ours' | 'theirs'; readonly text: string; readonly inDays: number }
}

const talks: readonly Talk[] = [
  {
    ago: 96,
    channel: 'meeting',
    durationMinutes: 60,
    text: 'Představení zimní řady. Zaujaly je zákusky bez lepku, chtějí ochutnávku pro provozní.',
    outcome: 'interested',
  },
  { ago: 71, channel: 'email', direction: 'in', text: 'Prosí o ceník na příští čtvrtletí a podmínky závozu v sobotu.' },
  { ago: 70, channel: 'email', direction: 'out', text: 'Odeslán ceník i podmínky sobotního závozu.' },
  {
    ago: 41,
    channel: 'phone',
    direction: 'out',
    durationMinutes: 12,
    text: 'Domluveno navýšení týdenní objednávky o dva kartony, cena zůstává do konce roku.',
    outcome: 'agreed',
  },
  {
    ago: 27,
    channel: 'phone',
    direction: 'in',
    durationMinutes: 6,
    text: 'Volali, že poslední dodávka přijela o dvě hodiny později. Omluva, dopravce upozorněn.',
    promise: { side: 'ours', text: 'poslat vyjádření dopravce', inDays: -2 },
  },
  {
    ago: 19,
    channel: 'visit',
    durationMinutes: 45,
    text: 'Návštěva v provozu. Regál s lahůdkami stojí u vchodu, prodává se lépe. Chtějí stojan i na pobočku.',
    promise: { side: 'ours', text: 'nacenit stojan pro pobočku', inDays: 4 },
  },
  {
    ago: 9,
    channel: 'phone',
    direction: 'out',
    text: 'Nezvedají, nechán vzkaz kvůli vánočním objednávkám.',
    outcome: 'leftMessage',
  },
  {
    ago: 6,
    channel: 'phone',
    direction: 'out',
    durationMinutes: 9,
    text: 'Vánoční objednávka potvrzena, množství pošlou písemně.',
    outcome: 'ordered',
    promise: { side: 'theirs', text: 'poslat množství na Vánoce', inDays: 2 },
  },
  { ago: 4, channel: 'note', text: 'Nový provozní nastupuje od prvního, představit se.' },
  { ago: 2, channel: 'note', private: true, text: 'Prý zvažují i jiného dodavatele, ověřit při schůzce.' },
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
    await writeActivity(ctx, {
      ...talk,
      clientId,
      happenedAt: `${addDays(ctx.today, -ago)}T${String(8 + ((n + i) % 8)).padStart(2, '0')}:${(n * 7) % 6}0:00Z`,
      contactIds: contactId && talk.channel !== 'note' ? [contactId] : [],
      ...(promise
        ? {
            promises: [
              {
                side: promise.side,
                text: promise.text,
                dueOn: addDays(ctx.today, promise.inDays),
                givenOn: addDays(ctx.today, -ago),
              },
            ],
          }
        : {}),
    })
  }
  if (n % 6 === 1) await setNextTouch(ctx, clientId, addDays(ctx.today, n % 5))
}
