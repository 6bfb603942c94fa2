// Czech words people make passwords of, without diacritics, the commonest first; world-wide lists do not have them.
export const czechPasswords: string[] = `
heslo martin lenka petr michal tomas lucie jirina jana honza pavel zuzana veronika katka katerina ondra ondrej lukas
jakub david daniel marek vojta vojtech filip adam matej jirka jiri karel milan roman radek zdenek vaclav vasek frantisek
franta josef pepa jarda jaroslav miroslav mirek stanislav standa ladislav lada vladimir vlada antonin tonda eva anna
hana petra marie monika alena ivana ivanka barbora bara tereza terka kristyna nikola adela eliska aneta simona marketa
klara natalie denisa jitka dana vera jarmila ludmila helena andrea michaela misa gabriela romana renata sarka pavla
slunicko kocka kocicka pes pejsek micinka berusku beruska zlaticko broucek medved medvidek konik kralik kralicek
milacek laska lasicka miluji milujite miluju ahoj ahojky nazdar cau dobryden dobry pondeli utery streda ctvrtek patek
sobota nedele leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec jaro leto podzim zima
sparta slavia banik bohemka zbrojovka kometa trinec pardubice plzen praha brno ostrava olomouc liberec opava zlin
jihlava budejovice hradec kladno teplice usti karvina havirov chomutov most cesko ceskarepublika morava moravska
slovensko bratislava krtek krtecek skoda skodovka fabia octavia superb felicia favorit trabant velorex jawa
pivo pivecko pivko rum vodka slivovice gambrinus kozel budvar starobrno gulas rizek knedlik svickova
tajne tajneheslo tajnost mojeheslo noveheslo heslicko hesloheslo prihlaseni uzivatel spravce administrator
kancelar firma obchod obchodnik prodej klient zakaznik pocitac internet telefon mobil kolo auto autobus
babicka deda dedecek mama maminka tata tatinek rodina syn dcera brana okno dvere kytka kyticka ruze
cervena modra zelena zluta cerna bila fialova oranzova tygr lev vlk orel sokol delfin jednorozec drak
vanoce velikonoce silvestr narozeniny dovolena chata chalupa zahrada les reka hory more
jednadvatri jedna dva tri ctyri pet sest sedm osm devet deset nevim neznam zapomnel zapomenute
qwertz qwertzuiop asdfghjkl yxcvbnm
`
  .trim()
  .split(/\s+/)
