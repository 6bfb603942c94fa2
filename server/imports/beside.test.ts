// Rows are compared with others on a second connection while they are written; what is found must be what it was before.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/imports.ts'
import { journalSealer } from '#server/journal/sealing.ts'
import { verifyJournal } from '#server/journal/verification.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { importing } from '#test/import-upload.ts'

const t = useApp({ committed: true })

function ico(n: number): string {
  const digits = String(3_000_000 + n).slice(-7)
  let sum = 0
  for (let i = 0; i < 7; i += 1) sum += Number(digits[i]) * (8 - i)
  return `${digits}${(11 - (sum % 11)) % 10}`
}

test('a row meets all clients stored before its batch and none of its own batch', { timeout: 60_000 }, async () => {
  const anna = await aUser(await t.ctx(), { roles: ['SD'] })
  const rows = Array.from({ length: 1500 }, (_, i) => `Zcela jiná ${i};${ico(i)};;`)
  rows[2] = `Strojírna Poldi Kladno, a.s.;${ico(2)};dvakrat@poldi.example;dvakrat@poldi.example`
  rows[4] = 'Strojírny Poldi Kladno;;poldi@kladno.example;'
  rows[1200] = 'Strojírna Poldi Kladna;;poldi@kladno.example;'
  const { id, result } = await importing(t, anna.id, 'clients', `Název;IČO;E-mail;E-mail 2\n${rows.join('\n')}\n`, {
    withoutKey: 'byName',
  })
  expect(result).toMatchObject({ created: 1500, rejected: 0, similar: 1 })
  const notes = (await t.call(api.importNotes, { as: anna.id, params: { id } })).body
  expect(notes.similar.map(({ row }) => row)).toEqual([1201])
  expect(notes.similar[0]?.matches.map(({ name }) => name).sort()).toEqual([
    'Strojírna Poldi Kladno, a.s.',
    'Strojírny Poldi Kladno',
  ])
  const { rows: stored } = await sql<Record<string, number>>`select
    (select count(*)::int from clients) as clients, (select count(*)::int from client_owners) as owners,
    (select count(*)::int from client_channels) as channels,
    (select count(*)::int from journal_entries where fact = 'clients.created' and batch_id = ${id}::uuid) as entries`.execute(
    t.db,
  )
  // The address written twice beside one client is kept once.
  expect(stored[0]).toEqual({ clients: 1500, owners: 1500, channels: 3, entries: 1500 })
  await journalSealer(t.db).seal()
  expect((await verifyJournal(t.db)).problems).toEqual([])
})
