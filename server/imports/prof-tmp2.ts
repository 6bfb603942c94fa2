import { sql } from 'kysely'
import pg from 'pg'
import { findDuplicatesOfMany } from '#server/clients/duplicates-batch.ts'
import { systemActor } from '#server/kit/context.ts'
import { openDatabase } from '#server/kit/db.ts'

const base = openDatabase(process.argv[2])
const { rows } =
  await sql<any>`select c.name, c.dic, (select array_agg(match_key) from client_channels h where h.client_id=c.id and type='email') as emails, (select array_agg(match_key) from client_channels h where h.client_id=c.id and type='phone') as phones from clients c limit 1000`.execute(
    base.db,
  )
const profiles = rows.map((r: any, i: number) => ({
  name: r.name + 'x',
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
await findDuplicatesOfMany({ db: base.db, actor: systemActor } as any, profiles)
const t = performance.now()
const r = await findDuplicatesOfMany({ db: base.db, actor: systemActor } as any, profiles)
console.log('dup', performance.now() - t, r.size)
const c = await base.pool.connect()
const e = await c.query('explain (analyze, buffers) ' + text, values)
console.log(e.rows.map((r: any) => r['QUERY PLAN']).join('\n'))
c.release()
await base.close()
