// Words of which invented Czech companies, people and places are put together.

export const surnames = [
  ['Bartoš', 'Bartošová'], ['Beran', 'Beranová'], ['Bláha', 'Bláhová'], ['Brázda', 'Brázdová'], ['Březina', 'Březinová'],
  ['Cibulka', 'Cibulková'], ['Čapek', 'Čapková'], ['Čermák', 'Čermáková'], ['Dlouhý', 'Dlouhá'], ['Doležal', 'Doležalová'],
  ['Dostál', 'Dostálová'], ['Drábek', 'Drábková'], ['Dušek', 'Dušková'], ['Dvořák', 'Dvořáková'], ['Fiala', 'Fialová'],
  ['Filip', 'Filipová'], ['Hájek', 'Hájková'], ['Hanák', 'Hanáková'], ['Havel', 'Havlová'], ['Hlaváček', 'Hlaváčková'],
  ['Holub', 'Holubová'], ['Horák', 'Horáková'], ['Hruška', 'Hrušková'], ['Chalupa', 'Chalupová'], ['Janda', 'Jandová'],
  ['Jaroš', 'Jarošová'], ['Jelínek', 'Jelínková'], ['Ježek', 'Ježková'], ['Kadlec', 'Kadlecová'], ['Kalina', 'Kalinová'],
  ['Klíma', 'Klímová'], ['Kolář', 'Kolářová'], ['Konečný', 'Konečná'], ['Kopecký', 'Kopecká'], ['Kovář', 'Kovářová'],
  ['Kratochvíl', 'Kratochvílová'], ['Krejčí', 'Krejčí'], ['Kříž', 'Křížová'], ['Kubát', 'Kubátová'], ['Kučera', 'Kučerová'],
  ['Lhoták', 'Lhotáková'], ['Liška', 'Lišková'], ['Mach', 'Machová'], ['Malý', 'Malá'], ['Mareš', 'Marešová'],
  ['Matoušek', 'Matoušková'], ['Moravec', 'Moravcová'], ['Musil', 'Musilová'], ['Navrátil', 'Navrátilová'], ['Němec', 'Němcová'],
  ['Novotný', 'Novotná'], ['Ondráček', 'Ondráčková'], ['Pavlík', 'Pavlíková'], ['Pešek', 'Pešková'], ['Pokorný', 'Pokorná'],
  ['Polák', 'Poláková'], ['Pospíšil', 'Pospíšilová'], ['Procházka', 'Procházková'], ['Říha', 'Říhová'], ['Růžička', 'Růžičková'],
  ['Řezníček', 'Řezníčková'], ['Sedlák', 'Sedláková'], ['Skála', 'Skálová'], ['Soukup', 'Soukupová'], ['Staněk', 'Staňková'],
  ['Strnad', 'Strnadová'], ['Svoboda', 'Svobodová'], ['Sýkora', 'Sýkorová'], ['Šimek', 'Šimková'], ['Škoda', 'Škodová'],
  ['Šťastný', 'Šťastná'], ['Tesař', 'Tesařová'], ['Tichý', 'Tichá'], ['Tůma', 'Tůmová'], ['Urban', 'Urbanová'],
  ['Vacek', 'Vacková'], ['Valenta', 'Valentová'], ['Vaněk', 'Vaňková'], ['Vávra', 'Vávrová'], ['Veselý', 'Veselá'],
  ['Vlček', 'Vlčková'], ['Vojtěch', 'Vojtěchová'], ['Vondráček', 'Vondráčková'], ['Zach', 'Zachová'], ['Zeman', 'Zemanová'],
  ['Zíka', 'Zíková'], ['Žák', 'Žáková'], ['Žďárský', 'Žďárská'],
] as const // biome-ignore format: pairs in rows

export const men = [
  'Adam', 'Aleš', 'Antonín', 'Bohumil', 'Daniel', 'David', 'Dušan', 'Filip', 'František', 'Ivan', 'Jakub', 'Jan', 'Jaroslav',
  'Jindřich', 'Jiří', 'Josef', 'Karel', 'Ladislav', 'Libor', 'Luboš', 'Lukáš', 'Marek', 'Martin', 'Michal', 'Milan', 'Miroslav',
  'Ondřej', 'Patrik', 'Pavel', 'Petr', 'Radek', 'Radim', 'Richard', 'Roman', 'Stanislav', 'Tomáš', 'Václav', 'Vít', 'Vladimír', 'Zdeněk',
] as const // biome-ignore format: a list

export const women = [
  'Alena', 'Andrea', 'Anna', 'Barbora', 'Dana', 'Denisa', 'Eliška', 'Eva', 'Gabriela', 'Hana', 'Helena', 'Irena', 'Ivana', 'Jana',
  'Jarmila', 'Jiřina', 'Jitka', 'Kamila', 'Kateřina', 'Klára', 'Kristýna', 'Lenka', 'Ludmila', 'Marcela', 'Marie', 'Markéta',
  'Martina', 'Michaela', 'Monika', 'Nikola', 'Pavla', 'Petra', 'Radka', 'Renata', 'Simona', 'Šárka', 'Tereza', 'Věra', 'Veronika', 'Zuzana',
] as const // biome-ignore format: a list

/** Beginnings, middles and ends of made-up company words. */
export const starts = [
  'Al', 'Ar', 'Ben', 'Bor', 'Bri', 'Cal', 'Cen', 'Dal', 'Del', 'Dom', 'Dru', 'Ek', 'El', 'Em', 'Fal', 'Fer', 'Gal', 'Gen', 'Gra',
  'Hel', 'Hor', 'In', 'Jas', 'Jiz', 'Kal', 'Kar', 'Kom', 'Kro', 'Lab', 'Lin', 'Lom', 'Mar', 'Med', 'Mon', 'Nav', 'Nor', 'Ob', 'Or',
  'Pal', 'Per', 'Plo', 'Pro', 'Rad', 'Ral', 'Rov', 'Sal', 'Ser', 'Sil', 'Sta', 'Tal', 'Ter', 'Tor', 'Tri', 'Uni', 'Val', 'Ver', 'Vil', 'Zam', 'Zel', 'Žel',
] as const // biome-ignore format: a list
export const middles = [
  'a', 'ami', 'bo', 'co', 'da', 'do', 'e', 'ga', 'i', 'ka', 'ko', 'le', 'li', 'lo', 'ma', 'me', 'mi', 'na', 'no', 'o', 'pa', 'po',
  'ra', 're', 'ro', 'sa', 'so', 'ta', 'te', 'to', 'va', 've', 'vi', 'zo',
] as const // biome-ignore format: a list
export const ends = [
  'stav', 'tech', 'trans', 'plast', 'mont', 'bal', 'bau', 'cent', 'dent', 'dex', 'drev', 'fin', 'flex', 'form', 'gas', 'gro', 'kov', 'krat', 'lab', 'lak', 'lit', 'log', 'lux',
  'mat', 'med', 'mix', 'nat', 'net', 'pack', 'pas', 'pol', 'port', 'prag', 'print', 'rad', 'rex', 'san', 'sped',
  'stroj', 'ta', 'tex', 'tis', 'tron', 'vent', 'vit', 'zem',
] as const // biome-ignore format: a list

export const activities = [
  'stavby', 'stavební práce', 'doprava', 'spedice', 'obaly', 'pekárna', 'cukrárna', 'řeznictví', 'velkoobchod', 'papírnictví',
  'elektro', 'elektroinstalace', 'instalatérství', 'zámečnictví', 'truhlářství', 'nábytek', 'okna a dveře', 'zahrady', 'zemní práce',
  'autoservis', 'pneuservis', 'autodíly', 'lékárna', 'zdravotní technika', 'laboratoře', 'tiskárna', 'reklama', 'grafika', 'účetnictví',
  'poradenství', 'reality', 'projekce', 'geodézie', 'strojírna', 'nástrojárna', 'slévárna', 'kovovýroba', 'plasty', 'textil', 'oděvy',
  'kosmetika', 'drogerie', 'nápoje', 'pivovar', 'vinařství', 'mlékárna', 'hračky', 'sport', 'kanceláře', 'úklid', 'bezpečnost', 'energie',
  'fotovoltaika', 'klimatizace', 'tepelná čerpadla', 'recyklace', 'lesnictví', 'krmiva', 'zemědělské družstvo', 'software',
] as const // biome-ignore format: a list

export const towns = [
  ['Praha', '110 00'], ['Brno', '602 00'], ['Ostrava', '702 00'], ['Plzeň', '301 00'], ['Liberec', '460 01'], ['Olomouc', '779 00'],
  ['České Budějovice', '370 01'], ['Hradec Králové', '500 02'], ['Ústí nad Labem', '400 01'], ['Pardubice', '530 02'], ['Zlín', '760 01'],
  ['Havířov', '736 01'], ['Kladno', '272 01'], ['Most', '434 01'], ['Opava', '746 01'], ['Frýdek-Místek', '738 01'], ['Jihlava', '586 01'],
  ['Karviná', '733 01'], ['Teplice', '415 01'], ['Chomutov', '430 01'], ['Děčín', '405 02'], ['Karlovy Vary', '360 01'],
  ['Jablonec nad Nisou', '466 01'], ['Mladá Boleslav', '293 01'], ['Prostějov', '796 01'], ['Přerov', '750 02'], ['Česká Lípa', '470 01'],
  ['Třebíč', '674 01'], ['Tábor', '390 01'], ['Znojmo', '669 02'], ['Příbram', '261 01'], ['Cheb', '350 02'], ['Kolín', '280 02'],
  ['Trutnov', '541 01'], ['Písek', '397 01'], ['Kroměříž', '767 01'], ['Šumperk', '787 01'], ['Vsetín', '755 01'], ['Břeclav', '690 02'],
  ['Hodonín', '695 01'], ['Litoměřice', '412 01'], ['Uherské Hradiště', '686 01'], ['Nový Jičín', '741 01'], ['Chrudim', '537 01'],
  ['Havlíčkův Brod', '580 01'], ['Strakonice', '386 01'], ['Klatovy', '339 01'], ['Kutná Hora', '284 01'], ['Vyškov', '682 01'], ['Náchod', '547 01'],
] as const // biome-ignore format: pairs in rows

export const streets = [
  'Nádražní', 'Komenského', 'Školní', 'Palackého', 'Husova', 'Tyršova', 'Jungmannova', 'Zahradní', 'Lipová', 'Polní', 'Průmyslová',
  'Sokolská', 'Luční', 'Hlavní', 'Pražská', 'Brněnská', 'Krátká', 'Dlouhá', 'U Mlýna', 'Na Výsluní', 'Za Humny', 'Pod Lesem',
] as const // biome-ignore format: a list

export const positions = [
  ['jednatel', 'vedení', 'decider'], ['jednatelka', 'vedení', 'decider'], ['vedoucí nákupu', 'nákup', 'buyer'],
  ['nákupčí', 'nákup', 'buyer'], ['finanční ředitelka', 'finance', 'approver'], ['účetní', 'finance', 'user'],
  ['vedoucí výroby', 'výroba', 'influencer'], ['technik', 'výroba', 'user'], ['asistentka', 'vedení', 'gatekeeper'],
  ['obchodní ředitel', 'obchod', 'champion'], ['skladník', 'sklad', 'user'], ['vedoucí provozu', 'provoz', 'initiator'],
] as const // biome-ignore format: triples in rows

/** Legal forms with their weight in the register: words at the end of the name and the code of the form. */
export const legalForms = [
  [' s.r.o.', '112', 62], [', s.r.o.', '112', 12], [', spol. s r.o.', '112', 8], [' a.s.', '121', 8], [', a. s.', '121', 4],
  [', v.o.s.', '111', 2], [', k.s.', '113', 2], [', družstvo', '205', 2],
] as const // biome-ignore format: triples in rows

export const tagNames = [
  'veletrh Brno', 'rámcová smlouva', 'odběr sezónní', 'jen e-mail', 'platí předem', 'dodává i nám', 'export', 'pobočky', 'výběrové řízení',
  'doporučení', 'nový majitel', 'vlastní doprava', 'certifikát ISO', 'rodinná firma', 'veřejná zakázka', 'nájem', 'vratné obaly', 'noční závoz',
  'reklamace', 'vzorky',
] as const // biome-ignore format: a list

export const sources = ['web', 'veletrh', 'doporučení', 'vlastní vyhledání', 'poptávka', 'kampaň'] as const
