// Closed lists a person chooses from: countries, currencies, languages, branch sections. Names come from the locale data.

/** ISO 3166-1 alpha-2 codes in use; the home country and its nearest neighbour first, then by the alphabet. */
export const countryCodes = (
  'CZ SK AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB ' +
  'GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG ' +
  'KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV ' +
  'MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB ' +
  'SC SD SE SG SH SI SJ SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY ' +
  'UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ') as readonly string[]

/** ISO 4217 codes of currencies clients of a Czech supplier trade in; CZK and EUR first. */
export const currencyCodes = (
  'CZK EUR USD PLN HUF GBP CHF AED AUD BAM BGN BRL CAD CNY DKK GEL HKD IDR ILS INR ISK JPY KRW KZT MDL MKD MXN MYR NOK ' +
  'NZD PHP RON RSD RUB SAR SEK SGD THB TRY TWD UAH VND ZAR'
).split(' ') as readonly string[]

/** ISO 639-1 codes of languages a client is spoken or written to in; Czech first. */
export const languageCodes =
  'cs sk en de pl hu fr it es pt nl uk ru ro bg hr sl sr bs mk sq el tr sv da nb fi is et lv lt ga mt ar he hi zh ja ko vi'.split(
    ' ',
  ) as readonly string[]

/** Sections of CZ-NACE; V exists only in the classification of 2025 (NACE Rev. 2.1). */
export const branchSections = 'A B C D E F G H I J K L M N O P Q R S T U V'.split(' ') as readonly string[]

export type BranchLevel = 'section' | 'division' | 'group' | 'class' | 'national'

/**
 * A CZ-NACE code in its written form with a dot (46, 46.9, 46.90; national five digits as 46.901) and its level.
 * Takes registers' bare digits (4690), a section letter alone or before the digits; undefined for "00" (not stated)
 * and for what is no code.
 */
export function normaliseNace(text: string): { code: string; level: BranchLevel } | undefined {
  const squeezed = text.replace(/\s/g, '').toUpperCase()
  if (branchSections.includes(squeezed)) return { code: squeezed, level: 'section' }
  const match = /^[A-V]?(\d{2})(?:\.?(\d{1,3})|\.(\d)\.(\d))?$/.exec(squeezed)
  if (!match) return undefined
  const division = match[1] ?? ''
  if (division === '00') return undefined
  const rest = match[2] ?? `${match[3] ?? ''}${match[4] ?? ''}`
  if (rest === '') return { code: division, level: 'division' }
  return { code: `${division}.${rest}`, level: rest.length === 1 ? 'group' : rest.length === 2 ? 'class' : 'national' }
}
