// Czech legal forms by the codes of the statistical office (code list 56), as ARES gives them in `pravniForma`.
// A code that is not here is shown as it came; nothing is guessed.

export interface LegalForm {
  readonly code: string
  readonly cs: string
  readonly en: string
  /** The usual abbreviation in a company name, where there is one. */
  readonly short?: string
  /** A natural person: its tax number may hide a birth number, and personal-data rules apply. */
  readonly naturalPerson?: true
}

const forms: readonly LegalForm[] = [
  { code: '100', cs: 'Podnikající fyzická osoba tuzemská', en: 'Sole trader (domestic)', naturalPerson: true },
  {
    code: '101',
    cs: 'Fyzická osoba podnikající dle živnostenského zákona',
    en: 'Sole trader (trade licence)',
    naturalPerson: true,
  },
  {
    code: '102',
    cs: 'Fyzická osoba podnikající dle živnostenského zákona zapsaná v obchodním rejstříku',
    en: 'Sole trader (trade licence, in the commercial register)',
    naturalPerson: true,
  },
  {
    code: '105',
    cs: 'Fyzická osoba podnikající dle jiných zákonů než živnostenského a zákona o zemědělství',
    en: 'Sole trader (other acts)',
    naturalPerson: true,
  },
  { code: '107', cs: 'Zemědělský podnikatel – fyzická osoba', en: 'Farmer (natural person)', naturalPerson: true },
  { code: '111', cs: 'Veřejná obchodní společnost', en: 'General partnership', short: 'v.o.s.' },
  { code: '112', cs: 'Společnost s ručením omezeným', en: 'Limited liability company', short: 's.r.o.' },
  { code: '113', cs: 'Společnost komanditní', en: 'Limited partnership', short: 'k.s.' },
  { code: '115', cs: 'Společný podnik', en: 'Joint venture' },
  { code: '116', cs: 'Zájmové sdružení', en: 'Interest association' },
  { code: '117', cs: 'Nadace', en: 'Foundation' },
  { code: '118', cs: 'Nadační fond', en: 'Endowment fund' },
  { code: '121', cs: 'Akciová společnost', en: 'Joint-stock company', short: 'a.s.' },
  { code: '141', cs: 'Obecně prospěšná společnost', en: 'Public benefit company', short: 'o.p.s.' },
  { code: '145', cs: 'Společenství vlastníků jednotek', en: 'Unit owners’ association', short: 'SVJ' },
  { code: '151', cs: 'Komoditní burza', en: 'Commodity exchange' },
  { code: '161', cs: 'Ústav', en: 'Institute', short: 'z.ú.' },
  { code: '205', cs: 'Družstvo', en: 'Cooperative' },
  { code: '301', cs: 'Státní podnik', en: 'State enterprise', short: 's.p.' },
  { code: '313', cs: 'Česká národní banka', en: 'Czech National Bank' },
  { code: '325', cs: 'Organizační složka státu', en: 'Organisational unit of the state' },
  { code: '326', cs: 'Stálý rozhodčí soud', en: 'Permanent court of arbitration' },
  { code: '331', cs: 'Příspěvková organizace', en: 'Contributory organisation', short: 'p.o.' },
  { code: '332', cs: 'Státní příspěvková organizace', en: 'State contributory organisation', short: 's.p.o.' },
  {
    code: '352',
    cs: 'Státní organizace Správa železnic',
    en: 'Railway Administration (state organisation)',
    short: 's.o.',
  },
  { code: '353', cs: 'Rada pro veřejný dohled nad auditem', en: 'Public Audit Oversight Board' },
  { code: '361', cs: 'Veřejnoprávní instituce (ČT, ČRo, ČTK)', en: 'Public-law media institution' },
  { code: '381', cs: 'Fond (ze zákona)', en: 'Fund established by law' },
  { code: '391', cs: 'Zdravotní pojišťovna', en: 'Health insurance company' },
  { code: '421', cs: 'Odštěpný závod zahraniční právnické osoby', en: 'Branch of a foreign legal person' },
  { code: '422', cs: 'Organizační složka zahraničního nadačního fondu', en: 'Unit of a foreign endowment fund' },
  { code: '423', cs: 'Organizační složka zahraniční nadace', en: 'Unit of a foreign foundation' },
  { code: '424', cs: 'Zahraniční fyzická osoba', en: 'Foreign natural person', naturalPerson: true },
  {
    code: '425',
    cs: 'Odštěpný závod zahraniční fyzické osoby',
    en: 'Branch of a foreign natural person',
    naturalPerson: true,
  },
  { code: '426', cs: 'Zastoupení zahraniční banky', en: 'Representative office of a foreign bank' },
  {
    code: '501',
    cs: 'Odštěpný závod nebo jiná organizační složka podniku zapisující se do obchodního rejstříku',
    en: 'Branch entered in the commercial register',
  },
  { code: '521', cs: 'Samostatná drobná provozovna obecního úřadu', en: 'Small establishment of a municipal office' },
  { code: '541', cs: 'Podílový, penzijní fond', en: 'Mutual or pension fund' },
  { code: '601', cs: 'Vysoká škola (veřejná, státní)', en: 'University (public, state)' },
  { code: '641', cs: 'Školská právnická osoba', en: 'School legal person' },
  { code: '661', cs: 'Veřejná výzkumná instituce', en: 'Public research institution', short: 'v.v.i.' },
  {
    code: '704',
    cs: 'Zvláštní organizace pro zastoupení českých zájmů v mezinárodních nevládních organizacích',
    en: 'Organisation representing Czech interests in international bodies',
  },
  { code: '705', cs: 'Podnik nebo hospodářské zařízení sdružení', en: 'Enterprise of an association' },
  { code: '706', cs: 'Spolek', en: 'Association', short: 'z.s.' },
  { code: '707', cs: 'Odborová organizace', en: 'Trade union' },
  { code: '708', cs: 'Organizace zaměstnavatelů', en: 'Employers’ organisation' },
  { code: '711', cs: 'Politická strana, politické hnutí', en: 'Political party or movement' },
  { code: '715', cs: 'Podnik nebo hospodářské zařízení politické strany', en: 'Enterprise of a political party' },
  { code: '721', cs: 'Církve a náboženské společnosti', en: 'Church or religious society' },
  { code: '722', cs: 'Evidované církevní právnické osoby', en: 'Registered church legal person' },
  { code: '723', cs: 'Svazy církví a náboženských společností', en: 'Union of churches' },
  {
    code: '733',
    cs: 'Organizační jednotka odborové organizace a organizace zaměstnavatelů',
    en: 'Unit of a trade union or employers’ organisation',
  },
  {
    code: '734',
    cs: 'Organizační jednotka zvláštní organizace pro zastoupení českých zájmů v mezinárodních nevládních organizacích',
    en: 'Unit of an organisation representing Czech interests',
  },
  { code: '736', cs: 'Pobočný spolek', en: 'Branch association', short: 'p.s.' },
  { code: '741', cs: 'Stavovská organizace – profesní komora', en: 'Professional chamber' },
  { code: '745', cs: 'Komora (s výjimkou profesních komor)', en: 'Chamber (other than professional)' },
  {
    code: '751',
    cs: 'Zájmové sdružení právnických osob',
    en: 'Interest association of legal persons',
    short: 'z.s.p.o.',
  },
  { code: '761', cs: 'Honební společenstvo', en: 'Hunting association' },
  { code: '771', cs: 'Dobrovolný svazek obcí', en: 'Voluntary association of municipalities' },
  { code: '801', cs: 'Obec nebo městská část hlavního města Prahy', en: 'Municipality or Prague city district' },
  { code: '804', cs: 'Kraj a hl. m. Praha', en: 'Region or the City of Prague' },
  { code: '805', cs: 'Regionální rada regionu soudržnosti', en: 'Regional council of a cohesion region' },
  { code: '901', cs: 'Zastupitelský orgán jiných států', en: 'Foreign diplomatic mission' },
  { code: '906', cs: 'Zahraniční spolek', en: 'Foreign association' },
  { code: '907', cs: 'Mezinárodní odborová organizace', en: 'International trade union' },
  { code: '908', cs: 'Mezinárodní organizace zaměstnavatelů', en: 'International employers’ organisation' },
  {
    code: '911',
    cs: 'Zahraniční kulturní, informační středisko, rozhlasová, tisková a televizní agentura',
    en: 'Foreign cultural centre or news agency',
  },
  { code: '921', cs: 'Mezinárodní nevládní organizace', en: 'International non-governmental organisation' },
  {
    code: '922',
    cs: 'Organizační jednotka mezinárodní nevládní organizace',
    en: 'Unit of an international non-governmental organisation',
  },
  {
    code: '931',
    cs: 'Evropské hospodářské zájmové sdružení',
    en: 'European economic interest grouping',
    short: 'EHZS',
  },
  { code: '932', cs: 'Evropská společnost', en: 'European company', short: 'SE' },
  { code: '933', cs: 'Evropská družstevní společnost', en: 'European cooperative society', short: 'SCE' },
  { code: '936', cs: 'Zahraniční pobočný spolek', en: 'Foreign branch association' },
  {
    code: '941',
    cs: 'Evropské seskupení pro územní spolupráci',
    en: 'European grouping of territorial cooperation',
    short: 'ESÚS',
  },
  { code: '950', cs: 'Subjekt právním řádem výslovně neupravený', en: 'Entity not governed by a specific act' },
  {
    code: '951',
    cs: 'Mezinárodní vojenská organizace vzniklá na základě mezinárodní smlouvy',
    en: 'International military organisation',
  },
  {
    code: '952',
    cs: 'Konsorcium evropské výzkumné infrastruktury',
    en: 'European research infrastructure consortium',
    short: 'ERIC',
  },
  {
    code: '960',
    cs: 'Právnická osoba zřízená zvláštním zákonem zapisovaná do veřejného rejstříku',
    en: 'Legal person established by a special act',
  },
  {
    code: '963',
    cs: 'Národní akreditační úřad pro terciární vzdělávání',
    en: 'National Accreditation Bureau for Higher Education',
  },
]

/** All forms in order of their codes, for a picker. */
export const legalForms: readonly LegalForm[] = forms

const byCode = new Map(forms.map((form) => [form.code, form]))

/** The legal form of a code, or undefined for one the list does not know. */
export function legalFormOf(code: string | null | undefined): LegalForm | undefined {
  return code ? byCode.get(code) : undefined
}
