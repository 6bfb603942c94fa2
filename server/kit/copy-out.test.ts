// Values written into a statement stay values, and a copy that is left early leaves its connection usable.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { copyOut, inlined } from '#server/kit/copy-out.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

test('a number after a dollar inside quotes is text, not a value', () => {
  expect(inlined(`select '$1 it''s', "a$1", $1, $2::text[]`, [`x'; drop`, ['a"b', null, 'c\\d']])).toBe(
    `select '$1 it''s', "a$1", 'x''; drop',  E'{"a\\\\"b",NULL,"c\\\\\\\\d"}'::text[]`,
  )
})

test('rows come as CSV on the connection of the transaction, values as they were given', async () => {
  let text = ''
  const nasty = [`a"b;c`, `'; drop table clients; --`, 'řádek\ndruhý', '\\n', '$1']
  for await (const piece of copyOut(t.db, sql`select v, ${'$2'} from unnest(${nasty}::text[]) v`, ';')) text += piece
  expect(text).toBe(`"a""b;c";$2\n"'; drop table clients; --";$2\n"řádek\ndruhý";$2\n\\n;$2\n$1;$2\n`)
})

test('who stops reading gets the connection back', async () => {
  for await (const piece of copyOut(t.db, sql`select 1 where ${1} = 1`, ';')) expect(String(piece)).toBe('1\n')
  await expect(async () => {
    for await (const _ of copyOut(t.db, sql`select 1 / 0`, ';')) break
  }).rejects.toThrow('division by zero')
})
