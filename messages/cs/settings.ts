// Czech sentences about the firm and its rules of visibility.
export const settings = {
  title: 'Firma',
  lead: 'Údaje firmy a pravidla, která platí pro všechny.',
  manual: '/manual/settings',
  fields: {
    firmName: 'Název firmy',
    ico: 'IČO',
    icoHelp: 'Nepovinné. Osm číslic, kontroluje se kontrolní číslice.',
    language: 'Jazyk pro nové kolegy',
    languageHelp: 'Každý si jazyk může změnit sám ve svém účtu.',
    currency: 'Měna nových klientů',
    currencyHelp: 'Klienti, které už máte, si svou měnu ponechají.',
    timeZone: 'Časové pásmo',
    timeZoneHelp: 'Podle něj se počítá, který je den.',
    visibility: 'Kdo vidí které klienty',
  },
  policies: {
    open: {
      name: 'Otevřená firma',
      text: 'Všichni obchodníci vidí všechny klienty. Upravovat mohou své klienty, klienty svého týmu a ty, se kterými pomáhají s právem úprav; vedoucí i klienty týmů, které vede.',
      fits: 'Hodí se pro menší firmy, kde se kolegové běžně zastupují.',
    },
    team: {
      name: 'Po týmech',
      text: 'Každý vidí klienty svého týmu a týmů pod ním. Klienti ostatních týmů pro něj neexistují.',
      fits: 'Hodí se pro firmy rozdělené na oblasti nebo obory. Doporučené nastavení.',
    },
    own: {
      name: 'Každý svoje',
      text: 'Obchodník vidí jen klienty, které vlastní nebo se kterými pomáhá. Vedoucí vidí klienty svého týmu a týmů, které vede.',
      fits: 'Hodí se tam, kde si obchodníci konkurují nebo to žádá smlouva s klientem.',
    },
  },
  policyAlways:
    'Obchodní ředitel, jednatel, kvalita, finance, právník, marketing a auditor vidí při každém nastavení celou firmu. Důvěrné klienty otevře jen vlastník, jeho zástup, tým klienta, vedoucí týmu, obchodní ředitel, jednatel a auditor. Správce bez obchodní role nevidí žádné klienty.',
  policyChange: 'Změna platí okamžitě pro všechny přihlášené.',
  policyNarrower: 'Po uložení část kolegů přestane vidět klienty, které dnes vidí.',
  saved: 'Nastavení firmy je uložené',
  readOnly: 'Nastavení firmy mění správce nebo obchodní ředitel.',
  languages: { cs: 'Čeština', en: 'Angličtina' },
  reasons: {
    alreadySetUp: 'Firma už je založená. Přihlaste se, nebo požádejte správce o pozvánku.',
  },
}
