// České texty kolem stránek příručky; stránky samy jsou v docs/manual.
export const manual = {
  title: 'Příručka',
  product: 'Klientela',
  pages: 'Stránky příručky',
  onThisPage: 'Na této stránce',
  toProduct: 'Otevřít Klientelu',
  otherLanguage: 'English',
  intro: 'Co která část Klientely umí a kdo v ní co smí.',
  missingTitle: 'Taková stránka v příručce není',
  missing: 'Odkaz je neúplný, nebo stránku mezitím nahradila jiná. Vyberte ji ze seznamu.',
}
