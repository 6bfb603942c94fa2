// The working day of the demo company: a calendar, meetings ahead and behind, objections with their library, leads, scripts and a call list.
import { addBusinessDays, isBusinessDay } from '#domain/business-days.ts'
import { type Day, weekday } from '#domain/day.ts'
import { addAppointment } from '#server/calendars/actions-change.ts'
import { aCallList, aScript } from '#server/calls/factory.ts'
import type { Context } from '#server/kit/context.ts'
import { localOf } from '#server/kit/zoned-time.ts'
import { moveLead } from '#server/leads/actions.ts'
import { aLead, aLeadForm } from '#server/leads/factory.ts'
import { aMeeting, someLines } from '#server/meetings/factory.ts'
import { moveObjection } from '#server/objections/actions.ts'
import { anArgument, anObjection } from '#server/objections/factory.ts'

export interface DemoOwner {
  readonly ctx: Context
  readonly userId: string
  readonly clients: readonly { readonly id: string; readonly contactIds: readonly string[] }[]
}

const library = [
  {
    kind: 'price',
    objection: 'Jste dražší než loni',
    argument:
      'Cena rostla méně než vstupní suroviny. Spočítejme náklady na porci: díky delší trvanlivosti se méně vyhodí.',
    evidence: 'Odpisy u odběratelů se sobotním závozem klesly z 6 % na 3 %.',
  },
  {
    kind: 'price',
    objection: 'Konkurence dává větší slevu',
    argument: 'Srovnejme čistou cenu po bonusu a dopravu zdarma od dvou palet, ne slevu z ceníku.',
    evidence: 'Cenový vodopád u posledních tří objednávek.',
  },
  {
    kind: 'need',
    objection: 'Lahůdky se u nás neprodávají',
    argument: 'Začněme stojanem s osmi druhy a vratkou na měsíc; o zařazení rozhodnou prodeje.',
    evidence: 'Zkušební stojany v sedmi prodejnách zůstaly v šesti.',
  },
  {
    kind: 'trust',
    objection: 'Loni nám dvakrát nedorazila celá objednávka',
    argument: 'Od jara potvrzujeme každý řádek zvlášť a náhradu nabízíme den předem. Ukažme si plnění po měsících.',
    evidence: 'Včas a v plném rozsahu 96 % řádků za poslední čtvrtletí.',
  },
  {
    kind: 'time',
    objection: 'Vraťme se k tomu po Vánocích',
    argument: 'Ceny i místo v rozvozu se plánují teď. Stačí rámcová dohoda, množství upřesníme v lednu.',
  },
  {
    kind: 'competitor',
    objection: 'Máme smlouvu s jiným dodavatelem',
    argument: 'Nenahrazujme celek: vezměme řady, které on nemá, a porovnejme po čtvrtletí.',
    rival: 'Delikatesy Sever',
  },
  {
    kind: 'product',
    objection: 'Zákazníci chtějí výrobky bez éček',
    argument: 'Celá řada Poctivá kuchyně je bez přidaných barviv a glutamátu; pošleme vzorky i etikety.',
    product: 'Poctivá kuchyně',
  },
] as const

const leads = [
  {
    name: 'Bistro U Dvou koček',
    personName: 'Alžběta Kovaříková',
    email: 'provoz@udvoukocek.example',
    phone: '+420 728 310 411',
    city: 'Tábor',
    source: 'form',
    interestItems: 'saláty a pomazánky pro 80 porcí denně',
    message: 'Dobrý den, sháníme dodavatele od ledna. Můžete zavézt i v sobotu?',
  },
  {
    name: 'Školní jídelna Na Výšině',
    personName: 'Marcela Dostálová',
    phone: '+420 603 118 227',
    city: 'Příbram',
    source: 'call',
    interestItems: 'pomazánky bez lepku',
    interestTerms: 'splatnost 30 dnů, závoz do 6 hodin',
  },
  {
    name: 'Kavárna Za Oponou',
    personName: 'Karolína Vlčková',
    email: 'kavarna@zaoponou.example',
    phone: '+420 731 552 906',
    city: 'Olomouc',
    source: 'web',
    interestItems: 'chlebíčky a mini dezerty na premiéry',
    answered: true,
  },
  {
    name: 'Závodní jídelna Kovárny',
    personName: 'Stanislav Říha',
    phone: '+420 606 417 338',
    city: 'Kladno',
    source: 'mail',
    interestItems: 'balené svačiny pro dvě směny',
    answered: true,
  },
  {
    name: 'Farmářský koutek Litomyšl',
    personName: 'Jindřich Beneš',
    email: 'benes@farmarskykoutek.example',
    city: 'Litomyšl',
    source: 'fair',
    sourceDetail: 'Veletrh chutí',
  },
  {
    name: 'Hotel Pod Kaštany',
    personName: 'Ivo Zeman',
    phone: '+420 777 204 518',
    city: 'Olomouc',
    source: 'referral',
  },
] as const

/** Objections of past months: whose argument worked is seen in the library. */
const settled = [
  { argument: 0, text: 'Rohlíkový salát stojí o tři koruny víc než vloni.', ago: 34, accepted: true },
  { argument: 0, text: 'Za tuhle cenu ho neprodáme.', ago: 21, accepted: false },
  { argument: 2, text: 'Lahůdky u nás zůstávají ležet.', ago: 46, accepted: true },
  { argument: 3, text: 'V létě nám třikrát chyběly pomazánky.', ago: 27, accepted: true },
  { argument: 1, text: 'Jinde máme slevu dvanáct procent.', ago: 15, accepted: false },
  { argument: 6, text: 'Hosté se ptají na glutamát.', ago: 39, accepted: true },
] as const

/** The first meeting of the day that is still to come: the afternoon, or the morning of the next business day. */
function nextTime(ctx: Context): { day: string; startTime: string; endTime: string } {
  const hour = Number(localOf(ctx.now, 'Europe/Prague').time.slice(0, 2))
  if (isBusinessDay(ctx.today) && hour < 16) {
    const start = Math.max(9, hour + 2)
    return { day: ctx.today, startTime: `${pad(start)}:00`, endTime: `${pad(start + 1)}:00` }
  }
  return { day: addBusinessDays(ctx.today, 1), startTime: '09:30', endTime: '10:30' }
}

const pad = (n: number) => String(n).padStart(2, '0')

/** What stands in the calendar beside meetings with clients, on business days from the last three to the next five. */
async function fillCalendar({ ctx }: DemoOwner): Promise<void> {
  const put = (day: Day, title: string, from: string, to: string, more = {}) =>
    addAppointment(ctx, { title, start: { day, time: from }, end: { day, time: to }, ...more })
  const first = addBusinessDays(ctx.today, -3)
  for (let k = 0; k <= 8; k++) {
    const day = addBusinessDays(first, k)
    await put(day, 'Ranní porada', '08:15', '08:45', { place: 'expedice' })
    if (weekday(day) === 2) await put(day, 'Objednávky na víkend', '15:00', '16:00')
    if (weekday(day) === 4 && day !== ctx.today)
      await put(day, 'Cesta k odběratelům', '13:00', '17:00', { private: k % 2 === 0 })
    if (weekday(day) === 5) await put(day, 'Hlášení za týden', '14:30', '15:00')
  }
}

/** The library first, then what each owner has before him. */
export async function fillWorkingDay(sd: Context, owners: readonly DemoOwner[]): Promise<void> {
  const argumentIds: string[] = []
  for (const one of library) argumentIds.push((await anArgument(sd, one)).id)
  await aScript(
    sd,
    'Pozdravit a připomenout poslední dodávku. Zeptat se na vánoční množství a na zkušenost s novou řadou. Domluvit další krok.',
  )
  await aLeadForm(sd, { name: 'Poptávka na webu' })
  for (const [n, owner] of owners.entries()) {
    const { ctx, clients } = owner
    const [first, second, third, fourth] = clients
    if (!first || !second || !third || !fourth) continue
    await fillCalendar(owner)
    await aMeeting(ctx, {
      clientId: first.id,
      title: 'Podmínky na příští rok',
      ...nextTime(ctx),
      place: 'u klienta',
      goal: 'Dohodnout rámec objemu a cenu pro první pololetí.',
      fallback: 'Prodloužit letošní ceník o čtvrtletí a sejít se v lednu.',
      people: people(owner, first),
      points: [
        { title: 'Ohlédnutí za podzimem', minutes: 10 },
        { title: 'Objemy a ceny na příští rok', minutes: 30 },
        { title: 'Další kroky', minutes: 10 },
      ],
    })
    await aMeeting(ctx, {
      clientId: second.id,
      title: 'Ochutnávka zimní řady',
      kind: 'presentation',
      day: addBusinessDays(ctx.today, 3),
      startTime: '13:00',
      endTime: '14:30',
      goal: 'Vybrat čtyři druhy do nabídky.',
      people: people(owner, second),
    })
    const { id: heldId } = await aMeeting(ctx, {
      clientId: third.id,
      title: 'Čtvrtletní schůzka',
      day: addBusinessDays(ctx.today, -4),
      startTime: '10:00',
      endTime: '11:00',
      held: true,
      people: people(owner, third),
    })
    await someLines(ctx, heldId, [
      'Odběry za čtvrtletí jsou o devět procent nad plánem, nejvíc rostou saláty.',
      ['need', 'Menší balení pomazánek pro snídaně.'],
      ['promiseOurs', 'Pošleme návrh menšího balení do příštího pátku.'],
      ['decision', 'Závoz zůstává v úterý a v pátek.'],
      ['rival', 'Delikatesy Sever jim nabídly stojan zdarma.'],
    ])
    await anObjection(ctx, {
      clientId: first.id,
      contactId: first.contactIds[0] ?? null,
      text: 'Vloni jsme za stejné množství platili o osm procent méně.',
      kind: 'price',
      argumentId: argumentIds[0] ?? null,
      raisedOn: addBusinessDays(ctx.today, -2),
    })
    await anObjection(ctx, {
      clientId: fourth.id,
      text: 'Část sortimentu bereme od jiného dodavatele, nechceme to drobit.',
      kind: 'competitor',
      raisedOn: addBusinessDays(ctx.today, -5),
    })
    for (const [i, past] of settled.filter((_, i) => i % owners.length === n).entries()) {
      // Not those with a meeting ahead: their page is opened first and should tell of talks.
      const client = clients.at(-1 - i) ?? fourth
      const then = (days: number) => ({ ...ctx, today: addBusinessDays(ctx.today, -days) })
      const { id } = await anObjection(then(past.ago), {
        clientId: client.id,
        text: past.text,
        kind: library[past.argument].kind,
      })
      const argumentId = argumentIds[past.argument] ?? null
      await moveObjection(
        then(past.ago - 2),
        id,
        'answer',
        { answer: library[past.argument].argument, argumentId },
        undefined,
      )
      if (past.accepted) await moveObjection(then(past.ago - 3), id, 'accept', {}, undefined)
      else
        await moveObjection(
          then(past.ago - 3),
          id,
          'leaveUnresolved',
          { reason: 'Trvá na ceně, vrátíme se k tomu v lednu.' },
          undefined,
        )
    }
    await aCallList(
      ctx,
      { kind: 'selection', of: 'clients', selection: { ids: clients.slice(0, 6).map(({ id }) => id) } },
      { name: 'Vánoční objednávky', purpose: 'Potvrdit množství na svátky' },
    )
    for (const { answered, ...lead } of leads.filter((_, i) => i % owners.length === n).map(withAnswer)) {
      const { id } = await aLead(ctx, { ...lead, ownerId: owner.userId })
      if (answered) await moveLead(ctx, id, { move: 'contact' })
    }
  }
}

const withAnswer = (lead: (typeof leads)[number]) => ({ answered: false, ...lead })

function people(owner: DemoOwner, client: { readonly contactIds: readonly string[] }) {
  return [
    { userId: owner.userId, side: 'ours' as const },
    ...client.contactIds.slice(0, 2).map((contactId) => ({ contactId, side: 'theirs' as const })),
  ]
}
