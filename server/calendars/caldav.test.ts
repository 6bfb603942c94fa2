import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as links from '#api/calendar-links.ts'
import * as api from '#api/calendars.ts'
import { CaldavProblem, guardedFetch, originOf } from '#server/calendars/caldav.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { type Radicale, radicaleInstalled, startRadicale } from '#test/radicale.ts'

const t = useApp()

test.each([
  ['https://kalendar.firma.cz/dav/', 'https://kalendar.firma.cz'],
  ['https://kalendar.firma.cz:8443', 'https://kalendar.firma.cz:8443'],
  ['http://radicale:5232/', 'http://radicale:5232'],
  ['http://192.168.1.5:5232', 'http://192.168.1.5:5232'],
  ['http://kalendar.firma.cz', 'calendars.needsHttps'],
  ['http://169.254.169.254/latest/meta-data', 'calendars.badServer'],
  ['file:///etc/passwd', 'calendars.badServer'],
  ['kalendar', 'calendars.badServer'],
])('the address %s is judged', (url, result) => {
  const judged = originOf(url)
  expect('origin' in judged ? judged.origin : judged.reason).toBe(result)
})

test('nothing is called that an administrator did not allow, not even by a redirect', async () => {
  const { createServer } = await import('node:http')
  let asked = 0
  const inner = createServer((_, reply) => {
    asked++
    reply.end('secret')
  })
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve))
  const innerPort = (inner.address() as { port: number }).port
  const outer = createServer((_, reply) => reply.writeHead(302, { location: `http://127.0.0.1:${innerPort}/` }).end())
  await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(outer.address() as { port: number }).port}`
  const guarded = guardedFetch(new Set([origin]))
  await expect(guarded(`http://127.0.0.1:${innerPort}/`)).rejects.toThrow(CaldavProblem)
  await expect(guarded(`${origin}/x`)).rejects.toThrow('calendars.serverNotAllowed')
  expect(asked).toBe(0)
  inner.close()
  outer.close()
})

test('a person connects only to a server an administrator allowed; the password is never shown', async () => {
  const ctx = await t.ctx()
  const me = await aUser(ctx)
  const admin = await aUser(ctx, { roles: ['ADM'] })
  const body = {
    serverUrl: 'https://kalendar.firma.cz/dav/',
    userName: 'jana',
    password: 'velmi tajné',
    calendarUrl: 'https://kalendar.firma.cz/dav/jana/',
  }
  const refused = await t.call(links.addAccount, { as: me.id, body })
  expect(refused.status).toBe(400)
  expect(refused.raw.body).toContain('calendars.serverNotAllowed')
  expect((await t.call(links.addServer, { as: me.id, body: { url: 'https://kalendar.firma.cz' } })).status).toBe(403)
  expect((await t.call(links.addServer, { as: admin.id, body: { url: 'https://kalendar.firma.cz/x' } })).status).toBe(
    201,
  )
  expect(
    (await t.call(links.addServer, { as: admin.id, body: { url: 'https://kalendar.firma.cz' } })).body.reason,
  ).toBe('calendars.serverKnown')
  const away = await t.call(links.addAccount, { as: me.id, body: { ...body, calendarUrl: 'https://jinde.example/' } })
  expect(away.status).toBe(400)
  const { status, raw } = await t.call(links.addAccount, { as: me.id, body })
  expect(status).toBe(201)
  expect(raw.body).not.toContain('velmi')
  const { rows } = await sql<{ passwordSealed: string }>`select password_sealed from calendar_accounts`.execute(t.db)
  expect(rows[0]?.passwordSealed).not.toContain('velmi')
})

if (!radicaleInstalled)
  console.warn('Radicale is not installed (Debian package radicale): two-way CalDAV is not tested here.')

describe.skipIf(!radicaleInstalled)('with a real Radicale server', () => {
  let radicale: Radicale
  let me: string
  let accountId: string
  beforeAll(async () => {
    radicale = await startRadicale()
  }, 60_000)
  afterAll(async () => {
    await radicale.stop()
  })

  async function connect() {
    const ctx = await t.ctx()
    me = (await aUser(ctx)).id
    const admin = await aUser(ctx, { roles: ['ADM'] })
    await t.call(links.addServer, { as: admin.id, body: { url: radicale.url } })
    const login = { serverUrl: `${radicale.url}/`, userName: radicale.user, password: radicale.password }
    const found = await t.call(links.findCalendars, { as: me, body: login })
    expect(found.body.calendars).toEqual([{ url: radicale.calendarUrl, name: 'Práce' }])
    // Another test's appointments are not this one's.
    await clear()
    const { body } = await t.call(links.addAccount, {
      as: me,
      body: { ...login, calendarUrl: radicale.calendarUrl, calendarName: 'Práce' },
    })
    accountId = body.id
    await t.jobs.drain()
  }
  async function clear() {
    for (const name of await remoteNames()) await radicale.request('DELETE', name)
  }
  async function remoteNames(): Promise<string[]> {
    const reply = await radicale.request('PROPFIND', radicale.calendarUrl, undefined, { depth: '1' })
    return [...(await reply.text()).matchAll(/<href>([^<]+\.ics)<\/href>/g)].map((match) => match[1] as string)
  }
  const remote = async (name: string) => (await radicale.request('GET', name)).text()
  const put = async (uid: string, lines: string, headers: Record<string, string> = {}) => {
    const ics = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Telefon//CS\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261101T000000Z\r\n${lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
    const reply = await radicale.request('PUT', `${radicale.calendarUrl}${uid}.ics`, ics, {
      'content-type': 'text/calendar',
      ...headers,
    })
    expect(reply.status).toBeLessThan(300)
  }
  const sync = async () => {
    await t.call(links.syncAccount, { as: me, params: { id: accountId } })
    await t.jobs.drain()
    const { body } = await t.call(links.listAccounts, { as: me })
    return body.accounts[0] as links.CalendarAccount
  }
  const mine = async () => {
    const { body } = await t.call(api.listAppointments, {
      as: me,
      query: { from: '2026-11-01T00:00:00Z', to: '2027-02-01T00:00:00Z' },
    })
    return body.items
  }
  const hour = { start: { day: '2026-11-25', time: '09:00' }, end: { day: '2026-11-25', time: '10:00' } }

  test('the same calendar edited from both sides converges', { timeout: 60_000 }, async () => {
    await connect()
    // Ours goes there, theirs comes here, with its zone and repetition and a line we do not know.
    const { body: ours } = await t.call(api.addAppointment, { as: me, body: { title: 'Z Klientely', ...hour } })
    await put(
      'telefon-1',
      'DTSTART;TZID=Europe/Prague:20261102T080000\r\nDTEND;TZID=Europe/Prague:20261102T083000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Porada\r\nX-TELEFON:barva',
    )
    let account = await sync()
    expect(account).toMatchObject({
      state: 'working',
      failures: 0,
      lastError: null,
      lastResult: { pulled: 1, pushed: 1, conflicts: 0 },
    })
    expect((await mine()).map(({ title }) => title)).toEqual(['Porada', 'Porada', 'Porada', 'Z Klientely'])
    expect(await remoteNames()).toHaveLength(2)
    // Nothing more to do: the next run finds both sides equal and writes nothing.
    const etags = async () =>
      (await (await radicale.request('PROPFIND', radicale.calendarUrl, undefined, { depth: '1' })).text()).match(
        /"[0-9a-f]+"/g,
      )
    const before = [await mine(), await etags()]
    await sync()
    expect([await mine(), await etags()]).toEqual(before)

    // Both sides change different appointments.
    const series = (await mine())[0] as api.CalendarItem
    const moved = await t.call(api.changeAppointment, {
      as: me,
      params: { id: series.id },
      version: series.version,
      body: { scope: 'this', occurrence: series.occurrence as string, start: { day: '2026-11-03', time: '11:00' } },
    })
    expect(moved.status).toBe(200)
    const name = (await remoteNames()).find((one) => !one.includes('telefon-1')) as string
    await radicale.request(
      'PUT',
      name,
      (await remote(name)).replace('SUMMARY:Z Klientely', 'SUMMARY:Z telefonu').replace('T090000', 'T093000'),
      { 'content-type': 'text/calendar' },
    )
    account = await sync()
    expect(account.lastResult).toMatchObject({ pulled: 1, pushed: 1, conflicts: 0 })
    const text = await remote(`${radicale.calendarUrl}telefon-1.ics`)
    expect(text).toContain('X-TELEFON:barva')
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Prague:20261102T080000')
    expect(text).toContain('DTSTART;TZID=Europe/Prague:20261103T110000')
    expect(await mine()).toContainEqual(
      expect.objectContaining({ title: 'Z telefonu', startsAt: '2026-11-25T08:30:00.000Z' }),
    )

    // Deleted there is deleted here, and the other way round.
    await radicale.request('DELETE', `${radicale.calendarUrl}telefon-1.ics`)
    const { version } = (await t.call(api.getAppointment, { as: me, params: { id: ours.id } })).body
    expect((await t.call(api.removeAppointment, { as: me, params: { id: ours.id }, version })).status).toBe(200)
    account = await sync()
    expect(account.lastResult).toMatchObject({ removed: 2, conflicts: 0 })
    expect(await mine()).toEqual([])
    expect(await remoteNames()).toEqual([])
  })

  test('what changed on both sides waits for a decision and loses neither', { timeout: 60_000 }, async () => {
    await connect()
    for (const keep of ['ours', 'theirs'] as const) {
      const { body: ours } = await t.call(api.addAppointment, { as: me, body: { title: `Původní ${keep}`, ...hour } })
      await sync()
      const name = (await remoteNames()).find((one) => one.includes(ours.uid.slice(0, 20))) as string
      await radicale.request('PUT', name, (await remote(name)).replace(/SUMMARY:.*/, `SUMMARY:Jejich ${keep}`), {
        'content-type': 'text/calendar',
      })
      await t.call(api.changeAppointment, {
        as: me,
        params: { id: ours.id },
        version: 1,
        body: { title: `Naše ${keep}` },
      })
      const account = await sync()
      expect(account).toMatchObject({ state: 'working', openConflicts: 1, lastResult: { conflicts: 1 } })
      // Until then both stay as they are.
      expect(await remote(name)).toContain(`SUMMARY:Jejich ${keep}`)
      expect((await t.call(api.getAppointment, { as: me, params: { id: ours.id } })).body.title).toBe(`Naše ${keep}`)
      const { body } = await t.call(links.listConflicts, { as: me })
      const conflict = body.conflicts[0] as links.CalendarConflict
      expect([conflict.ours[0]?.title, conflict.theirs[0]?.title]).toEqual([`Naše ${keep}`, `Jejich ${keep}`])
      await t.call(links.decideConflict, { as: me, params: { id: conflict.id }, body: { keep } })
      await t.jobs.drain()
      const title = keep === 'ours' ? `Naše ${keep}` : `Jejich ${keep}`
      expect(await remote(name)).toContain(`SUMMARY:${title}`)
      expect((await t.call(api.getAppointment, { as: me, params: { id: ours.id } })).body.title).toBe(title)
      expect((await t.call(links.listConflicts, { as: me })).body.conflicts).toEqual([])
    }
    // Deleted here, changed there: the decision for theirs brings it back.
    const { body: third } = await t.call(api.addAppointment, { as: me, body: { title: 'Třetí', ...hour } })
    await sync()
    const name = (await remoteNames()).find((one) => one.includes(third.uid.slice(0, 20))) as string
    await radicale.request('PUT', name, (await remote(name)).replace('SUMMARY:Třetí', 'SUMMARY:Třetí jinak'), {
      'content-type': 'text/calendar',
    })
    await t.call(api.removeAppointment, { as: me, params: { id: third.id } })
    await sync()
    const conflict = (await t.call(links.listConflicts, { as: me })).body.conflicts[0] as links.CalendarConflict
    expect(conflict.ours).toEqual([])
    await t.call(links.decideConflict, { as: me, params: { id: conflict.id }, body: { keep: 'theirs' } })
    await t.jobs.drain()
    expect((await mine()).map(({ title }) => title)).toContain('Třetí jinak')
  })

  test('a wrong password and a silent server are shown, told after three failures, and healed', {
    timeout: 60_000,
  }, async () => {
    await connect()
    const { body: account } = await t.call(links.listAccounts, { as: me })
    const version = account.accounts[0]?.version as number
    await t.call(links.changeAccount, { as: me, params: { id: accountId }, version, body: { password: 'špatné' } })
    await t.jobs.drain()
    for (let i = 0; i < 2; i++) await sync()
    expect((await t.call(links.listAccounts, { as: me })).body.accounts[0]).toMatchObject({
      state: 'failing',
      failures: 3,
      lastError: 'calendars.wrongLogin',
    })
    const { rows } = await sql<{ event: string }>`select event from notifications where user_id = ${me}::uuid`.execute(
      t.db,
    )
    expect(rows).toEqual([{ event: 'calendars.failing' }])
    await t.call(links.changeAccount, {
      as: me,
      params: { id: accountId },
      version: version + 1,
      body: { password: radicale.password },
    })
    await t.jobs.drain()
    expect((await t.call(links.listAccounts, { as: me })).body.accounts[0]).toMatchObject({
      state: 'working',
      failures: 0,
      lastError: null,
    })
    // Forbidden by the administrator, it is called no more.
    await sql`delete from calendar_servers`.execute(t.db)
    expect(await sync()).toMatchObject({ state: 'failing', lastError: 'calendars.serverNotAllowed' })
  })
})
