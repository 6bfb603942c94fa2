// The promise ledger through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/promises.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aPromise } from '#server/promises/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Today is Tuesday 2026-11-24.

async function people() {
  const ctx = await t.ctx()
  const brno = await aTeam(ctx)
  const praha = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: brno.id, name: 'Anna Malá' })
  const petr = await aUser(ctx, { teamId: brno.id })
  const eva = await aUser(ctx, { teamId: brno.id, roles: ['BO'], name: 'Eva Skladová' })
  const cizi = await aUser(ctx, { teamId: praha.id, name: 'Cizí Člověk' })
  const client = await aClient(ctx, { ownerId: anna.id, name: 'Pekárna Lípa, s.r.o.' })
  const contact = await aContact(ctx, { clientId: client.id, lastName: 'Novák', email: 'novak@lipa.example' })
  return { ctx, anna, petr, eva, cizi, client, contact }
}
const errorsOf = (body: Record<string, unknown>) =>
  (body.errors as { field: string; reason: string }[] | undefined)?.map((e) => `${e.field} ${e.reason}`)

test('a promise is written down, changed, kept with proof and opened again, each in the journal of the client', async () => {
  const { anna, client, contact } = await people()
  const made = await t.call(api.makePromise, {
    as: anna.id,
    body: {
      side: 'ours',
      text: '  Poslat   nový ceník ',
      clientId: client.id,
      contactId: contact.id,
      dueOn: '2026-11-30',
      source: { type: 'activities', id: client.id, line: '!poslat ceník do pondělí' },
    },
  })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    side: 'ours',
    kind: 'promise',
    text: 'Poslat nový ceník',
    client: { id: client.id },
    contact: { id: contact.id },
    responsible: { id: anna.id },
    givenBy: { id: anna.id },
    givenOn: '2026-11-24',
    dueOn: '2026-11-30',
    state: 'open',
    late: false,
    // One business day before, in the morning of Prague.
    remindAt: '2026-11-27T08:00:00+01:00',
    source: { type: 'activities', line: '!poslat ceník do pondělí' },
    version: 1,
    whyNot: {},
  })
  const at = { as: anna.id, params: { id: made.body.id } }
  const moved = await t.call(api.changePromise, { ...at, body: { dueOn: '2026-12-03', dueTime: '14:00' }, version: 1 })
  expect(moved.body).toMatchObject({ dueOn: '2026-12-03', dueTime: '14:00', version: 2 })
  expect(moved.body.remindAt).toContain('2026-12-02T08:00')
  expect((await t.call(api.changePromise, { ...at, body: { text: 'Jinak' }, version: 1 })).body).toMatchObject({
    reason: 'kit.conflict',
    theirs: { version: 2, text: 'Poslat nový ceník' },
  })
  expect((await t.call(api.changePromise, { ...at, body: { text: 'Jinak' } })).status).toBe(428)
  const kept = await t.call(api.keepPromise, { ...at, body: { proof: 'E-mail z 24. 11.' } })
  expect(kept.body).toMatchObject({
    state: 'kept',
    settledOn: '2026-11-24',
    settledBy: { id: anna.id },
    proof: 'E-mail z 24. 11.',
  })
  expect((await t.call(api.keepPromise, { ...at, body: {} })).body).toMatchObject({
    status: 409,
    reason: 'promises.settled',
  })
  expect((await t.call(api.changePromise, { ...at, body: { dueOn: null }, version: 3 })).body.reason).toBe(
    'promises.settled',
  )
  expect((await t.call(api.changePromise, { ...at, body: { proof: 'Dodací list 12' }, version: 3 })).body.proof).toBe(
    'Dodací list 12',
  )
  expect((await t.call(api.reopenPromise, at)).body).toMatchObject({ state: 'open', settledOn: null, settledBy: null })
  const waived = await t.call(api.waivePromise, { ...at, body: { reason: 'Klient už ceník nechce' } })
  expect(waived.body).toMatchObject({ state: 'waived', waivedReason: 'Klient už ceník nechce' })
  const { rows } = await sql<{ fact: string; clientId: string; reason: string | null }>`
    select fact, client_id, reason from journal_entries where record_id = ${made.body.id}::uuid order by id`.execute(
    t.db,
  )
  expect(rows.map((row) => row.fact.slice(9))).toEqual(['made', 'changed', 'kept', 'changed', 'reopened', 'waived'])
  expect(rows.every((row) => row.clientId === client.id)).toBe(true)
  expect(rows.at(-1)?.reason).toBe('Klient už ceník nechce')
})

test('deleting can be undone', async () => {
  const { anna, client } = await people()
  const promise = await aPromise(await t.ctx(anna.id), { clientId: client.id })
  const at = { as: anna.id, params: { id: promise.id } }
  expect((await t.call(api.removePromise, { ...at, version: 9 })).status).toBe(409)
  expect((await t.call(api.removePromise, { ...at, version: 1 })).body).toEqual({ ok: true })
  expect((await t.call(api.getPromise, at)).status).toBe(404)
  expect((await t.call(api.restorePromise, at)).body).toMatchObject({ deletedAt: null, text: promise.text })
  expect((await t.call(api.getPromise, at)).status).toBe(200)
})

test('what cannot stand is named at its field', async () => {
  const { anna, client, cizi, ctx } = await people()
  const hidden = await aClient(ctx, { ownerId: cizi.id })
  const stranger = await aContact(ctx, { clientId: hidden.id })
  const gone = await aUser(ctx, { active: false })
  const make = async (body: Partial<api.PromiseDraft>) =>
    errorsOf((await t.call(api.makePromise, { as: anna.id, body: { side: 'ours', text: 'x', ...body } })).body)
  expect(await make({ text: '   ' })).toEqual(['text kit.invalid_pattern'])
  expect(await make({ text: 'Rodné číslo 710319/2745' })).toEqual(['text identifiers.birthNumber'])
  expect(await make({ dueOn: '2026-11-23' })).toEqual(['dueOn promises.dueBeforeGiven'])
  expect((await make({ dueOn: '2026-02-30' }))?.[0]).toBe('dueOn kit.invalid_format')
  expect(await make({ givenOn: '2026-11-25' })).toEqual(['givenOn promises.givenInFuture'])
  expect(await make({ dueTime: '10:00' })).toEqual(['dueTime promises.timeWithoutDay'])
  expect(await make({ rrule: 'FREQ=DAILY' })).toEqual(['rrule promises.repeatsWithoutDay'])
  expect(await make({ dueOn: '2026-11-30', rrule: 'FREQ=SOMETIMES' })).toEqual(['rrule kit.repeatBroken'])
  expect(await make({ dueOn: '2026-11-30', rrule: 'FREQ=SECONDLY' })).toEqual(['rrule kit.repeatsTooOften'])
  expect(await make({ clientId: hidden.id })).toEqual(['clientId promises.unknownClient'])
  expect(await make({ contactId: stranger.id })).toEqual(['contactId promises.unknownContact'])
  expect(await make({ responsibleId: gone.id })).toEqual(['responsibleId promises.unknownPerson'])
  expect(await make({ clientId: client.id, responsibleId: cizi.id })).toEqual([
    'responsibleId promises.responsibleDoesNotSee',
  ])
  expect(await make({ responsibleId: cizi.id })).toBeUndefined()
  const early = { as: anna.id, params: { id: (await aPromise(await t.ctx(anna.id))).id } }
  expect(errorsOf((await t.call(api.keepPromise, { ...early, body: { settledOn: '2026-11-25' } })).body)).toEqual([
    'settledOn promises.settledInFuture',
  ])
  expect((await t.call(api.waivePromise, { ...early, body: { reason: ' ' } })).status).toBe(400)
})

test('who sees the client sees its promises; who answers for one may settle it; strangers find nothing', async () => {
  const { anna, petr, eva, cizi, client } = await people()
  const ctx = await t.ctx(anna.id)
  const promise = await aPromise(ctx, { clientId: client.id, responsibleId: eva.id })
  const at = (as: string) => ({ as, params: { id: promise.id } })
  expect((await t.call(api.getPromise, at(petr.id))).body).toMatchObject({ whyNot: { edit: 'promises.notYours' } })
  expect((await t.call(api.keepPromise, { ...at(petr.id), body: {} })).body).toMatchObject({
    status: 403,
    reason: 'promises.notYours',
  })
  for (const ask of [
    () => t.call(api.getPromise, at(cizi.id)),
    () => t.call(api.changePromise, { ...at(cizi.id), body: { text: 'x' }, version: 1 }),
    () => t.call(api.keepPromise, { ...at(cizi.id), body: {} }),
    () => t.call(api.removePromise, at(cizi.id)),
    () => t.call(api.restorePromise, at(cizi.id)),
    () => t.call(api.draftUrging, at(cizi.id)),
  ])
    expect((await ask()).status).toBe(404)
  expect((await t.call(api.promisesOf, { as: cizi.id, query: { clientId: client.id } })).status).toBe(404)
  // The order desk writes no promises about clients, but keeps those it answers for.
  expect(
    (await t.call(api.makePromise, { as: eva.id, body: { side: 'ours', text: 'x', clientId: client.id } })).body,
  ).toMatchObject({
    status: 403,
    reason: 'promises.readOnlyRole',
  })
  expect((await t.call(api.keepPromise, { ...at(eva.id), body: {} })).body).toMatchObject({ state: 'kept' })
})

test('a task among colleagues is seen by those named in it only, whatever their role', async () => {
  const { ctx } = await people()
  const hana = await aUser(ctx, { roles: ['HR'] })
  const adam = await aUser(ctx, { roles: ['ADM'] })
  const boss = await aUser(ctx, { roles: ['CEO'] })
  const task = await aPromise(await t.ctx(hana.id), { responsibleId: adam.id, text: 'Založit účet nováčkovi' })
  expect(task.kind).toBe('task')
  const list = async (as: string) =>
    ((await t.call(api.listPromises, { as })).body.rows as { id: string }[]).map((row) => row.id)
  expect(await list(hana.id)).toEqual([task.id])
  expect(await list(adam.id)).toEqual([task.id])
  expect(await list(boss.id)).toEqual([])
  expect((await t.call(api.keepPromise, { as: boss.id, params: { id: task.id }, body: {} })).status).toBe(404)
  expect((await t.call(api.keepPromise, { as: adam.id, params: { id: task.id }, body: {} })).status).toBe(200)
})

test('the list tells late from open, filters by me, searches text and client', async () => {
  const { anna, petr, client } = await people()
  const ctx = await t.ctx(anna.id)
  const late = await aPromise(ctx, {
    clientId: client.id,
    text: 'Předat vzorky',
    givenOn: '2026-11-01',
    dueOn: '2026-11-20',
  })
  const today = await aPromise(ctx, { clientId: client.id, text: 'Cenová nabídka', dueOn: '2026-11-24' })
  const loose = await aPromise(ctx, { text: 'Někdy uklidit' })
  const theirs = await aPromise(ctx, {
    side: 'theirs',
    clientId: client.id,
    text: 'Podepsaná smlouva',
    dueOn: '2026-12-01',
    responsibleId: petr.id,
  })
  const kept = await aPromise(ctx, { clientId: client.id, text: 'Hotovo' })
  await t.call(api.keepPromise, { as: anna.id, params: { id: kept.id }, body: {} })
  const ids = async (query: Record<string, unknown>) => {
    const { body } = await t.call(api.listPromises, { as: anna.id, query: query as never })
    return { ids: (body.rows as { id: string }[]).map((row) => row.id), total: body.total, rows: body.rows }
  }
  const where = (f: string, op: string, v?: unknown) => ({ filter: JSON.stringify({ f, op, v }) })
  const all = await ids({})
  // By day, those without one last.
  expect(all.ids.slice(0, 3)).toEqual([late.id, today.id, theirs.id])
  expect(all.total).toBe(5)
  expect(all.rows?.map((row) => row.standing).sort()).toEqual(['kept', 'late', 'open', 'open', 'open'])
  expect((await ids(where('standing', 'in', ['late']))).ids).toEqual([late.id])
  expect((await ids(where('standing', 'in', ['late', 'open']))).ids).toEqual([late.id, today.id, theirs.id, loose.id])
  expect((await ids(where('standing', 'notIn', ['open', 'kept']))).ids).toEqual([late.id])
  expect((await ids(where('responsible', 'in', ['me']))).total).toBe(4)
  expect((await ids(where('side', 'in', ['theirs']))).ids).toEqual([theirs.id])
  expect((await ids({ q: 'smlouva' })).ids).toEqual([theirs.id])
  expect((await ids({ q: 'pekarna lipa' })).total).toBe(4)
  const pages: string[] = []
  for (let cursor: string | undefined, n = 0; n < 9; n++) {
    const { body } = await t.call(api.listPromises, { as: anna.id, query: { limit: 2, ...(cursor ? { cursor } : {}) } })
    pages.push(...(body.rows as { id: string }[]).map((row) => row.id))
    cursor = body.next ?? undefined
    if (!cursor) break
  }
  expect(pages).toEqual(all.ids)
  const groups = (await t.call(api.listPromises, { as: anna.id, query: { groupBy: 'standing' } })).body.groups
  expect(groups?.map((g) => `${g.value}=${g.count}`).sort()).toEqual(['kept=1', 'late=1', 'open=3'])
})

test('promises of a client: late first, then by day; settled ones apart', async () => {
  const { anna, client, contact } = await people()
  const ctx = await t.ctx(anna.id)
  await aPromise(ctx, { clientId: client.id, text: 'bez dne' })
  await aPromise(ctx, { clientId: client.id, text: 'zítra', dueOn: '2026-11-25', contactId: contact.id })
  await aPromise(ctx, {
    clientId: client.id,
    text: 'pozdě',
    givenOn: '2026-11-01',
    dueOn: '2026-11-10',
    side: 'theirs',
  })
  const kept = await aPromise(ctx, { clientId: client.id, text: 'splněno' })
  await t.call(api.keepPromise, { as: anna.id, params: { id: kept.id }, body: {} })
  const { body } = await t.call(api.promisesOf, { as: anna.id, query: { clientId: client.id } })
  expect(body.open.map((p) => p.text)).toEqual(['pozdě', 'zítra', 'bez dne'])
  expect(body.settled.map((p) => p.text)).toEqual(['splněno'])
  const ofContact = await t.call(api.promisesOf, { as: anna.id, query: { contactId: contact.id } })
  expect(ofContact.body.open.map((p) => p.text)).toEqual(['zítra'])
})

test('a recurring promise makes its next once it is settled; opening it again takes the next away', async () => {
  const { anna, client } = await people()
  const ctx = await t.ctx(anna.id)
  const promise = await aPromise(ctx, {
    clientId: client.id,
    text: 'Poslat přehled objednávek',
    dueOn: '2026-11-24',
    rrule: 'FREQ=WEEKLY;BYDAY=TU',
  })
  const open = async () =>
    (await t.call(api.promisesOf, { as: anna.id, query: { clientId: client.id } })).body.open.map((p) => p.dueOn)
  const at = { as: anna.id, params: { id: promise.id } }
  await t.call(api.keepPromise, { ...at, body: {} })
  expect(await open()).toEqual(['2026-12-01'])
  await t.call(api.reopenPromise, at)
  expect(await open()).toEqual(['2026-11-24'])
  // A month later one row waits, not four missed ones.
  t.now = new Date('2026-12-28T09:00:00Z')
  await t.call(api.keepPromise, { ...at, body: {} })
  expect(await open()).toEqual(['2026-12-29'])
  const { body } = await t.call(api.promisesOf, { as: anna.id, query: { clientId: client.id } })
  const next = { as: anna.id, params: { id: body.open[0]?.id as string } }
  await t.call(api.waivePromise, { ...next, body: { reason: 'Už nechtějí', endSeries: true } })
  expect(await open()).toEqual([])
})

test('a rule that ends makes no more', async () => {
  const { anna, client } = await people()
  const ctx = await t.ctx(anna.id)
  const promise = await aPromise(ctx, { clientId: client.id, dueOn: '2026-11-24', rrule: 'FREQ=DAILY;COUNT=2' })
  const open = async () => (await t.call(api.promisesOf, { as: anna.id, query: { clientId: client.id } })).body.open
  await t.call(api.keepPromise, { as: anna.id, params: { id: promise.id }, body: {} })
  const [second] = await open()
  expect(second?.dueOn).toBe('2026-11-25')
  await t.call(api.keepPromise, { as: anna.id, params: { id: second?.id as string }, body: {} })
  expect(await open()).toEqual([])
})

test('reminders come on their hour, once, to whoever answers for the promise', async () => {
  const { anna, eva, client } = await people()
  await aPromise(await t.ctx(anna.id), { clientId: client.id, dueOn: '2026-11-26', responsibleId: eva.id })
  const remind = async () => {
    await t.jobs.enqueue(t.db, 'promises.remind', {})
    await t.jobs.drain()
    const { rows } = await sql<{
      userId: string
    }>`select user_id from notifications where event = 'promises.due'`.execute(t.db)
    return rows.map((row) => row.userId)
  }
  expect(await remind()).toEqual([])
  t.now = new Date('2026-11-25T07:01:00Z')
  expect(await remind()).toEqual([eva.id])
  expect(await remind()).toEqual([eva.id])
})

test('the morning after a miss: the journal knows, people are told, ours asks for an apology the same day', async () => {
  const { ctx, client } = await people()
  const lead = await aUser(ctx, { roles: ['TL'] })
  const team = await aTeam(ctx, { leadId: lead.id })
  const jan = await aUser(ctx, { teamId: team.id })
  const own = await aClient(ctx, { ownerId: jan.id })
  const janCtx = await t.ctx(jan.id)
  const ours = await aPromise(janCtx, { clientId: own.id, text: 'Dodat vzorky', dueOn: '2026-11-25' })
  const theirs = await aPromise(janCtx, { clientId: own.id, side: 'theirs', text: 'Poslat plán', dueOn: '2026-11-25' })
  expect(client.id).toBeTruthy()
  const notice = async () => {
    await t.jobs.enqueue(t.db, 'promises.notice-late', {})
    await t.jobs.drain()
  }
  t.now = new Date('2026-11-25T06:00:00Z')
  await notice()
  t.now = new Date('2026-11-26T06:00:00Z')
  await notice()
  await notice()
  const { rows: facts } = await sql<{ recordId: string }>`
    select record_id from journal_entries where fact = 'promises.late' order by id`.execute(t.db)
  expect(facts.map((row) => row.recordId).sort()).toEqual([ours.id, theirs.id].sort())
  const { rows: told } = await sql<{ userId: string; recordId: string }>`
    select user_id, record_id from notifications where event = 'promises.late'`.execute(t.db)
  expect(
    told
      .filter((row) => row.recordId === ours.id)
      .map((row) => row.userId)
      .sort(),
  ).toEqual([jan.id, lead.id].sort())
  expect(told.filter((row) => row.recordId === theirs.id).map((row) => row.userId)).toEqual([jan.id])
  const { body } = await t.call(api.promisesOf, { as: jan.id, query: { clientId: own.id } })
  const apology = body.open.filter((p) => p.kind === 'followUp')
  expect(apology).toHaveLength(1)
  expect(apology[0]).toMatchObject({
    text: 'Omluvit se za nesplněný slib: Dodat vzorky',
    dueOn: '2026-11-26',
    responsible: { id: jan.id },
    source: { type: 'promises', id: ours.id },
  })
})

test('a letter that urges is polite, in the language of the person, and counted', async () => {
  const { anna, client, contact } = await people()
  const ctx = await t.ctx(anna.id)
  const theirs = await aPromise(ctx, {
    side: 'theirs',
    clientId: client.id,
    contactId: contact.id,
    text: 'Vrátit podepsanou smlouvu',
    givenOn: '2026-11-02',
    dueOn: '2026-11-20',
  })
  const at = { as: anna.id, params: { id: theirs.id } }
  const { body: letter } = await t.call(api.draftUrging, at)
  expect(letter).toMatchObject({
    language: 'cs',
    to: 'novak@lipa.example',
    sends: false,
    whyNotSend: 'promises.noMailServer',
  })
  expect(letter.text).toContain('Domluvený termín byl 20. 11. 2026.')
  expect(letter.text).toContain('Vrátit podepsanou smlouvu')
  expect(letter.text).toContain('Anna Malá')
  const english = (await t.call(api.draftUrging, { ...at, query: { language: 'en' } })).body
  expect(english.text).toContain('It was due on 20 November 2026.')
  expect(
    (await t.call(api.urgePromise, { ...at, body: { by: 'sent', to: 'a@b.cz', subject: 's', text: 't' } })).body.reason,
  ).toBe('promises.noMailServer')
  expect((await t.call(api.urgePromise, { ...at, body: { by: 'copied' } })).body).toMatchObject({
    urgedCount: 1,
    urgedOn: '2026-11-24',
  })
  expect((await t.call(api.draftUrging, at)).body.text).toContain('znovu připomenout')
  const ours = await aPromise(ctx, { clientId: client.id })
  expect((await t.call(api.draftUrging, { as: anna.id, params: { id: ours.id } })).body.reason).toBe(
    'promises.urgeOnlyTheirs',
  )
})
