// The invented timeline: five entries for each client on average, a tenth of the companies having a third of them.
import type pg from 'pg'
import { foldText } from '#domain/names.ts'
import type { Cell } from './copy.ts'
import { clientId, createdMillis, type Firm, instant, ownerId, ownerOf } from './firm.ts'
import { idAt, randomAt } from './random.ts'

const room = 10
const lastDay = Date.UTC(2026, 8, 30, 15)

const channels = ['phone', 'phone', 'phone', 'email', 'email', 'note', 'meeting', 'visit', 'sms', 'chat'] as const
const sentences = [
  'Volal skladník kvůli paletám, žádá dodání v úterý ráno.',
  'Domluvena cena na čtvrtletí, splatnost zůstává třicet dní.',
  'Poslali výkresy, čekáme na potvrzení množství.',
  'Reklamace poslední dodávky vyřízena dobropisem.',
  'Chtějí vzorky nové řady, rozhodne vedoucí nákupu.',
  'Faktura dorazila na špatnou adresu, opraveno.',
  'Ptali se na termín závozu před svátky.',
  'Konkurence nabízí o čtyři procenta méně, trvají na kvalitě.',
  'Podepsaná rámcová smlouva je na cestě poštou.',
  'Nový jednatel se chce sejít příští měsíc.',
] as const

const folded = sentences.map(foldText)

function countOf(i: number, mean: number): number {
  const random = randomAt(40, i)
  const own = i % 10 === 3 ? (mean * 10) / 3 : (mean * 20) / 27
  const whole = Math.floor(own)
  return whole + (random.next() < own - whole ? 1 : 0)
}

export const activityColumns =
  'id, client_id, channel, direction, happened_at, text, text_folded, outcome, two_way, author_id, created_at, updated_at'

export function* activityRows(firm: Firm): Generator<readonly Cell[]> {
  const mean = firm.activities / firm.clients
  let n = 0
  for (let i = 0; i < firm.clients; i++) {
    const many = countOf(i, mean)
    const from = createdMillis(firm, i)
    const owner = ownerId(ownerOf(firm, i))
    for (let k = 0; k < many; k++) {
      const random = randomAt(41, n)
      const at = from + Math.floor(((lastDay - from) * (k + random.next())) / many)
      const channel = random.pick(channels)
      const written = instant(at)
      const direction =
        channel === 'note' || channel === 'meeting' || channel === 'visit' ? null : random.pick(['in', 'out'])
      const said = Array.from({ length: 1 + random.below(6) }, () => random.below(sentences.length))
      const twoWay =
        channel === 'phone' || channel === 'meeting' || channel === 'visit' || channel === 'chat' || direction === 'in'
      yield [
        idAt(room, n, at),
        clientId(firm, i),
        channel,
        direction,
        written,
        `${said.map((i) => sentences[i]).join(' ')} Č. j. ${n}.`,
        `${said.map((i) => folded[i]).join(' ')} c. j. ${n}.`,
        channel === 'phone' ? random.pick(['reached', 'agreed', 'notReached']) : null,
        twoWay && channel !== 'note',
        owner,
        written,
        written,
      ]
      n++
    }
  }
}

/**
 * PostgreSQL spends nine tenths of the loading on folding the texts; here the folded sentences are known. While `given`, the
 * column takes what it is given; afterwards it is generated again, and a sample must be what it would have generated.
 */
export async function foldedText(client: pg.Client, given: boolean): Promise<void> {
  await client.query(
    `update pg_attribute set attgenerated = $1 where attrelid = 'activities'::regclass and attname = 'text_folded'`,
    [given ? '' : 's'],
  )
  if (given) return
  const { rows } = await client.query<{ wrong: string }>(`
    select count(*) as wrong from (select * from activities limit 1000) a
    where text_folded <> fold_text(coalesce(subject, '') || ' ' || text)`)
  if (rows[0]?.wrong !== '0') throw new Error('the folded texts of the timeline are not those PostgreSQL would make')
}

/** What follows from the entries: who took part, when each client was last in touch with, and the journal. */
export async function fillAround(client: pg.Client): Promise<void> {
  await client.query(`
    insert into activity_people (activity_id, contact_id)
    select a.id, cp.contact_id from activities a join contact_positions cp on cp.client_id = a.client_id and cp.main where a.channel <> 'note'`)
  await client.query(`
    insert into touches (client_id, version, last_at, last_two_way_at)
    select client_id, 0, max(happened_at), max(happened_at) filter (where two_way) from activities where channel <> 'note' group by client_id`)
  await client.query(`
    insert into journal_entries (at, actor_id, fact, record_type, record_id, client_id, after, digest)
    select created_at, author_id, 'activities.written', 'activities', id, client_id, jsonb_build_object('channel', channel, 'happenedAt', happened_at), '\\x00'
    from activities order by created_at`)
}
