import { sql } from 'kysely'
import pg from 'pg'
import { findDuplicatesOfMany } from '#server/clients/duplicates-batch.ts'
import { planByKeys } from '#server/imports/store.ts'
import { systemActor } from '#server/kit/context.ts'
import { openDatabase } from '#server/kit/db.ts'

const base = openDatabase(process.argv[2])
await base.db.transaction().execute(async (tx) => {
  const { rows } =
    await sql<any>`select c.name, c.dic, (select array_agg(match_key) from client_channels h where h.client_id=c.id and type='email') as emails, (select array_agg(match_key) from client_channels h where h.client_id=c.id and type='phone') as phones from clients c order by md5(c.name) limit 1000`.execute(
      tx,
    )
  await planByKeys(tx as any)
  const profiles = rows.map((r: any, i: number) => ({
    name: r.name.replace(/^(...)/, '$1q'),
    dic: null,
    ico: null,
    emails: [`info@neznama${i}.example`],
    phones: [`+42070000${i}`],
    webs: [],
  }))
  const q = pg.Client.prototype.query as any
  let text = '',
    values: any[] = []
  ;(pg.Client.prototype as any).query = function (this: any, ...a: any[]) {
    const t = typeof a[0] === 'string' ? a[0] : a[0]?.text
    if (String(t).includes('with given')) {
      text = t
      values = a[0].values ?? a[1]
    }
    return q.apply(this, a)
  }
  for (let i = 0; i < 3; i++) {
    const t = performance.now()
    const r = await findDuplicatesOfMany({ db: tx, actor: systemActor } as any, profiles)
    console.log('dup', performance.now() - t, r.size)
  }
  const c = tx as any
  const e: any = await sql
    .raw(
      'explain (analyze, buffers) ' +
        text.replace(/\$(\d)/g, (_, n) =>
          pg.escapeLiteral(typeof values[n - 1] === 'string' ? values[n - 1] : JSON.stringify(values[n - 1])),
        ),
    )
    .execute(tx)
  console.log(e.rows.map((r: any) => r['QUERY PLAN'] ?? Object.values(r)[0]).join('\n'))
})
await base.close()
