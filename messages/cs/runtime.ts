// Czech sentences of starting, stopping and the command line: what the operator reads in the terminal.
export const runtime = {
  ready: (address: string) => `Klientela: ${address}`,
  starting: 'Spouštím databázi.',
  initialising: 'Zakládám databázi (jen při prvním spuštění).',
  recovering: 'Databáze se obnovuje po nečekaném ukončení. Nic není potřeba dělat.',
  leftover: 'Po nečekaném ukončení zůstala spuštěná databáze; nejdřív ji zastavuji.',
  moved: (from: string, to: string) =>
    `Databáze leží v ${to}, protože do ${from} se její uživatel nedostane. Při záloze a stěhování počítejte s oběma složkami.`,
  copied: (to: string) => `Program databáze je zkopírovaný do ${to}, kde na něj její uživatel dosáhne.`,
  orphaned: (place: string) => `V ${place} zůstala databáze dřívější složky dat. Pokud ji nepotřebujete, smažte ji.`,
  draining: 'Dokončuji rozpracované požadavky a zastavuji.',
  stopped: 'Zastaveno.',
  demoSkipped: 'Databáze není prázdná, ukázková firma se do ní nepřidává.',
  problems: {
    badSetting: (name: string, value: string, expected: string) =>
      `Nastavení ${name} má hodnotu „${value}“. Očekává se ${expected}.`,
    alreadyRunning: (folder: string, by: string) =>
      `Se složkou dat ${folder} už pracuje jiná spuštěná Klientela${by && ` (${by})`}. Nejdřív ji zastavte, nebo nastavte jinou složku v KLIENTELA_DATA.`,
    portTaken: (host: string, port: number) =>
      `Na adrese ${host}:${port} už poslouchá jiný program. Zastavte ho, nebo zvolte jiný port: PORT=4001 npm start.`,
    portForbidden: (host: string, port: number) =>
      `Na adrese ${host}:${port} nesmí Klientela poslouchat. Porty pod 1024 jsou vyhrazené; zvolte vyšší port v PORT.`,
    addressUnknown: (host: string) => `Adresa ${host} na tomto počítači není. Zkontrolujte HOST.`,
    folderForbidden: (path: string) => `Do ${path} nejde zapisovat. Zkontrolujte práva, nebo nastavte KLIENTELA_DATA.`,
    folderNotFolder: (path: string) => `${path} není složka. Zkontrolujte KLIENTELA_DATA.`,
    diskFull: (path: string) => `Na disku, kde leží ${path}, není místo. Uvolněte ho a spusťte Klientelu znovu.`,
    databaseOwner: (path: string, user: string) =>
      `Databáze v ${path} patří uživateli ${user}. Spusťte Klientelu jako tento uživatel nebo jako root.`,
    databaseGone: (link: string, place: string) =>
      `${link} odkazuje na databázi v ${place}, ale ta tam není. Vraťte ji ze zálohy, nebo odkaz smažte a začněte s prázdnou.`,
    databaseShared: (link: string, owner: string) =>
      `${link} vede na databázi, kterou používá ${owner}. Zkopírovaná složka dat potřebuje vlastní databázi: smažte odkaz, nebo obnovte zálohu.`,
    databasePrograms: (platform: string) =>
      `Pro tento počítač (${platform}) není vestavěná databáze. Nastavte DATABASE_URL na vlastní PostgreSQL 18.`,
    databaseUser:
      'Databáze nesmí běžet jako root a na počítači není jiný uživatel, pod kterým by mohla. Založte uživatele klientela, nebo nastavte DATABASE_URL.',
    databaseFailed: (log: string, reason: string) =>
      `Databáze se nespustila: ${reason || 'důvod není v záznamu'}. Podrobnosti jsou v ${log}.`,
    databaseLeftover: (pid: number) =>
      `Databázi z minulého běhu (proces ${pid}) se nepodařilo zastavit. Ukončete ten proces a spusťte Klientelu znovu.`,
    databaseDied: (log: string) => `Databáze nečekaně skončila, Klientela se zastavuje. Podrobnosti jsou v ${log}.`,
    databaseUnreachable: (where: string, reason: string) =>
      `Databáze ${where} neodpovídá: ${reason}. Zkontrolujte DATABASE_URL.`,
    databaseVersion: (found: string) =>
      `Klientela potřebuje PostgreSQL 18 nebo novější, DATABASE_URL vede na ${found}.`,
    migrationFailed: (reason: string) => `Databázi se nepodařilo připravit: ${reason}`,
    webMissing: (path: string) => `Webová část není sestavená (${path} chybí). Spusťte npm run build.`,
    unexpected: (reason: string) => `Spuštění selhalo: ${reason}`,
  },
  expected: {
    port: 'číslo portu od 0 do 65535',
    url: 'úplná adresa, například https://klientela.example.cz',
    databaseUrl: 'adresa PostgreSQL, například postgresql://uzivatel:heslo@server:5432/klientela',
    smtpUrl: 'adresa poštovního serveru, například smtps://uzivatel:heslo@posta.example.cz:465',
    logLevel: 'jedna z úrovní trace, debug, info, warn, error, fatal, silent',
    yesNo: 'true nebo false',
    seconds: 'celý počet sekund od 1 do 300',
    requests: 'celé číslo od 0 do 999999',
    secret: 'alespoň 32 znaků',
    host: 'adresa nebo jméno počítače',
    mail: 'e-mailová adresa',
    megabytes: 'celý počet megabajtů od 1 do 2000',
    s3Whole:
      'úplné nastavení úložiště: KLIENTELA_S3_ENDPOINT, KLIENTELA_S3_BUCKET, KLIENTELA_S3_KEY a KLIENTELA_S3_SECRET, nebo ani jedno z nich',
    bucket: 'název úložiště z malých písmen, číslic, teček a pomlček',
    clamav: 'jméno počítače a port, například clamav.firma.cz:3310',
  },
  settings: {
    PORT: 'Port, na kterém Klientela poslouchá. Výchozí 4000.',
    HOST: 'Adresa, na které poslouchá. Výchozí 127.0.0.1, tedy jen tento počítač.',
    KLIENTELA_DATA: 'Složka dat: vestavěná databáze, tajný klíč, soubory. Výchozí ./data.',
    DATABASE_URL: 'Vlastní PostgreSQL 18 místo vestavěného.',
    KLIENTELA_URL:
      'Adresa, na které Klientelu otevírají lidé; z ní vedou odkazy v e-mailech. S https se zapnou zabezpečené cookies.',
    KLIENTELA_TRUST_PROXY: 'Adresy proxy serverů, jejichž hlavičkám X-Forwarded se věří, oddělené čárkou, nebo true.',
    KLIENTELA_REQUESTS: 'Kolik požadavků za minutu smí poslat jedno přihlášení. 0 je bez omezení, výchozí 1200.',
    KLIENTELA_SECRET:
      'Tajný klíč pro podepisování přihlášení, alespoň 32 znaků. Jinak se jednou vytvoří a uloží do složky dat.',
    KLIENTELA_LOG: 'Podrobnost záznamu: trace, debug, info, warn, error, fatal, silent. Výchozí info.',
    SMTP_URL: 'Poštovní server pro obnovu hesla a upozornění.',
    SMTP_FROM: 'Odesílatel e-mailů.',
    ARES_URL: 'Adresa registru ARES. Výchozí https://ares.gov.cz/ekonomicke-subjekty-v-be/rest.',
    ARES_TIMEOUT: 'Kolik sekund čekat na odpověď ARES. Výchozí 10.',
    HTTPS_PROXY: 'Proxy server, přes který Klientela chodí na internet.',
    KLIENTELA_ATTACHMENT_MB: 'Největší příloha v megabajtech. Výchozí 50.',
    KLIENTELA_S3_ENDPOINT: 'Adresa úložiště kompatibilního s S3, kam se ukládají přílohy. Jinak leží ve složce dat.',
    KLIENTELA_S3_BUCKET: 'Název úložiště (bucket).',
    KLIENTELA_S3_REGION: 'Region úložiště. Výchozí us-east-1.',
    KLIENTELA_S3_KEY: 'Přístupový klíč k úložišti.',
    KLIENTELA_S3_SECRET: 'Tajný klíč k úložišti.',
    KLIENTELA_CLAMAV: 'Antivirový démon ClamAV, kterým projde každá příloha: počítač a port. Výchozí port 3310.',
    KLIENTELA_SCAN_COMMAND:
      'Jiný antivirový program: příkaz, za který se doplní cesta k souboru. Skončí kódem 0 u čistého souboru, 1 u nakaženého.',
  },
  cli: {
    usage: 'Použití: npm run cli -- PŘÍKAZ',
    commands: 'Příkazy:',
    unknown: (name: string) => `Příkaz „${name}“ Klientela nezná.`,
    serverStarting: 'Klientela se právě spouští nebo zastavuje; čekám na databázi.',
  },
}
