// Entering and changing a client, in the product with rights, checks and journal.
import { companyAt, phoneOf } from '../firm.ts'
import { type Line, must } from '../load.ts'
import { NotAvailable, type ScreenWork } from '../work.ts'

let entered = 5_000_000 + Math.floor((Date.now() / 1000) % 1_000_000) * 3

/** A company nobody has entered yet, and unlike the others in the first word of its name and in its domain. */
function draft() {
  const company = companyAt(entered++)
  const own = ownWord(entered)
  return {
    name: `${own[0]?.toUpperCase()}${own.slice(1)} ${company.name.split(' ').slice(1).join(' ')}`,
    legalForm: company.legalForm,
    ico: company.ico,
    addresses: [
      {
        kind: 'seat',
        street: company.street,
        city: company.town[0],
        postcode: company.town[1].replace(' ', ''),
        country: 'CZ',
      },
    ],
    channels: [
      { type: 'email', value: `info@${own}.example`, kind: 'main' },
      { type: 'phone', value: phoneOf(company.random), kind: 'main' },
    ],
  }
}

/** Consonants and vowels in turn, another word for every number. */
function ownWord(number: number): string {
  const [consonants, vowels] = ['bdfghjklmnprstvz', 'aeiou']
  let word = ''
  for (let rest = number * 7919; rest > 0; rest = Math.floor(rest / 80)) {
    word += (consonants[rest % 16] ?? '') + (vowels[Math.floor(rest / 16) % 5] ?? '')
  }
  return word
}

export const createClient: ScreenWork = {
  kind: 'screen',
  name: 'create-client',
  title: 'enter a client, duplicates looked for, with journal',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('POST /api/clients')) throw new NotAvailable('POST /api/clients')
    return async (line) => {
      const given = draft()
      const entered = { method: 'POST', path: '/api/clients' } as const
      const { status } = await line.ask({ ...entered, body: JSON.stringify(given) })
      // Shown that similar ones are there, the person enters it even so.
      if (status === 409) await must(line, { ...entered, body: JSON.stringify({ ...given, evenIfSimilar: true }) })
      else if (status !== 201) throw new Error(`POST /api/clients answered ${status}`)
    }
  },
  floor: () => async (line) => {
    await must(line, { method: 'POST', path: '/create', body: JSON.stringify(draft()) })
  },
}

export const editClient: ScreenWork = {
  kind: 'screen',
  name: 'edit-client',
  title: 'change two fields of a client, with version check and journal',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('PATCH /api/clients/:id')) throw new NotAvailable('PATCH /api/clients/:id')
    const versions = new Map<string, number>()
    const versionOf = async (line: Line, id: string) => {
      const known = versions.get(id)
      if (known !== undefined) return known
      return (JSON.parse(await must(line, { method: 'GET', path: `/api/clients/${id}` })) as { version: number })
        .version
    }
    return async (line, connection, turn) => {
      // A client of its own for every connection, so that nobody's version is overtaken.
      const id = place.ownClientIds[connection] as string
      const version = await versionOf(line, id)
      const body = JSON.stringify({ note: `Volat ráno, ${connection}/${version}/${turn}`, source: `kampaň ${version}` })
      const reply = await must(line, {
        method: 'PATCH',
        path: `/api/clients/${id}`,
        headers: { 'if-match': `"${version}"` },
        body,
      })
      versions.set(id, (JSON.parse(reply) as { version: number }).version)
    }
  },
  floor: (place) => async (line, connection, turn) => {
    const id = place.ownClientIds.at(-1 - connection) as string
    const body = JSON.stringify({ note: `Volat ráno, ${connection}/${turn}`, source: `kampaň ${turn}` })
    await must(line, { method: 'PATCH', path: `/edit?id=${id}`, body })
  },
}
