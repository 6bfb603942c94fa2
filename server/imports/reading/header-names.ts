// The names under which Czech and English programs export columns of companies and people, folded: no diacritics, no
// case, no punctuation. Sources of wording: Pohoda, Money S3, Helios, ABRA, RAYNET, Salesforce, Google and Outlook exports.
export type ImportTarget = 'clients' | 'contacts'

export function foldName(name: string): string {
  return name
    .replace(/([a-z\u00df-\u00ff])([A-Z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const clientNames: Record<string, string> = {
  name: 'nazev|nazev firmy|firma|obchodni firma|nazev spolecnosti|spolecnost|jmeno firmy|obchodni jmeno|zakaznik|nazev zakaznika|odberatel|klient|nazev klienta|partner|nazev partnera|subjekt|nazev subjektu|organizace|adresar firma|company|company name|account|account name|customer|customer name|client|client name|organization|organization name|organisation|business name|legal name|name|jmeno|nazev uctu',
  ico: 'ico|ic|ico firmy|icz|identifikacni cislo|identifikacni cislo osoby|identifikacni cislo organizace|i c|i co|i c o|reg cislo|registracni cislo|company number|company id|company reg no|registration number|registration no|reg no|reg number|crn|business id|company registration number',
  dic: 'dic|dic firmy|ic dph|danove identifikacni cislo|d i c|di c|vat|vat id|vat no|vat number|tax id|tax number|tin|vat reg no|vat registration number|platce dph dic',
  number:
    'cislo zakaznika|kod zakaznika|kod klienta|cislo klienta|zakaznicke cislo|klientske cislo|kod|cislo|kod firmy|cislo firmy|kod partnera|cislo partnera|kod odberatele|cislo odberatele|id zakaznika|id klienta|interni cislo|interni kod|zkratka|organizace cislo|cislo organizace|customer number|customer no|customer code|customer id|client number|client code|client id|account number|account no|account code|account id|id|code|external id|ext id|legacy id',
  legalForm: 'pravni forma|forma|typ spolecnosti|legal form|company type|entity type|business type',
  email:
    'email|e mail|mail|emaily|e maily|e mailova adresa|emailova adresa|elektronicka adresa|e mail 1|email 1|email firmy|hlavni e mail|hlavni email|email address|e mail address|e mail 1 value|primary email|company email|mail address|kontaktni email|email 2|e mail 2|e mail 2 value|fakturacni email|fakturacni e mail|email pro faktury',
  phone:
    'telefon|tel|telefony|tel cislo|telefonni cislo|telefon 1|tel 1|mobil|mobilni telefon|gsm|telefon firmy|hlavni telefon|pevna linka|kontaktni telefon|phone|phone number|telephone|business phone|main phone|company phone|company main phone|mobile|mobile phone|phone 1 value|tel no|cell|telefon 2|tel 2|phone 2|phone 2 value|primary phone|ostatni telefon',
  web: 'web|www|webova adresa|webove stranky|web stranky|internet|url|stranky|adresa www|website|web site|web page|homepage|company website|domena|domain',
  seatStreet:
    'ulice|ulice a cislo|ulice cp|ulice a c p|ulice cislo|adresa|street|street address|address|address 1|address line 1|business street|billing street address|street 1|adresa 1|sidlo|adresa firmy|ulice cislo popisne',
  seatCity: 'mesto|obec|mesto obec|city|town|business city|misto|obec mesto',
  seatPostcode:
    'psc|p s c|postovni smerovaci cislo|zip|zip code|postal code|postcode|post code|business postal code|zip postal code',
  seatCountry:
    'zeme|stat|kod zeme|kod statu|country|country code|country region|business country region|business country|iso zeme',
  gln: 'gln|ean|kod gln|gln kod|ean lokace|gln number|global location number|edi|edi kod|ean kod odberatele|ilc',
  bankAccount:
    'cislo uctu|bankovni ucet|ucet|bankovni spojeni|cislo bankovniho uctu|cislo uctu kod banky|bank account|bank account number|bank account no|hlavni ucet',
  iban: 'iban|iban kod|cislo uctu iban|iban number',
  language: 'jazyk|komunikacni jazyk|language|preferred language|lang|locale|jazyk dokladu',
  currency: 'mena|kod meny|currency|currency code|currency iso code|mena dokladu',
  nace: 'nace|cz nace|kod nace|obor cinnosti|obor|odvetvi|oborove cislo|predmet podnikani|predmet cinnosti|industry|nace code|sector|branch|sic code',
  class:
    'trida|klasifikace|kategorie|skupina zakaznika|segment|rating|abc|vyznam|priorita|class|classification|category|tier|customer class|customer group|priority|account rating|kategorie zakaznika',
  state:
    'stav|stav klienta|stav zakaznika|status|faze|vztah|stav vztahu|account status|customer status|lifecycle|lifecycle stage|stage|stadium',
  owner:
    'vlastnik|obchodnik|obchodni zastupce|odpovedna osoba|odpovidat|zodpovedna osoba|prodejce|account manager|account owner|owner|owner name|key account manager|kam|sales rep|salesperson|sales representative|assigned to|pridelen|resitel|referent|spravce|obchodni manazer',
  source: 'zdroj|zdroj kontaktu|puvod|jak nas nasli|source|lead source|account source|origin',
  tags: 'stitky|stitek|tagy|tag|tags|label|labels|klicova slova|keywords|group membership|categories|kategorie kontaktu',
  note: 'poznamka|poznamky|pozn|popis|komentar|informace|note|notes|comment|comments|description|remark|remarks|interni poznamka|text',
  parent:
    'materska firma|materska spolecnost|nadrizena firma|nadrizeny|matka|koncern|skupina|centrala|retezec|parent|parent account|parent company|parent account name|group|holding|headquarters',
  parentNumber:
    'cislo materske firmy|kod materske firmy|cislo centraly|kod centraly|kod nadrizene firmy|cislo nadrizene firmy|ico materske firmy|parent number|parent id|parent account id|parent code|cislo matky',
  paymentTermDays:
    'splatnost|splatnost dni|splatnost dnu|splatnost faktur|doba splatnosti|dny splatnosti|pocet dni splatnosti|splatnost ve dnech|payment terms|payment term|payment term days|due days|net days|payment days|splatnost pohledavek|terms',
}

const contactNames: Record<string, string> = {
  firstName: 'jmeno|krestni jmeno|krestni|first name|firstname|given name|forename|first',
  lastName: 'prijmeni|last name|lastname|surname|family name|last',
  fullName:
    'jmeno a prijmeni|prijmeni a jmeno|cele jmeno|kontaktni osoba|kontakt|osoba|jmeno kontaktu|name|full name|contact|contact name|display name|person|file as|fn|zobrazovane jmeno|jmeno osoby',
  title:
    'titul|tituly|titul pred|titul pred jmenem|akademicky titul|osloveni|title|name prefix|prefix|salutation|honorific',
  companyName:
    'firma|nazev firmy|spolecnost|nazev spolecnosti|klient|zakaznik|organizace|zamestnavatel|company|company name|account|account name|organization|organization name|organization 1 name|employer|customer|client|nazev klienta|odberatel|partner',
  companyIco:
    'ico|ic|ico firmy|ico spolecnosti|ico klienta|identifikacni cislo|company id|registration number|company number|ico zamestnavatele',
  companyNumber:
    'kod zakaznika|cislo zakaznika|kod klienta|cislo klienta|kod firmy|cislo firmy|account number|account id|customer number|customer id|client number|client id|company code|organizace cislo',
  position:
    'pozice|funkce|pracovni pozice|pracovni zarazeni|profese|povolani|pracovni funkce|job title|position|job|occupation|organization 1 title|organization title|function|business title',
  department: 'oddeleni|utvar|usek|odbor|department|division|organization 1 department|organization department|team',
  email:
    'email|e mail|mail|emaily|e maily|e mailova adresa|emailova adresa|email 1|e mail 1|pracovni email|pracovni e mail|email address|e mail address|e mail 1 value|e mail 2 address|e mail 3 address|work email|business email|email 2|e mail 2|e mail 2 value|osobni email|elektronicka adresa',
  phone:
    'telefon|tel|telefonni cislo|telefon do prace|pracovni telefon|pevna linka|linka|telefon 1|tel 1|phone|phone number|telephone|work phone|business phone|office phone|phone 1 value|phone 2 value|telefon 2|home phone|telefon domu|direct phone|business phone 2|company main phone',
  mobile: 'mobil|mobilni telefon|mobilni cislo|gsm|mobile|mobile phone|cell|cell phone|cellphone|mobile number',
  role: 'role|role v nakupu|role kontaktu|nakupni role|rozhodovaci role|buying role|contact role|decision role|role in decision',
  influence: 'vliv|mira vlivu|influence|influence level|power',
  sentiment: 'postoj|vztah|nalada|sentiment|attitude|vztah k nam|relationship',
  language: 'jazyk|komunikacni jazyk|language|preferred language|lang',
  note: 'poznamka|poznamky|pozn|popis|komentar|note|notes|comment|comments|description|remark|remarks',
}

function namesOf(table: Record<string, string>): Map<string, string> {
  const names = new Map<string, string>()
  for (const [field, list] of Object.entries(table))
    for (const name of list.split('|')) if (!names.has(name)) names.set(name, field)
  return names
}

const tables = { clients: namesOf(clientNames), contacts: namesOf(contactNames) }

const addressParts: [string, RegExp][] = [
  ['Postcode', /\b(?:psc|zip|post(?:al)? ?code|postovni smerovaci cislo)\b/],
  ['City', /\b(?:mesto|obec|city|town)\b/],
  ['Country', /\b(?:zeme|stat|country)\b/],
  ['Street', /\b(?:ulice|street|adresa|address|cp|cislo popisne)\b/],
]
const addressKinds: [string, RegExp][] = [
  ['invoice', /\b(?:fakturacni|fakturace|faktura|invoice|invoicing|billing|bill to)\b/],
  [
    'delivery',
    /\b(?:dodaci|dodani|dorucovaci|doruceni|dodavky|expedicni|provozovna|delivery|shipping|ship to|prijemce|koncovy prijemce)\b/,
  ],
  [
    'seat',
    /\b(?:sidlo|sidla|firemni|firmy|registered|head office|office|business|mailing|postovni|hlavni|primary|address 1|work)\b/,
  ],
]

/** The field a header names: exactly (1), as an address part of a kind (0.95), or by a name it begins or ends with (0.6). */
export function fieldByName(
  header: string,
  target: ImportTarget,
): { field: string; confidence: number; name: string } | undefined {
  const folded = foldName(header)
  if (folded === '') return undefined
  const names = tables[target]
  const exact = names.get(folded)
  if (exact) return { field: exact, confidence: 1, name: folded }
  if (target === 'clients' && !/\b(?:mail|email|telefon|phone|fax)\b/.test(folded)) {
    const part = addressParts.find(([, pattern]) => pattern.test(folded))
    const kind = addressKinds.find(([, pattern]) => pattern.test(folded))
    if (part && kind) return { field: `${kind[0]}${part[0]}`, confidence: 0.95, name: folded }
  }
  const bare = folded.replace(/ \d+$/, '').replace(/^(?:hlavni|primarni|primary|main) /, '')
  const stripped = names.get(bare)
  if (stripped) return { field: stripped, confidence: 0.85, name: bare }
  let best: { field: string; confidence: number; name: string } | undefined
  for (const [name, field] of names) {
    if (name.length < 3 || !(folded.startsWith(`${name} `) || folded.endsWith(` ${name}`))) continue
    if (best && name.length <= best.name.length) continue
    best = { field, confidence: 0.6, name }
  }
  return best
}

export function isKnownHeader(cell: string): boolean {
  const known = fieldByName(cell, 'clients') ?? fieldByName(cell, 'contacts')
  return known !== undefined && known.confidence >= 0.85
}
