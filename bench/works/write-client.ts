// Entering and changing a client, in the product with rights, checks and journal.
import { companyAt, phoneOf } from '../firm.ts'
import { type Line, must } from '../load.ts'
import { NotAvailable, type ScreenWork } from '../work.ts'

let entered = 5_000_000 + Math.floor((Date.now() / 1000) % 1_000_000) * 3

/** A company nobody has entered yet. */
function draft() {
  const company = companyAt(entered++)
  return {
    name: `${company.name} ${entered.toString(36)}`,
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
      { type: 'email', value: `info@${company.domain}`, kind: 'main' },
      { type: 'phone', value: phoneOf(company.random), kind: 'main' },
    ],
  }
}

export const createClient: ScreenWork = {
  kind: 'screen',
  name: 'create-client',
  title: 'enter a client, duplicates looked for, with journal',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('POST /api/clients')) throw new NotAvailable('POST /api/clients')
    return async (line) => {
      await must(line, {
        method: 'POST',
        path: '/api/clients',
        body: JSON.stringify({ ...draft(), evenIfSimilar: true }),
      })
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
