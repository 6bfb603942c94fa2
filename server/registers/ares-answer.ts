// What ARES answers, checked by shape, and what we take from it. Birth dates and homes of people are dropped here.
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { normaliseNace } from '#domain/choices.ts'
import { checkDic } from '#domain/identifiers/dic.ts'
import { legalFormOf } from '#domain/legal-forms.ts'
import type { RegisterAddress, RegisterFacts, RegisterWarning } from '#domain/registers/differences.ts'

const some = Type.Optional
const text = Type.String({ maxLength: 4000 })

const Address = Type.Object({
  kodStatu: some(text),
  kodKraje: some(Type.Integer()),
  nazevKraje: some(text),
  nazevObce: some(text),
  nazevCastiObce: some(text),
  nazevUlice: some(text),
  cisloDomovni: some(Type.Integer()),
  cisloOrientacni: some(Type.Integer()),
  cisloOrientacniPismeno: some(text),
  typCisloDomovni: some(Type.Integer()),
  psc: some(Type.Integer()),
  textovaAdresa: some(text),
})
type AresAddress = Static<typeof Address>

const Subject = Type.Object({
  ico: some(Type.String({ pattern: '^\\d{8}$' })),
  icoId: some(text),
  obchodniJmeno: Type.String({ minLength: 1, maxLength: 2000 }),
  sidlo: some(Address),
  pravniForma: some(text),
  pravniFormaRos: some(text),
  dic: some(text),
  dicSkDph: some(text),
  datumVzniku: some(text),
  datumZaniku: some(text),
  datumAktualizace: some(text),
  czNace: some(Type.Array(text)),
  czNace2008: some(Type.Array(text)),
  seznamRegistraci: some(Type.Record(Type.String(), Type.Unknown())),
})
type AresSubject = Static<typeof Subject>
const Found = Type.Object({ pocetCelkem: Type.Integer(), ekonomickeSubjekty: some(Type.Array(Subject)) })

const Dated = { datumZapisu: some(text), datumVymazu: some(text) }
const Member = Type.Object({
  ...Dated,
  clenstvi: some(
    Type.Object({
      funkce: some(Type.Object({ nazev: some(text), vznikFunkce: some(text), zanikFunkce: some(text) })),
      clenstvi: some(Type.Object({ vznikClenstvi: some(text), zanikClenstvi: some(text) })),
    }),
  ),
  fyzickaOsoba: some(
    Type.Object({ jmeno: some(text), prijmeni: some(text), titulPredJmenem: some(text), titulZaJmenem: some(text) }),
  ),
  pravnickaOsoba: some(Type.Object({ ico: some(text), obchodniJmeno: some(text) })),
})
const Organ = Type.Object({ ...Dated, nazevOrganu: some(text), clenoveOrganu: some(Type.Array(Member)) })
const PublicRegister = Type.Object({
  zaznamy: Type.Array(
    Type.Object({
      spisovaZnacka: some(
        Type.Array(Type.Object({ ...Dated, soud: some(text), oddil: some(text), vlozka: some(Type.Integer()) })),
      ),
      statutarniOrgany: some(Type.Array(Organ)),
    }),
  ),
})

const subject = Compile(Subject)
const found = Compile(Found)
const publicRegister = Compile(PublicRegister)

/** A member of a statutory body: name, function and since when; nothing of birth or home. */
export interface StatutoryMember {
  readonly organ: string | null
  readonly name: string
  readonly position: string | null
  readonly since: string | null
  /** Set when the member was struck out: a former one. */
  readonly until: string | null
}

export interface PublicRecord {
  readonly fileNumber: string | null
  readonly members: readonly StatutoryMember[]
}

/** Facts of one company, or undefined when the answer has another shape or speaks of another company. */
export function factsOf(answer: unknown, ico: string): RegisterFacts | undefined {
  if (!subject.Check(answer)) return undefined
  const one = answer as AresSubject
  return one.ico === ico || one.icoId === ico ? mapped(one, ico) : undefined
}

/** Facts of the companies found by name, or undefined when the answer has another shape. */
export function listOf(answer: unknown): { total: number; companies: RegisterFacts[] } | undefined {
  if (!found.Check(answer)) return undefined
  const { pocetCelkem, ekonomickeSubjekty = [] } = answer as Static<typeof Found>
  return {
    total: pocetCelkem,
    companies: ekonomickeSubjekty.flatMap((one) => (one.ico ? [mapped(one, one.ico)] : [])),
  }
}

/** File number and statutory people, present and former. */
export function publicRecordOf(answer: unknown): PublicRecord | undefined {
  if (!publicRegister.Check(answer)) return undefined
  const { zaznamy } = answer as Static<typeof PublicRegister>
  const files = zaznamy.flatMap((z) => z.spisovaZnacka ?? []).filter((f) => !f.datumVymazu)
  const [file] = files
  const members = zaznamy
    .flatMap((z) => z.statutarniOrgany ?? [])
    .flatMap((organ) =>
      (organ.clenoveOrganu ?? []).flatMap((member): StatutoryMember[] => {
        const p = member.fyzickaOsoba
        const name = p
          ? [p.titulPredJmenem, capitals(p.jmeno), capitals(p.prijmeni)].filter(Boolean).join(' ') +
            (p.titulZaJmenem ? `, ${p.titulZaJmenem}` : '')
          : member.pravnickaOsoba?.obchodniJmeno
        if (!name) return []
        return [
          {
            organ: organ.nazevOrganu ?? null,
            name,
            position: member.clenstvi?.funkce?.nazev ?? null,
            since: day(
              member.clenstvi?.funkce?.vznikFunkce ?? member.clenstvi?.clenstvi?.vznikClenstvi ?? member.datumZapisu,
            ),
            until: day(
              member.datumVymazu ??
                organ.datumVymazu ??
                member.clenstvi?.funkce?.zanikFunkce ??
                member.clenstvi?.clenstvi?.zanikClenstvi,
            ),
          },
        ]
      }),
    )
  return {
    fileNumber: file ? [file.oddil, file.vlozka].filter(Boolean).join(' ') + (file.soud ? `/${file.soud}` : '') : null,
    members,
  }
}

function mapped(one: AresSubject, ico: string): RegisterFacts {
  const form = one.pravniForma ?? one.pravniFormaRos ?? null
  const state = (source: string) => one.seznamRegistraci?.[`stavZdroje${source}`]
  const group = state('SkDph') === 'AKTIVNI'
  const vatPayer = state('Dph') === 'AKTIVNI' || group
  const dic = one.dic ? checkDic(one.dic) : undefined
  const naturalPerson = dic?.ok && dic.kind === 'naturalPerson'
  const branches = branchesOf(one)
  const warnings: RegisterWarning[] = []
  if (state('Ir') === 'AKTIVNI') warnings.push('insolvency')
  if (/\bv\s+likvidaci\b/i.test(one.obchodniJmeno)) warnings.push('liquidation')
  if (one.datumZaniku) warnings.push('ended')
  if (!vatPayer) warnings.push('notVatPayer')
  if (group) warnings.push('vatGroup')
  if (naturalPerson || (form && legalFormOf(form)?.naturalPerson)) warnings.push('naturalPerson')
  if (branches.length > 1) warnings.push('severalBranches')
  return {
    ico,
    name: one.obchodniJmeno.replace(/\s+/g, ' ').trim().slice(0, 300),
    dic: dic?.ok && !naturalPerson ? dic.value : null,
    vatPayer,
    vatGroupDic: group ? (one.dicSkDph ?? null) : null,
    legalForm: form,
    seat: one.sidlo ? seatOf(one.sidlo) : null,
    branches,
    foundedOn: day(one.datumVzniku),
    endedOn: day(one.datumZaniku),
    updatedOn: day(one.datumAktualizace),
    warnings,
  }
}

/** Codes of the classification of 2025, or of 2008 where the newer one is missing. "00" says nothing and is left out. */
function branchesOf(one: AresSubject): RegisterFacts['branches'] {
  const version = one.czNace && one.czNace.length > 0 ? '2025' : '2008'
  const codes = (version === '2025' ? one.czNace : one.czNace2008) ?? []
  const unique = new Set(codes.flatMap((code) => normaliseNace(code)?.code ?? []))
  return [...unique].map((code) => ({ code, version }))
}

function seatOf(a: AresAddress): RegisterAddress | null {
  const house = a.cisloDomovni === undefined ? '' : `${a.typCisloDomovni === 2 ? 'č. ev. ' : ''}${a.cisloDomovni}`
  const number = [house, a.cisloOrientacni === undefined ? '' : `${a.cisloOrientacni}${a.cisloOrientacniPismeno ?? ''}`]
    .filter(Boolean)
    .join('/')
  // A village without streets: the number stands behind the part of the village.
  const line = [a.nazevUlice ?? a.nazevCastiObce ?? a.nazevObce, number].filter(Boolean).join(' ')
  const seat = {
    street: (line || a.textovaAdresa?.slice(0, 200)) ?? null,
    city: a.nazevObce ?? null,
    postcode: a.psc === undefined ? null : String(a.psc).padStart(5, '0'),
    region: a.nazevKraje ?? null,
    country: /^[A-Z]{2}$/.test(a.kodStatu ?? '') ? (a.kodStatu as string) : 'CZ',
  }
  return seat.street || seat.city || seat.postcode ? seat : null
}

/** A calendar day at the start of a date or an instant. */
function day(value: string | undefined): string | null {
  return value && /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : null
}

/** The public register writes names in capitals: NOVÁK is Novák. */
function capitals(name: string | undefined): string | undefined {
  if (!name || name !== name.toLocaleUpperCase('cs')) return name
  return name
    .toLocaleLowerCase('cs')
    .replace(/(^|[\s-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toLocaleUpperCase('cs'))
}
