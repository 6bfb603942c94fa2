// Statements of one screen share trips and a connection.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from '#server/kit/db.ts'
import { together } from '#server/kit/gathering.ts'
import { Pipeline } from '#server/kit/pipeline.ts'
import { type TemporaryDatabase, temporaryDatabase } from '#test/temporary-database.ts'

let temporary: TemporaryDatabase
let database: Database
beforeAll(async () => {
  temporary = await temporaryDatabase('gathering')
  database = openDatabase(temporary.url, 2)
})
afterAll(async () => {
  await database.close()
  await temporary.drop()
})

const backend = async (n: number) => {
  const { rows } = await sql<{ n: number; pid: number }>`select ${n}::int as n, pg_backend_pid() as pid`.execute(
    database.db,
  )
  return rows[0] as { n: number; pid: number }
}
const quotient = async (n: number) =>
  (await sql<{ x: number }>`select 10 / ${n}::int as x`.execute(database.db)).rows[0]?.x
const lengths = (sent: { mock: { contexts: unknown[] } }) =>
  sent.mock.contexts.map((trip) => (trip as Pipeline).steps.length)
const free = () => database.pool.totalCount === database.pool.idleCount

test('what is asked side by side goes over one connection in one trip, what comes after in the next', async () => {
  const sent = vi.spyOn(Pipeline.prototype, 'submit')
  const found = await together(async () => {
    const first = await Promise.all([backend(1), backend(2), backend(3)])
    return [...first, await backend(4)]
  })
  expect(found.map((one) => one.n)).toEqual([1, 2, 3, 4])
  expect(new Set(found.map((one) => one.pid)).size).toBe(1)
  expect(lengths(sent)).toEqual([3, 1])
  expect(free()).toBe(true)
  sent.mockClear()
  await Promise.all([backend(1), backend(2)])
  expect(lengths(sent)).toEqual([1, 1])
  sent.mockRestore()
})

test('one that fails is told to who asked, those behind it in the trip fail too, and the connection is free again', async () => {
  const settled = await together(async () => {
    const trip = await Promise.allSettled([quotient(5), quotient(0), quotient(2)])
    return [...trip.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code)), await quotient(1)]
  })
  expect(settled).toEqual([2, '22012', '22012', 10])
  expect(free()).toBe(true)
})

test('a screen that ends early leaves nothing behind on the connection it gave back', async () => {
  let straggler: Promise<unknown> | undefined
  await expect(
    together(async () => {
      await quotient(1)
      straggler = quotient(5)
      straggler.catch(() => {})
      throw new Error('not to be seen')
    }),
  ).rejects.toThrow('not to be seen')
  await expect(straggler).rejects.toThrow('the screen has ended')
  expect(free()).toBe(true)
  expect(await quotient(5)).toBe(2)
})

test('without a connection every part learns why', async () => {
  const nowhere = openDatabase('postgresql://127.0.0.1:9/nothing')
  const ask = () => sql`select ${1}::int`.execute(nowhere.db)
  const answers = await together(() => Promise.allSettled([ask(), ask()]))
  expect(answers.map((one) => one.status)).toEqual(['rejected', 'rejected'])
  await nowhere.close()
})
