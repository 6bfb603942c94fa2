// Rows by COPY: every character arrives, nothing stays nothing, and a refused row leaves the connection fit for work.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { copyIn } from '#server/kit/copy-in.ts'
import { inTransaction } from '#server/kit/db.ts'
import { constraintOf } from '#server/kit/errors.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

test('texts, JSON, truth and nothing arrive as they are', async () => {
  await sql`create temporary table copied (no int, text text, json jsonb, truth boolean) on commit drop`.execute(t.db)
  const texts = ['Žluťoučký kůň', 'a\tb\nc\rd\\e\\n', '', '\\N', '\\.', null]
  await copyIn(
    t.db,
    'copied',
    'no, text, json, truth',
    texts.map((text, no) => [no, text, { text, list: [1, null] }, no % 2 === 0]),
  )
  const { rows } = await sql<{ text: string | null; json: unknown; truth: boolean }>`
    select text, json, truth from copied order by no`.execute(t.db)
  expect(rows).toEqual(texts.map((text, no) => ({ text, json: { text, list: [1, null] }, truth: no % 2 === 0 })))
})

test('a row against a constraint is refused by its name and the transaction goes on before it', async () => {
  const tags = (names: string[]) => copyIn(t.db, 'tags', 'name', [...names.map((name) => [name])])
  await tags(['První'])
  const refused = await inTransaction(t.db, () => tags(['Druhý', 'prvni'])).catch((error: unknown) => error)
  expect(constraintOf(refused)).toBe('tags_name')
  await tags(['Třetí'])
  const { rows } = await sql<{ name: string }>`select name from tags order by name`.execute(t.db)
  expect(rows.map(({ name }) => name)).toEqual(['První', 'Třetí'])
})

test('rows sent after a statement that fails at once are read over', async () => {
  const nowhere = (db: typeof t.db) => copyIn(db, 'nowhere', 'name', [['a'], ['b']])
  await expect(inTransaction(t.db, nowhere)).rejects.toMatchObject({ code: '42P01' })
  await copyIn(t.db, 'tags', 'name', [['Potom']])
  const { rows } = await sql<{ name: string }>`select name from tags`.execute(t.db)
  expect(rows).toEqual([{ name: 'Potom' }])
})
