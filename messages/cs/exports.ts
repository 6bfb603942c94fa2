// Exporty: seznamy do souboru a archiv všeho.
export const exports = {
  title: 'Exporty',
  toFile: 'Exportovat',
  csv: 'CSV (.csv)',
  xlsx: 'Excel (.xlsx)',
  everything: 'Archiv všech dat',
  everythingHelp:
    'Všechno, co smíte vidět, v jednom archivu ZIP s otevřeným a popsaným formátem (JSON Lines). Vzniká na pozadí; stáhnout ho můžete i později.',
  start: 'Vytvořit archiv',
  download: 'Stáhnout',
  cancel: 'Zastavit',
  none: 'Zatím tu není žádný archiv.',
  created: 'Založeno',
  size: 'Velikost',
  rows: 'Záznamů',
  states: { queued: 'čeká', running: 'vzniká', done: 'hotovo', cancelled: 'zastaveno', failed: 'nepodařilo se' },
  reasons: {
    notFound: 'Takový export tu není.',
    notReady: 'Archiv ještě není hotový.',
    failed: 'Archiv se nepodařilo zapsat. Zkontrolujte místo na disku a zkuste to znovu.',
    manyContacts: (d: Record<string, unknown>) =>
      `Seznam má ${d.count} lidí. Víc než ${d.most} kontaktů najednou smí vyvézt vedoucí týmu, obchodní ředitel nebo jednatel. Zužte filtr, nebo o export požádejte.`,
    strictData: (d: Record<string, unknown>) =>
      `Seznam obsahuje přísně důvěrné klienty (${d.count}). Ty smí vyvézt jen vedoucí týmu, obchodní ředitel nebo jednatel. Vynechte je filtrem, nebo o export požádejte.`,
    tooManyForXlsx: (d: Record<string, unknown>) =>
      `Do jednoho listu Excelu se vejde ${d.most} řádků, seznam jich má ${d.count}. Zvolte CSV, nebo zužte filtr.`,
  },
}
