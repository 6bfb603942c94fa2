// Whether a client in hand is already in the databank: reasons with a score, and a block where the IČO says so.
// The same IČO blocks; tax number, mailbox, phone, domain and a similar name only suggest (handbook §2.1).
import { isVatGroupDic } from '#domain/identifiers/dic.ts'
import { foldName, foldText, similarity } from '#domain/names.ts'

/** What is compared; every value already normalised (IČO eight digits, phones E.164, DIČ with its prefix). */
export interface DuplicateProfile {
  readonly name: string
  readonly ico?: string | null
  readonly dic?: string | null
  readonly emails?: readonly string[]
  readonly phones?: readonly string[]
  readonly webs?: readonly string[]
}

export type DuplicateKind = 'ico' | 'dic' | 'email' | 'phone' | 'domain' | 'name'

export interface DuplicateReason {
  readonly kind: DuplicateKind
  /** The shared value; for a name the similarity in whole percent. Never the tax number of a natural person. */
  readonly detail: string
}

export interface DuplicateScore {
  /** 0 to 100; worth showing from `suggestFrom`. */
  readonly score: number
  readonly block: boolean
  readonly reasons: readonly DuplicateReason[]
}

/** Weights in points of 100 [project default]: how sure each sign alone makes us. */
export const duplicateWeights: Readonly<Record<DuplicateKind, number>> = {
  ico: 100,
  dic: 90,
  email: 75,
  phone: 60,
  domain: 55,
  name: 80,
}
/** From this score a pair is shown to a person. */
export const suggestFrom = 50
/** From this similarity two names count as a sign. */
export const similarNameFrom = 0.6

/**
 * Compares two clients. Signs add up as independent chances (1 − Π(1 − weight)), at most 99 without a shared IČO;
 * a similar name weighs 80 × similarity. Two different IČOs are two companies: the score is halved.
 */
export function scoreDuplicate(candidate: DuplicateProfile, existing: DuplicateProfile): DuplicateScore {
  if (candidate.ico && candidate.ico === existing.ico) {
    return { score: 100, block: true, reasons: [{ kind: 'ico', detail: candidate.ico }] }
  }
  const reasons: DuplicateReason[] = []
  let doubt = 1
  const add = (kind: DuplicateKind, detail: string, share = 1) => {
    reasons.push({ kind, detail })
    doubt *= 1 - (duplicateWeights[kind] / 100) * share
  }

  // Members of a VAT group share one number, so it identifies none of them.
  if (candidate.dic && candidate.dic === existing.dic && !isVatGroupDic(candidate.dic)) {
    add('dic', /^CZ\d{9,10}$/.test(candidate.dic) ? '' : candidate.dic)
  }
  const email = firstShared(candidate.emails?.map(foldText), existing.emails?.map(foldText))
  if (email) add('email', email)
  const phone = firstShared(candidate.phones, existing.phones)
  if (phone) add('phone', phone)
  const domain = firstShared(companyDomains(candidate), companyDomains(existing))
  // A shared mailbox already says the domain.
  if (domain && !email?.endsWith(`@${domain}`)) add('domain', domain)
  const alike = similarity(foldName(candidate.name), foldName(existing.name))
  if (alike >= similarNameFrom) add('name', String(Math.round(alike * 100)), alike)

  const different = Boolean(candidate.ico && existing.ico)
  const score = Math.min(99, Math.round(100 * (1 - doubt) * (different ? 0.5 : 1)))
  return { score, block: false, reasons }
}

/** Domains that belong to the company: of its mailboxes and webs, without free mail and shared hosts. */
export function companyDomains(profile: Pick<DuplicateProfile, 'emails' | 'webs'>): readonly string[] {
  const domains = [...(profile.emails ?? []), ...(profile.webs ?? [])].map(companyDomain)
  return [...new Set(domains.filter((domain) => domain !== undefined))]
}

/** The registered domain of a mailbox or web address, or undefined for free mail, shared hosts and what is no address. */
export function companyDomain(address: string): string | undefined {
  const host = foldText(address)
    .replace(/^mailto:/, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host) || /^\d+(?:\.\d+){3}$/.test(host)) return undefined
  const labels = host.split('.')
  const suffix = labels.slice(-2).join('.')
  const domain = twoPartSuffixes.has(suffix) ? labels.slice(-3).join('.') : suffix
  return isSharedDomain(domain) || twoPartSuffixes.has(domain) ? undefined : domain
}

/** Free mail, social networks and site builders: the domain says nothing about the company. */
export function isSharedDomain(domain: string): boolean {
  return sharedDomains.has(domain) || manyCountryMail.test(domain)
}

function firstShared(a: readonly string[] | undefined, b: readonly string[] | undefined): string | undefined {
  if (!a || !b) return undefined
  return a.find((value) => value !== '' && b.includes(value))
}

const manyCountryMail =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|gmx|icloud|protonmail|yandex)\.(?:[a-z]{2,3}|co\.uk)$/

const sharedDomains: ReadonlySet<string> = new Set(
  (
    'seznam.cz email.cz post.cz spoluzaci.cz stream.cz centrum.cz centrum.sk atlas.cz volny.cz tiscali.cz quick.cz mail.cz ' +
    'mybox.cz iol.cz upcmail.cz chello.cz o2active.cz pobox.cz wo.cz klikni.cz inmail.cz ' +
    'azet.sk zoznam.sk pobox.sk post.sk szm.sk orangemail.sk inmail.sk stonline.sk ' +
    'me.com mac.com aol.com mail.com mail.ru inbox.ru bk.ru list.ru rambler.ru ya.ru ukr.net proton.me pm.me tutanota.com ' +
    'fastmail.com zoho.com hushmail.com web.de t-online.de freenet.de arcor.de aon.at chello.at bluewin.ch ' +
    'wp.pl o2.pl onet.pl op.pl interia.pl poczta.fm tlen.pl gazeta.pl vp.pl freemail.hu citromail.hu t-email.hu ' +
    'orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it tin.it telefonica.net terra.es abv.bg ' +
    'facebook.com fb.com instagram.com linkedin.com twitter.com x.com youtube.com tiktok.com google.com goo.gl ' +
    'webnode.cz webnode.com webnode.page estranky.cz wixsite.com wordpress.com blogspot.com blogspot.cz weebly.com ' +
    'mozello.cz shoptet.cz myshoptet.com firmy.cz zivefirmy.cz sweb.cz webzdarma.cz ic.cz wz.cz github.io'
  ).split(' '),
)

const twoPartSuffixes: ReadonlySet<string> = new Set(
  (
    'co.uk org.uk ac.uk gov.uk me.uk ltd.uk plc.uk com.pl net.pl org.pl edu.pl waw.pl co.at or.at ac.at gv.at co.hu ' +
    'com.tr com.ua in.ua kiev.ua com.au net.au com.br com.cn com.mx co.jp co.kr co.in co.il co.nz co.za com.sg com.hk com.tw ' +
    'com.ro co.rs com.hr com.gr com.cy com.mt com.es com.pt gov.cz'
  ).split(' '),
)
