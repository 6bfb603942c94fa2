// České věty o upozorněních: zvonek, volby, souhrnný e-mail a zprávy na zařízení.
import type { EventName } from '#domain/notifications/events.ts'
import type { Words } from '#domain/notifications/words.ts'
import { counted } from '#messages/plural.ts'

const count = (n: number) =>
  counted('cs', n, { one: 'upozornění', few: 'upozornění', many: 'upozornění', other: 'upozornění' })
const named = (text: string, name: string) => (name ? `${text}: ${name}` : text)
const when = (w: Words) => [w.day, w.time].filter(Boolean).join(' ')

const events: Record<EventName, { name: string; says: (w: Words) => string }> = {
  'comments.mention': { name: 'Zmínka o mně v komentáři', says: (w) => named('Zmínka v komentáři', w.title) },
  'activities.mention': { name: 'Zmínka o mně v zápisu', says: (w) => named('Zmínka v zápisu', w.title) },
  'comments.added': { name: 'Nový komentář tam, kde komentuji', says: (w) => named('Nový komentář', w.title) },
  'promises.given': { name: 'Slib nebo úkol pro mě', says: (w) => named('Nový slib pro vás', w.title) },
  'promises.due': {
    name: 'Připomínka a termín slibu',
    says: (w) => named(`Slib s termínem ${w.day || 'dnes'}`, w.title),
  },
  'promises.late': {
    name: 'Slib po termínu',
    says: (w) => named(w.day ? `Slib je po termínu ${w.day}` : 'Slib je po termínu', w.title),
  },
  'promises.kept': {
    name: 'Splněný slib, který jsem zadal nebo zadala',
    says: (w) => named('Slib je splněný', w.title),
  },
  'leads.new': { name: 'Nový zájemce pro mě', says: (w) => named('Nový zájemce', w.title) },
  'leads.overdue': {
    name: 'Zájemce bez odpovědi po lhůtě',
    says: (w) => named('Zájemce čeká na odpověď po lhůtě', w.title),
  },
  'calls.missed': { name: 'Zmeškaný hovor', says: (w) => named('Zmeškaný hovor', w.person || w.title) },
  'meetings.invited': {
    name: 'Pozvánka na schůzku',
    says: (w) => named(when(w) ? `Schůzka ${when(w)}` : 'Nová schůzka', w.title),
  },
  'meetings.changed': {
    name: 'Změna nebo zrušení schůzky',
    says: (w) => named(when(w) ? `Změna schůzky, nově ${when(w)}` : 'Změna schůzky', w.title),
  },
  'meetings.soon': {
    name: 'Schůzka se blíží',
    says: (w) => named(w.time ? `Schůzka v ${w.time}` : 'Schůzka za chvíli', w.title),
  },
  'calendars.invited': {
    name: 'Pozvánka do kalendáře',
    says: (w) => named(when(w) ? `Pozvánka na ${when(w)}` : 'Pozvánka', w.title),
  },
  'calendars.answered': {
    name: 'Odpověď na pozvánku',
    says: (w) => named(w.person ? `Odpověď na pozvánku (${w.person})` : 'Odpověď na pozvánku', w.title),
  },
  'calendars.booked': {
    name: 'Klient si rezervoval termín',
    says: (w) => named(when(w) ? `Rezervace na ${when(w)}` : 'Rezervace termínu', w.person || w.title),
  },
  'calendars.failing': {
    name: 'Kalendář se nedaří synchronizovat',
    says: (w) => named('Kalendář se nedaří synchronizovat', w.title),
  },
  'objections.due': { name: 'Námitka čeká na odpověď', says: (w) => named('Námitka čeká na odpověď', w.title) },
  'peculiarities.due': { name: 'Připomínka zvláštnosti nebo přání', says: (w) => named('Připomínka', w.title) },
}

export const notifications = {
  title: 'Upozornění',
  bell: (n: number) => (n > 0 ? `Upozornění, nepřečtená: ${n > 99 ? 'přes 99' : n}` : 'Upozornění'),
  events,
  unknownEvent: 'Upozornění',
  standsFor: (name: string) => `v zastoupení: ${name}`,
  markAll: 'Označit vše jako přečtené',
  markRead: 'Označit jako přečtené',
  markUnread: 'Označit jako nepřečtené',
  marked: (n: number) => `Přečteno: ${count(n)}`,
  onlyUnread: 'Jen nepřečtená',
  all: 'Vše',
  settings: 'Nastavit upozornění',
  seeAll: 'Všechna upozornění',
  older: 'Načíst starší',
  unreadMark: 'nepřečtené',
  empty: 'Tady uvidíte zmínky o sobě, sliby s termínem, nové zájemce, pozvánky a zmeškané hovory.',
  nothingUnread: 'Vše je přečtené.',
  arrived: (text: string) => `Nové upozornění: ${text}`,
  choices: {
    title: 'Upozornění a klid',
    intro: 'U každé události zvolte, kudy o ní chcete vědět. Změna se uloží hned.',
    event: 'Událost',
    inApp: 'V aplikaci',
    mail: 'E-mailem',
    push: 'Na zařízení',
    way: (event: string, way: string) => `${event}: ${way}`,
    noMails: 'E-maily firma nemá nastavené. Požádejte správce o nastavení poštovního serveru.',
    saved: 'Uloženo',
  },
  hours: {
    title: 'Klid a souhrnný e-mail',
    quiet: 'Nerušit',
    quietHelp:
      'V této době nic nezvoní ani nechodí e-maily; přijde to, až klid skončí. V aplikaci upozornění vidíte vždy.',
    quietOn: 'Nerušit v určenou dobu',
    from: 'Od',
    to: 'Do',
    weekends: 'Nerušit o víkendech a svátcích',
    digest: 'E-mail posílat',
    rhythms: { daily: 'jednou denně', hourly: 'nejvýš jednou za hodinu', atOnce: 'hned', never: 'neposílat' },
    digestAt: 'V kolik hodin',
  },
  columns: { quietFrom: 'Nerušit od', quietTo: 'Nerušit do', digestAt: 'Hodina e-mailu', digest: 'E-mail' },
  devices: {
    title: 'Zařízení',
    intro: 'Na zapnutém zařízení se upozornění ukáže, i když Klientelu nemáte otevřenou.',
    turnOn: 'Zapnout na tomto zařízení',
    on: 'Na tomto zařízení jsou upozornění zapnutá.',
    thisOne: 'toto zařízení',
    unnamed: 'Prohlížeč',
    since: (day: string) => `od ${day}`,
    failed: 'Poslední zpráva se nedoručila.',
    remove: 'Vypnout',
    removed: 'Zařízení už upozornění nedostane.',
    added: 'Upozornění jsou na tomto zařízení zapnutá.',
    tryIt: 'Poslat zkoušku',
    tried: 'Zkušební zpráva je na cestě.',
    unsupported:
      'Tento prohlížeč upozornění na zařízení neumí. Na iPhonu a iPadu přidejte Klientelu nejdřív na plochu.',
    insecure: 'Upozornění na zařízení fungují jen na zabezpečené adrese (https).',
    denied:
      'Prohlížeč má upozornění pro tuto adresu zakázaná. Povolte je v nastavení prohlížeče u adresy a zkuste to znovu.',
    noService: 'Prohlížeč se nedovolal své službě pro doručování zpráv. Zkontrolujte připojení a zkuste to znovu.',
  },
  push: {
    tryTitle: 'Klientela',
    tryText: 'Zkouška dorazila. Takto uvidíte upozornění na tomto zařízení.',
    more: (n: number) =>
      `Máte ${counted('cs', n, { one: 'nové upozornění', few: 'nová upozornění', many: 'nového upozornění', other: 'nových upozornění' })}`,
  },
  letter: {
    subject: (n: number, first: string) => (n === 1 ? first : `${first} a dalších ${n - 1}`),
    hello: (name: string) => `Dobrý den,\n\nod posledního souhrnu vás v Klientele čeká toto (${name}):`,
    more: (n: number) => `A k tomu ještě ${count(n)}.`,
    end: (open: string, settings: string) => `Otevřít vše: ${open}\nJak často a o čem psát, změníte tady: ${settings}`,
  },
  reasons: {
    bothTimes: 'Vyplňte začátek i konec klidu, nebo ani jedno.',
    foreignPushService: 'Adresa nepatří službě žádného známého prohlížeče, zprávy na ni neposíláme.',
    deviceGone: 'Toto zařízení už upozornění nedostává.',
  },
}
