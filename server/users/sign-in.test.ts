// Signing in for real: committed rows, the sign-in service's own connections, cookies as a browser keeps them.
import { sql } from 'kysely'
import type { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as api from '#api/users.ts'
import { buildApp } from '#server/app.ts'
import { smtpMail } from '#server/kit/mail.ts'
import { makeAuth } from '#server/users/auth.ts'
import { aUser } from '#server/users/factory.ts'
import { userJobs } from '#server/users/jobs.ts'
import { testSecret, useApp } from '#test/app.ts'
import { type ReceivedLetter, smtpForTest } from '#test/smtp.ts'

const t = useApp({ committed: true })
const email = 'hana.zakladni@firma.example'
const password = 'modrý kůň skáče přes plot'
let cookie = ''

const auth = (path: string, payload?: object, headers: Record<string, string> = {}) =>
  t.app.inject({
    method: payload ? 'POST' : 'GET',
    url: `/api/auth${path}`,
    headers: { 'accept-language': 'cs', ...headers },
    ...(payload ? { payload } : {}),
  })
const signIn = (body: { email: string; password: string }) => auth('/sign-in/email', body)
const cookieOf = (reply: { headers: Record<string, unknown> }) =>
  [reply.headers['set-cookie']]
    .flat()
    .map((line) => String(line).split(';')[0])
    .join('; ')
const me = (with_ = cookie) => t.app.inject({ method: 'GET', url: '/api/me', headers: { cookie: with_ } })
const tokenOf = (path: string) => path.split('/').at(-1) as string

describe('the first run', () => {
  const firm = { firmName: 'Dřevo Sázava, s.r.o.', language: 'cs' as const, visibility: 'team' as const }
  it('refuses a weak password and leaves nothing behind', async () => {
    expect((await t.call(api.getSetup)).body).toEqual({
      needed: true,
      firmName: null,
      language: 'cs',
      mailReset: false,
    })
    const weak = await t.call(api.setUp, {
      body: { ...firm, administrator: { name: 'Hana Základní', email, password: 'Heslo12345' } },
    })
    expect(weak.body.errors).toMatchObject([{ field: 'administrator.password', reason: 'users.passwordCommon' }])
    expect((await t.call(api.getSetup)).body.needed).toBe(true)
  })
  it('founds one firm, however many try at once', async () => {
    const tries = await Promise.all(
      [1, 2, 3].map((n) =>
        t.call(api.setUp, {
          body: {
            ...firm,
            administrator: { name: 'Hana Základní', email: n === 1 ? email : `jina${n}@firma.example`, password },
          },
        }),
      ),
    )
    expect(tries.map((reply) => reply.status).sort()).toEqual([201, 409, 409])
    expect(tries.find((reply) => reply.status === 409)?.body.reason).toBe('settings.alreadySetUp')
    const { rows } = await sql<{ email: string }>`select email from users`.execute(t.db)
    expect(rows).toHaveLength(1)
    // Whoever was first is the administrator the other tests sign in as.
    await sql`update users set email = ${email}`.execute(t.db)
    expect((await t.call(api.getSetup)).body).toMatchObject({ needed: false, firmName: 'Dřevo Sázava, s.r.o.' })
  })
})

describe('signing in', () => {
  it('gives a cookie that the whole product knows', async () => {
    const reply = await signIn({ email, password })
    expect(reply.statusCode).toBe(200)
    const line = String([reply.headers['set-cookie']].flat()[0])
    expect(line).toMatch(/^klientela\.session_token=/)
    expect(line).toMatch(/HttpOnly/i)
    expect(line).toMatch(/SameSite=Lax/i)
    expect(line).not.toMatch(/Secure/i)
    cookie = cookieOf(reply)
    expect((await me()).json()).toMatchObject({ email, roles: ['ADM', 'SD'] })
    expect((await auth('/get-session', undefined, { cookie })).json()).toMatchObject({ user: { email } })
  })
  it('survives a restart of the server', async () => {
    expect((await me()).statusCode).toBe(200)
  })
  it('does not care about the letters of the address', async () => {
    expect((await signIn({ email: email.toUpperCase(), password })).statusCode).toBe(200)
  })
  it('refuses a wrong password and an unknown address with the same words', async () => {
    const wrong = await signIn({ email, password: 'úplně jiné heslo' })
    const unknown = await signIn({ email: 'nikdo@firma.example', password })
    for (const reply of [wrong, unknown]) {
      expect(reply.statusCode).toBe(401)
      expect(reply.json()).toMatchObject({ reason: 'users.wrongPassword', title: 'E-mail nebo heslo nesouhlasí.' })
    }
    const english = await auth('/sign-in/email', { email, password: 'wrong' }, { 'accept-language': 'en-GB' })
    expect(english.json().title).toBe('The e-mail or the password does not match.')
  })
  it('refuses a forged, a cut and an unsigned cookie', async () => {
    const [name, value] = cookie.split('=') as [string, string]
    const token = decodeURIComponent(value).split('.')[0] as string
    for (const bad of [
      `${name}=${token}`,
      `${name}=${token}.${'A'.repeat(43)}%3D`,
      `${name}=${value.slice(0, -6)}`,
      `${name}=%E0%A4`,
    ]) {
      expect((await me(bad)).statusCode).toBe(401)
      expect((await auth('/get-session', undefined, { cookie: bad })).body).toBe('null')
    }
  })
  it('refuses writes that another site started', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://zly.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of foreign) {
      const reply = await auth('/sign-in/email', { email, password }, headers)
      expect([reply.statusCode, reply.json().reason]).toEqual([403, 'kit.foreignOrigin'])
      const change = await t.app.inject({
        method: 'PATCH',
        url: '/api/me',
        headers: { cookie, ...headers },
        payload: { language: 'en' },
      })
      expect(change.statusCode).toBe(403)
    }
    const own = await auth(
      '/sign-in/email',
      { email, password },
      { origin: 'http://localhost:4000', host: 'localhost:4000' },
    )
    expect(own.statusCode).toBe(200)
  })
  it('has no door for signing up or for changing people past the journal', async () => {
    for (const path of ['/sign-up/email', '/update-user', '/change-email', '/delete-user', '/update-session']) {
      const reply = await auth(
        path,
        { name: 'X', email: 'x@firma.example', password, newEmail: 'x@firma.example' },
        { cookie },
      )
      expect([path, reply.statusCode]).toEqual([path, 404])
    }
  })
  it('uses a secure cookie when people come by https', async () => {
    const secure = makeAuth(
      { databaseUrl: t.url, secret: testSecret, publicUrl: 'https://klientela.firma.example', throttle: false },
      t.db,
    )
    const app = await buildApp({
      ...t.outside,
      auth: secure.auth,
      secret: testSecret,
      publicUrl: 'https://klientela.firma.example',
      logger: false,
      requestsPerMinute: 0,
    })
    const reply = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email, password },
      headers: { origin: 'https://klientela.firma.example' },
    })
    expect(reply.statusCode).toBe(200)
    expect(String(reply.headers['set-cookie'])).toMatch(/^__Secure-klientela\.session_token=.*Secure/)
    expect((await app.inject({ url: '/api/me', headers: { cookie: cookieOf(reply) } })).statusCode).toBe(200)
    await app.close()
    await secure.close()
  })
  it('is throttled after ten wrong tries a minute from one address', async () => {
    const strict = makeAuth({ databaseUrl: t.url, secret: testSecret }, t.db)
    const app = await buildApp({
      ...t.outside,
      auth: strict.auth,
      secret: testSecret,
      logger: false,
      requestsPerMinute: 0,
    })
    const codes: number[] = []
    for (let i = 0; i < 12; i++) {
      const reply = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email, password: 'spatne' },
        remoteAddress: '10.9.8.7',
      })
      codes.push(reply.statusCode)
      if (i === 11) {
        expect(reply.json()).toMatchObject({ reason: 'kit.tooMany' })
        expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
      }
    }
    expect(codes).toEqual([...Array(10).fill(401), 429, 429])
    const elsewhere = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email, password },
      remoteAddress: '10.9.8.8',
    })
    expect(elsewhere.statusCode).toBe(200)
    await app.close()
    await strict.close()
  })
})

describe('a one-time link', () => {
  it('sets a good password once, signs in, and is journalled', async () => {
    const admin = (await me()).json().id as string
    const invited = await t.call(api.inviteUser, {
      as: admin,
      body: { name: 'Karel Nový', email: 'karel@firma.example', roles: ['AM'] },
    })
    const token = tokenOf(invited.body.link.path)
    const set = (newPassword: string) => auth('/reset-password', { newPassword, token })
    expect((await set('krátké')).json()).toMatchObject({ status: 400, reason: 'users.passwordShort' })
    expect((await set('KarelNovy2024')).json().reason).toBe('users.passwordPersonal')
    const good = 'lampa vozí zelené mraky'
    expect((await set(good)).statusCode).toBe(200)
    expect((await set(good)).json().reason).toBe('users.linkExpired')
    const reply = await signIn({ email: 'karel@firma.example', password: good })
    expect(reply.statusCode).toBe(200)
    expect((await me(cookieOf(reply))).json().name).toBe('Karel Nový')
    const user = await t.call(api.getUser, { as: admin, params: { id: invited.body.user.id } })
    expect(user.body).toMatchObject({ hasPassword: true, lastSeenAt: expect.any(String) })
    const { rows } = await sql<{ fact: string }>`
      select fact from journal_entries where record_id = ${invited.body.user.id}::uuid order by id`.execute(t.db)
    expect(rows.map((row) => row.fact)).toEqual(['users.invited', 'users.passwordSet'])
  })
  it('does not open a door to who was deactivated', async () => {
    const admin = (await me()).json().id as string
    const { rows } = await sql<{ id: string }>`select id from users where email = 'karel@firma.example'`.execute(t.db)
    const params = { id: rows[0]?.id as string }
    const link = await t.call(api.makeOneTimeLink, { as: admin, params })
    await t.call(api.deactivateUser, { as: admin, params })
    const reset = await auth('/reset-password', {
      newPassword: 'pes a kočka pečou dort',
      token: tokenOf(link.body.path),
    })
    expect(reset.json().reason).toBe('users.linkExpired')
    const reply = await signIn({ email: 'karel@firma.example', password: 'lampa vozí zelené mraky' })
    expect([reply.statusCode, reply.json().reason]).toEqual([401, 'users.deactivated'])
    expect(reply.headers['set-cookie']).toBeUndefined()
  })
})

describe('an own password', () => {
  it('is changed with the old one, judged, and other devices are signed out', async () => {
    const elsewhere = cookieOf(await signIn({ email, password }))
    const change = (currentPassword: string, newPassword: string) =>
      auth('/change-password', { currentPassword, newPassword, revokeOtherSessions: true }, { cookie })
    expect((await change('to není ono vůbec', 'hodiny tančí pod stolem')).json().reason).toBe(
      'users.wrongCurrentPassword',
    )
    expect((await change(password, 'Sluníčko2024')).json().reason).toBe('users.passwordCommon')
    const changed = await change(password, 'hodiny tančí pod stolem')
    expect(changed.statusCode).toBe(200)
    cookie = cookieOf(changed)
    expect((await me()).statusCode).toBe(200)
    expect((await me(elsewhere)).statusCode).toBe(401)
    expect((await signIn({ email, password })).statusCode).toBe(401)
  })
  it('is left by signing out', async () => {
    const reply = await signIn({ email, password: 'hodiny tančí pod stolem' })
    const own = cookieOf(reply)
    expect((await auth('/sign-out', {}, { cookie: own })).statusCode).toBe(200)
    expect((await me(own)).statusCode).toBe(401)
    expect((await me()).statusCode).toBe(200)
  })
})

describe('two administrators', () => {
  it('cannot remove each other at the same moment', async () => {
    const first = (await me()).json().id as string
    const second = (await aUser(await t.ctx(), { roles: ['ADM'] })).id
    const third = (await aUser(await t.ctx(), { roles: ['ADM'] })).id
    await sql`delete from user_roles where user_id = ${first}::uuid and role = 'ADM'`.execute(t.db)
    const replies = await Promise.all([
      t.call(api.deactivateUser, { as: second, params: { id: third } }),
      t.call(api.deactivateUser, { as: third, params: { id: second } }),
    ])
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from users u join user_roles r on r.user_id = u.id and r.role = 'ADM' where u.active`.execute(
      t.db,
    )
    expect(rows[0]?.n).toBe(1)
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1)
    await sql`insert into user_roles (user_id, role) values (${first}::uuid, 'ADM')`.execute(t.db)
  })
})

describe('with a mail server', () => {
  let smtp: { server: SMTPServer; url: string; letters: ReceivedLetter[] }
  beforeAll(async () => {
    smtp = await smtpForTest()
  })
  afterAll(() => new Promise<void>((resolve) => smtp.server.close(() => resolve())))

  it('a forgotten password is reset by a letter, and nobody learns whose address is known', async () => {
    const mail = smtpMail(
      { url: smtp.url, from: 'Klientela <klientela@firma.example>' },
      () => 'https://klientela.firma.example',
    )
    const own = makeAuth(
      {
        databaseUrl: t.url,
        secret: testSecret,
        throttle: false,
        sendReset: async (userId) => t.jobs.enqueue(t.db, 'users.mailLink', { userId, kind: 'reset' }),
      },
      t.db,
    )
    const app = await buildApp({
      ...t.outside,
      auth: own.auth,
      mail,
      secret: testSecret,
      logger: false,
      requestsPerMinute: 0,
    })
    const ask = (address: string) =>
      app.inject({ method: 'POST', url: '/api/auth/request-password-reset', payload: { email: address } })
    const [known, unknown, gone] = [
      await ask(email),
      await ask('nikdo@firma.example'),
      await ask('karel@firma.example'),
    ]
    expect([known.statusCode, unknown.statusCode, gone.statusCode]).toEqual([200, 200, 200])
    expect(known.body).toBe(unknown.body)
    expect(t.jobs.waiting).toHaveLength(1)
    expect(JSON.stringify(t.jobs.waiting)).not.toMatch(/token|set-password/)
    for (const job of t.jobs.waiting.splice(0)) {
      await userJobs({ db: t.db, mail, now: () => t.now })[0]?.work(job.data, new AbortController().signal)
    }
    expect(smtp.letters).toHaveLength(1)
    const letter = smtp.letters[0] as ReceivedLetter
    expect(letter).toMatchObject({ to: email, subject: 'Nové heslo do Klientely' })
    const token = /https:\/\/klientela\.firma\.example\/set-password\/([\w-]+)/.exec(letter.text)?.[1] as string
    const set = await app.inject({
      method: 'POST',
      url: '/api/auth/reset-password',
      payload: { newPassword: 'tři čaje s citronem ráno', token },
    })
    expect(set.statusCode).toBe(200)
    expect((await me()).statusCode).toBe(401)
    await app.close()
    await own.close()
  })
  it('without it, the request is refused with what to do', async () => {
    const reply = await auth('/request-password-reset', { email })
    expect(reply.json()).toMatchObject({ status: 400, reason: 'users.noMail' })
  })
})
