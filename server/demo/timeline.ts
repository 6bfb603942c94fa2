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

/** Three courses a client may have taken, so that neighbours in a list do not tell the same. */
const stories: readonly (readonly Talk[])[] = [
  [
    {
      ago: 67,
      channel: 'meeting',
      durationMinutes: 60,
      text: 'Představení zimní řady. Zaujaly je zákusky bez lepku, chtějí ochutnávku pro provozní.',
      outcome: 'interested',
    },
    {
      ago: 50,
      channel: 'email',
      direction: 'in',
      text: 'Prosí o ceník na příští čtvrtletí a podmínky závozu v sobotu.',
    },
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
      promise: { side: 'ours', text: 'Poslat vyjádření dopravce', inBusinessDays: -2 },
    },
    {
      ago: 13,
      channel: 'visit',
      durationMinutes: 45,
      text: 'Návštěva v provozu. Regál s lahůdkami stojí u vchodu, prodává se lépe. Chtějí stojan i na pobočku.',
      promise: { side: 'ours', text: 'Nacenit stojan pro pobočku', inBusinessDays: 0 },
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
      promise: { side: 'theirs', text: 'Poslat množství na Vánoce', inBusinessDays: 2 },
    },
    { ago: 2, channel: 'note', text: 'Nový provozní nastupuje od prvního, představit se.' },
    { ago: 1, channel: 'note', private: true, text: 'Prý zvažují i jiného dodavatele, ověřit při schůzce.' },
  ],
  [
    {
      ago: 58,
      channel: 'visit',
      durationMinutes: 50,
      text: 'Ochutnávka pro kuchaře. Nejvíc chutnaly paštiky a bramborový salát bez majonézy.',
      outcome: 'interested',
    },
    {
      ago: 44,
      channel: 'email',
      direction: 'in',
      text: 'Jedna bedna přišla s potrhaným obalem, fotky přiloženy. Chtějí ji odečíst.',
    },
    {
      ago: 43,
      channel: 'phone',
      direction: 'out',
      durationMinutes: 8,
      text: 'Omluva za bednu. Souhlasí s dobropisem na příští faktuře.',
      outcome: 'agreed',
    },
    { ago: 26, channel: 'email', direction: 'out', text: 'Poslán přehled odběrů po skupinách za čtvrtletí.' },
    {
      ago: 17,
      channel: 'phone',
      direction: 'in',
      durationMinutes: 5,
      text: 'Ptali se, ve které dny o svátcích vozíme a do kdy objednat.',
      promise: { side: 'ours', text: 'Poslat rozvrh svátečních závozů', inBusinessDays: -1 },
    },
    {
      ago: 11,
      channel: 'meeting',
      durationMinutes: 40,
      text: 'Prošli jsme zimní jídelníček, pět nových druhů chtějí nejdřív na zkoušku.',
      outcome: 'interested',
      promise: { side: 'ours', text: 'Připravit bedny na zkoušku', inBusinessDays: 1 },
    },
    {
      ago: 5,
      channel: 'phone',
      direction: 'out',
      durationMinutes: 7,
      text: 'Bedny na zkoušku dorazily v pořádku, ohlasy kuchařů dodají.',
      outcome: 'agreed',
      promise: { side: 'theirs', text: 'Dodat ohlasy na zkušební druhy', inBusinessDays: -1 },
    },
    { ago: 3, channel: 'chat', direction: 'in', text: 'Objednávky bude od příštího týdne posílat nová kolegyně.' },
    { ago: 2, channel: 'note', text: 'Kuchař dá víc na trvanlivost po otevření než na cenu.' },
  ],
  [
    { ago: 62, channel: 'event', text: 'Zastavili se u stánku na veletrhu, zajímá je farmářská řada.' },
    { ago: 47, channel: 'email', direction: 'out', text: 'Poslána nabídka farmářské řady pro tři prodejny.' },
    {
      ago: 33,
      channel: 'phone',
      direction: 'out',
      durationMinutes: 15,
      text: 'Nabídku berou pro jednu prodejnu, o dalších dvou rozhodne vedení.',
      outcome: 'interested',
    },
    {
      ago: 22,
      channel: 'visit',
      durationMinutes: 30,
      text: 'Regál v prodejně doplněn, chybí cenovky u nových druhů.',
      promise: { side: 'ours', text: 'Dodat cenovky k regálu', inBusinessDays: 0 },
    },
    {
      ago: 14,
      channel: 'email',
      direction: 'in',
      text: 'Chtějí podklady do prosincového letáku, nejlépe fotky na bílém.',
      promise: { side: 'ours', text: 'Poslat fotky do letáku', inBusinessDays: -3 },
    },
    {
      ago: 8,
      channel: 'phone',
      direction: 'in',
      durationMinutes: 4,
      text: 'Prosí o přesun závozu na šestou ráno, jinak zboží nestihnou vyložit.',
      promise: { side: 'ours', text: 'Ověřit s dopravou závoz v šest', inBusinessDays: 2 },
    },
    {
      ago: 4,
      channel: 'phone',
      direction: 'out',
      durationMinutes: 6,
      text: 'Leták schválili, vezmou dvojnásobek loňska.',
      outcome: 'ordered',
      promise: { side: 'theirs', text: 'Potvrdit množství do letáku', inBusinessDays: 3 },
    },
    { ago: 2, channel: 'note', text: 'Vedoucí prodejny má od ledna na starosti i pobočku u nádraží.' },
  ],
]

/** A different stretch of a story for each client; the newest ones have been in touch lately, others wait too long. */
export async function fillTimeline(
  ctx: Context,
  clientId: string,
  contactIds: readonly string[],
  n: number,
): Promise<void> {
  const story = stories[n % stories.length] as readonly Talk[]
  const some = story.filter((_, i) => (i * 7 + n * 3) % 10 < 4 + (n % 4))
  for (const [i, { ago, promise: given, ...talk }] of some.entries()) {
    // What is written down everywhere is promised only to some, or a day would be full of one and the same promise.
    const promise = given && (n + i) % 3 === 1 ? given : undefined
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
                // Today, or on a day of rest the first working one after it.
                dueOn: businessDayFrom(addBusinessDays(ctx.today, promise.inBusinessDays)),
                givenOn: day,
              },
            ],
          }
        : {}),
    })
  }
  if (n % 6 === 1) await setNextTouch(ctx, clientId, businessDayFrom(addDays(ctx.today, n % 5)))
}
