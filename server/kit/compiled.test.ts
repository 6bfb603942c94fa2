// A statement put together once for a person answers for every value, and for nobody else.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { compiled } from '#server/kit/compiled.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

test('it is built once for each person and number of values, and given the values of each asking', async () => {
  const ctx = await t.ctx()
  const other = await t.ctx()
  let built = 0
  const ask = (who: typeof ctx, ...values: readonly (string | null)[]) =>
    compiled(who, 'words', values, (slots) => {
      built += 1
      return sql<{ asked: string; wholeList: (string | null)[] }>`
        select ${`by ${who.actor.name}`}::text as asked, array[${sql.join(slots.map((slot) => sql`${slot}::text`))}] as whole_list`
    })
  for (const list of [
    ['a', 'b'],
    ['c', null],
    ["d'", 'e'],
  ])
    expect(await ask(ctx, ...list)).toEqual([{ asked: `by ${ctx.actor.name}`, wholeList: list }])
  expect(built).toBe(1)
  expect((await ask(ctx, 'f'))[0]?.wholeList).toEqual(['f'])
  expect(built).toBe(2)
  const stranger = { ...other, actor: { ...other.actor, name: 'Cizí' } }
  expect((await ask(stranger, 'a', 'b'))[0]?.asked).toBe('by Cizí')
  expect(built).toBe(3)
})
