// What happens with clients day by day, compared with the oracle.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { getTimeline } from '#api/activities.ts'
import { listDeletedCallLists } from '#api/call-lists.ts'
import { listCalls } from '#api/calls.ts'
import type { QueryOf } from '#api/endpoint.ts'
import { listDeletedLeads, listLeads } from '#api/leads.ts'
import { listMeetings } from '#api/meetings.ts'
import { listNotifications } from '#api/notifications.ts'
import { listObjections } from '#api/objections.ts'
import { listPromises } from '#api/promises.ts'
import { someLeads, someMeetings, someObjections, somePromises } from '#test/strangers/fill.ts'
import {
  type Adapter,
  counts,
  everything,
  hangingOnClients,
  noHiddenClient,
  numberOf,
  numbers,
  one,
  refused,
  sorted,
} from '#test/strangers/probe.ts'

export const workingDayAdapters: Readonly<Record<string, Adapter>> = {
  'activities.timeline': async (probe) => {
    if (await refused(probe, getTimeline)) return
    const { t, as, world, sight, turn } = probe
    // Two entries of each client, one of them private to somebody; with all people of the company.
    await sql`insert into activities (client_id, channel, happened_at, text, private, author_id)
      select c.id, 'phone', now(), 'hovor ' || c.name, hidden,
        case when hidden then (${[...world.personIds]}::uuid[])[1 + abs(hashtext(c.id::text)) % ${world.personIds.length}::int] end
      from clients c, unnest('{false,true}'::boolean[]) hidden where not exists (select 1 from activities a where a.client_id = c.id)`.execute(
      t.db,
    )
    await sql`insert into activity_people (activity_id, contact_id) select a.id, cp.contact_id
      from activities a join contact_positions cp on cp.client_id = a.client_id on conflict do nothing`.execute(t.db)
    const { rows } = await sql<{ id: string; clientId: string; author: string | null }>`
      select id, client_id, case when private then author_id end as author from activities`.execute(t.db)
    const shown = (keep: (client: number) => boolean) =>
      sorted(
        rows
          .filter((row) => (row.author === null || row.author === as) && keep(world.clientIds.indexOf(row.clientId)))
          .map((row) => row.id),
      )
    const seen = async (query: QueryOf<typeof getTimeline>) => {
      const ids: string[] = []
      for (let cursor: string | undefined; ; ) {
        const { status, body, raw } = await t.call(getTimeline, {
          as,
          query: { ...query, limit: 3, ...(cursor ? { cursor } : {}) },
        })
        noHiddenClient(probe, raw.body)
        if (status !== 200) return { status, ids }
        ids.push(...body.items.flatMap((item) => (item.activity ? [item.activity.id] : [])))
        if (!body.next) return { status, ids: sorted(ids) }
        cursor = body.next
      }
    }
    const hidden = { status: 404, ids: [] }
    for (const [i, id] of world.clientIds.entries()) {
      if ((i + turn) % 4 !== 0) continue
      const listed = sight.listedClient(i)
      expect(await seen({ clientId: id })).toEqual(listed ? { status: 200, ids: shown((c) => c === i) } : hidden)
      // A part not seen hides what hangs below it, too.
      const within = (c: number): boolean => {
        if (!sight.listedClient(c)) return false
        const parent = world.clients[c]?.parent ?? null
        return c === i || (parent !== null && within(parent))
      }
      expect(await seen({ groupOf: id, kinds: 'entries' })).toEqual(
        listed ? { status: 200, ids: shown(within) } : hidden,
      )
    }
    for (const [i, id] of world.contactIds.entries()) {
      if ((i + turn) % 3 !== 0) continue
      const works = (c: number) =>
        sight.listedClient(c) && (world.contacts[i]?.at.some((place) => place.client === c) ?? false)
      expect(await seen({ contactId: id })).toEqual(
        sight.listedContact(i) ? { status: 200, ids: shown(works) } : hidden,
      )
    }
  },

  'objections.list': (probe) =>
    hangingOnClients(probe, listObjections, someObjections, ['-raisedOn', 'dueOn', '-answeredOn']),

  'meetings.list': (probe) => hangingOnClients(probe, listMeetings, someMeetings, ['-startsAt', 'title', 'startsAt']),

  'promises.list': async (probe) => {
    const { t, as, world, sight, turn } = probe
    await somePromises(probe)
    const me = world.personIds.indexOf(as)
    const persons = [
      me,
      ...world.deputies.filter((d) => d.deputy === me && d.from <= 0 && d.to > 0).map((d) => d.absent),
    ].map((i) => world.personIds[i] as string)
    const { rows } = await sql<{ id: string; clientId: string | null; responsibleId: string | null }>`
      select id, client_id, responsible_id from promises`.execute(t.db)
    const mine = rows.filter((row) =>
      row.clientId
        ? sight.listedClient(world.clientIds.indexOf(row.clientId))
        : persons.includes(row.responsibleId ?? ''),
    )
    const sorts = ['dueOn', '-dueOn', 'client,dueOn', 'text', '-createdAt']
    const whole = await everything(probe, listPromises, { sort: sorts[turn % sorts.length] })
    expect(sorted(whole.ids)).toEqual(sorted(mine.map((row) => row.id)))
    expect(whole.first.total).toBe(mine.length)
    for (const [i, client] of world.clientIds.entries()) {
      if ((i + turn) % 5 !== 0) continue
      const page = await everything(probe, listPromises, {
        filter: JSON.stringify({ f: 'client', op: 'in', v: [client] }),
      })
      expect(page.ids.length).toBe(sight.listedClient(i) ? 1 : 0)
    }
    const groups = await one(probe, listPromises, { groupBy: 'client' })
    for (const { label } of groups.groups ?? []) noHiddenClient(probe, label ?? '')
  },

  'leads.list': async (probe) => {
    if (await refused(probe, listLeads)) return
    const { t, world, sight, turn } = probe
    await someLeads(probe)
    const { rows } = await sql<{ id: string; ownerId: string | null; teamId: string | null; state: string }>`
      select id, owner_id, team_id, state from leads where deleted_at is null`.execute(t.db)
    const mine = rows.filter((row) =>
      sight.lead(numberOf(world.personIds, row.ownerId), numberOf(world.teamIds, row.teamId)),
    )
    const whole = await everything(probe, listLeads, {
      sort: ['-receivedAt', 'name', 'owner,-name'][turn % 3],
      columns: 'name,owner,client',
    })
    expect(sorted(whole.ids)).toEqual(sorted(mine.map((row) => row.id)))
    expect(whole.first.total).toBe(mine.length)
    const { groups } = await one(probe, listLeads, { groupBy: 'owner' })
    expect(groups?.map((group) => `${group.value}=${group.count}`).sort()).toEqual(
      counts(mine.map((row) => row.ownerId)),
    )
    const wide = await everything(probe, listLeads, {
      filter: JSON.stringify({
        or: [
          { f: 'name', op: 'contains', v: 'zajemce' },
          { f: 'receivedAt', op: 'notEmpty' },
        ],
      }),
    })
    expect(sorted(wide.ids)).toEqual(sorted(mine.map((row) => row.id)))
  },

  'leads.listDeleted': async (probe) => {
    if (await refused(probe, listDeletedLeads)) return
    const { t, world, sight } = probe
    await someLeads(probe)
    // One more lead of each person, in the bin.
    await sql`insert into leads (name, owner_id, team_id, deleted_at) select 'vyhozeny', u.id, u.team_id, now()
      from users u where u.id = any(${[...world.personIds]}::uuid[])
        and not exists (select 1 from leads where deleted_at is not null)`.execute(t.db)
    const { rows } = await sql<{ id: string; ownerId: string | null; teamId: string | null }>`
      select id, owner_id, team_id from leads where deleted_at is not null`.execute(t.db)
    const mine = rows.filter((row) =>
      sight.lead(numberOf(world.personIds, row.ownerId), numberOf(world.teamIds, row.teamId)),
    )
    const whole = await everything(probe, listDeletedLeads, {})
    expect(sorted(whole.ids)).toEqual(sorted(mine.map((row) => row.id)))
    expect(whole.first.total).toBe(mine.length)
  },

  'calls.listDeletedLists': async (probe) => {
    if (await refused(probe, listDeletedCallLists)) return
    const { t, world, sight } = probe
    await sql`insert into call_lists (name, owner_id, deleted_at) select 'vyhozeny', u.id, now() from users u
      where u.id = any(${[...world.personIds]}::uuid[]) and not exists (select 1 from call_lists where deleted_at is not null)`.execute(
      t.db,
    )
    const { rows } = await sql<{ id: string; ownerId: string }>`
      select id, owner_id from call_lists where deleted_at is not null`.execute(t.db)
    const directs = sight.roles.some((role) => role === 'SD' || role === 'CEO')
    const mine = rows.filter((row) => directs || sight.is(world.personIds.indexOf(row.ownerId)))
    const whole = await everything(probe, listDeletedCallLists, {})
    expect(sorted(whole.ids)).toEqual(sorted(mine.map((row) => row.id)))
    expect(whole.first.total).toBe(mine.length)
  },

  'calls.list': async (probe) => {
    if (await refused(probe, listCalls)) return
    const { t, world, sight, turn } = probe
    await someLeads(probe)
    // A call of each client, of each lead, and one of a strange number; taken by somebody or by nobody.
    await sql`insert into calls (direction, state, started_at, number, user_id, client_id, lead_id)
      select 'in', 'ended', now(), '+420602000000', case when abs(hashtext(x.id::text)) % 3 > 0
        then (${[...world.personIds]}::uuid[])[1 + abs(hashtext(x.id::text)) % ${world.personIds.length}::int] end, x.client_id, x.lead_id
      from (select id, id as client_id, null::uuid as lead_id from clients
        union all select id, client_id, id from leads where deleted_at is null
        union all select u.id, null, null from unnest(${[...world.personIds]}::uuid[]) u(id)) x
      where not exists (select 1 from calls)`.execute(t.db)
    const { rows } = await sql<{
      id: string
      userId: string | null
      clientId: string | null
      owner: string | null
      team: string | null
      leadId: string | null
    }>`
      select k.id, k.user_id, k.client_id, k.lead_id, l.owner_id as owner, l.team_id as team from calls k left join leads l on l.id = k.lead_id`.execute(
      t.db,
    )
    const mine = rows.filter((row) => {
      if (row.userId && sight.is(numberOf(world.personIds, row.userId))) return true
      if (row.clientId) return sight.listedClient(world.clientIds.indexOf(row.clientId))
      if (row.leadId) return sight.lead(numberOf(world.personIds, row.owner), numberOf(world.teamIds, row.team))
      return row.userId === null && sight.watches
    })
    const whole = await everything(probe, listCalls, {
      sort: ['-startedAt', 'startedAt'][turn % 2],
      columns: 'number,client,lead,contact,user',
    })
    expect(sorted(whole.ids)).toEqual(sorted(mine.map((row) => row.id)))
    expect(whole.first.total).toBe(mine.length)
    for (const [i, client] of world.clientIds.entries()) {
      if ((i + turn) % 5 !== 0) continue
      const page = await everything(probe, listCalls, {
        filter: JSON.stringify({ f: 'client', op: 'in', v: [client] }),
      })
      const about = rows.filter((row) => row.clientId === client).length
      expect(page.ids.length).toBe(sight.listedClient(i) ? about : 0)
    }
  },

  'notifications.list': async (probe) => {
    const { t, as, world, sight } = probe
    // As if he had been told of every client once, before his rights changed.
    await sql`delete from notifications where user_id = ${as}::uuid`.execute(t.db)
    await sql`insert into notifications (user_id, event, client_id)
      select ${as}::uuid, 'promises.due', unnest(${world.clientIds}::uuid[])`.execute(t.db)
    const seen = numbers(world.clients, sight.listedClient)
    const ids: string[] = []
    for (let before: string | undefined; ; ) {
      const { body, raw } = await t.call(listNotifications, { as, query: { limit: 7, ...(before ? { before } : {}) } })
      noHiddenClient(probe, raw.body)
      expect(body.unread).toBe(Math.min(100, seen.length))
      ids.push(...body.items.map((item) => item.client?.id ?? ''))
      if (!body.next) break
      before = body.next
    }
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.clientIds[i] as string)))
  },
}
