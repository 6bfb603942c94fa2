// Invitations from a meeting, with a mail server in the process.
import { expect, test } from 'vitest'
import * as api from '#api/meetings.ts'
import { capabilities } from '#server/capabilities.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import type { Letter, Mail } from '#server/kit/mail.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const sent: Letter[] = []
const mail: Mail = { send: async (letter) => void sent.push(letter), address: (path) => `https://firma.example${path}` }
const t = useApp({ outside: () => ({ mail }) })

async function run() {
  const jobs = capabilities.find(({ name }) => name === 'calendars')?.jobs?.(t.outside) ?? []
  for (const job of t.jobs.waiting.splice(0)) {
    if (job.name === 'calendars.sendInvitations')
      await jobs.find(({ name }) => name === job.name)?.work(job.data, new AbortController().signal)
  }
}

test('people of the client are invited when asked, and learn of a change and a cancellation by themselves', async () => {
  sent.length = 0
  const ctx = await t.ctx()
  const anna = await aUser(ctx, { name: 'Anna Malá' })
  const client = await aClient(ctx, { ownerId: anna.id })
  const buyer = await aContact(ctx, { clientId: client.id, email: 'dvorakova@papirny.example' })
  const made = await t.call(api.planMeeting, {
    as: anna.id,
    body: {
      clientId: client.id,
      title: 'Podmínky',
      day: '2026-12-01',
      startTime: '09:00',
      endTime: '10:00',
      people: [{ contactId: buyer.id, side: 'theirs' }],
    },
  })
  await run()
  expect(sent).toEqual([])
  const params = { id: made.body.id }
  expect((await t.call(api.inviteToMeeting, { as: anna.id, params })).status).toBe(200)
  await run()
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
    ['dvorakova@papirny.example', expect.stringMatching(/^Pozvánka: Podmínky/)],
  ])
  const { body } = await t.call(api.getMeeting, { as: anna.id, params })
  await t.call(api.changeMeeting, {
    as: anna.id,
    params,
    version: body.version,
    body: { day: '2026-12-01', startTime: '13:00', endTime: '14:00' },
  })
  await run()
  expect(sent).toHaveLength(2)
  expect(sent[1]?.calendar?.ics).toContain('SEQUENCE:1')
  await t.call(api.moveMeeting, { as: anna.id, params, body: { move: 'cancel', reason: 'nemoc' } })
  await run()
  expect(sent).toHaveLength(3)
  expect(sent[2]?.calendar?.method).toBe('CANCEL')
  const late = await t.call(api.inviteToMeeting, { as: anna.id, params })
  expect([late.status, late.body.reason]).toEqual([409, 'meetings.inviteTooLate'])
})

test('nobody with an address is said, not sent into nothing', async () => {
  const ctx = await t.ctx()
  const anna = await aUser(ctx)
  const client = await aClient(ctx, { ownerId: anna.id })
  const made = await t.call(api.planMeeting, {
    as: anna.id,
    body: { clientId: client.id, title: 'Bez adresy', day: '2026-12-01', startTime: '09:00', endTime: '10:00' },
  })
  const refused = await t.call(api.inviteToMeeting, { as: anna.id, params: { id: made.body.id } })
  expect([refused.status, refused.body.reason]).toEqual([409, 'meetings.nobodyToInvite'])
})
