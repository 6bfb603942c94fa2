// České věty o uložených pohledech; popisky seznamu samotného jsou v kit.list.
type Details = Record<string, unknown>

export const views = {
  title: 'Uložené pohledy',
  one: 'Pohled',
  columns: { name: 'Název', scope: 'Kdo ho vidí', state: 'Nastavení seznamu', capability: 'Seznam' },
  choices: { scope: { mine: 'jen já', team: 'můj tým', all: 'celá firma' } },
  reasons: {
    notFound: 'Tento pohled neexistuje, nebo vám ho už nikdo nesdílí.',
    notYours: 'Pohled může změnit jen ten, kdo ho uložil. Uložte si vlastní.',
    shareAll:
      'Pohled pro celou firmu může nastavit vedoucí týmu, obchodní ředitel, jednatel nebo správce. S týmem ho sdílet můžete.',
    noTeam: 'Nejste zařazeni v žádném týmu, pohled proto nemáte s kým sdílet.',
    stateTooBig: 'Nastavení pohledu je příliš rozsáhlé. Zjednodušte filtr.',
    tooMany: (d: Details) =>
      `Víc než ${d.limit} vlastních pohledů na jeden seznam uložit nejde. Některý nejdřív smažte.`,
  },
}
