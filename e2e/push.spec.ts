// A push as the browser gets it from its push service: shown as a notification, and a click leads to the record. What the
// browser puts on a screen is recorded instead: one without a screen grants no notifications.
import { expect, makeClient, test } from './journey.ts'

interface Recorder {
  readonly registration: ServiceWorkerRegistration
  shown: { title: string; body?: string; tag?: string; data?: { href: string } }[]
}

test('a push is shown by the browser and a click on it leads to the record', async ({ as, baseURL }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Pekárna z upozornění s.r.o.')
  await page.goto('/clients')
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js')
    await navigator.serviceWorker.ready
  })
  const worker = page.context().serviceWorkers()[0] ?? (await page.context().waitForEvent('serviceworker'))
  await worker.evaluate(() => {
    const scope = globalThis as unknown as Recorder
    scope.shown = []
    scope.registration.showNotification = async (title, options) => {
      const { body, tag, data } = options as Recorder['shown'][number]
      // As a browser does: the same tag replaces what is on the screen.
      scope.shown = [...scope.shown.filter((one) => one.tag !== tag), { title, body, tag, data }]
    }
  })
  const browser = await page.context().newCDPSession(page)
  const versions: { registrationId: string; scopeURL: string }[] = []
  browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => versions.push(...registrations))
  await browser.send('ServiceWorker.enable')
  await expect.poll(() => versions.length).toBeGreaterThan(0)
  const push = (title: string) =>
    browser.send('ServiceWorker.deliverPushMessage', {
      origin: baseURL ?? '',
      registrationId: versions.at(-1)?.registrationId ?? '',
      data: JSON.stringify({ title, body: client.name, href: `/clients/${client.id}`, tag: 'one' }),
    })
  const shown = () => worker.evaluate(() => (globalThis as unknown as Recorder).shown)
  const notice = (title: string) => ({ title, body: client.name, tag: 'one', data: { href: `/clients/${client.id}` } })
  await push('Nový slib pro vás')
  await expect.poll(shown).toEqual([notice('Nový slib pro vás')])
  await push('Slib splněn')
  await expect.poll(shown).toEqual([notice('Slib splněn')])

  // The listener of the page comes with what is drawn later, so that a person would click once more, too.
  await expect(async () => {
    await worker.evaluate(() => {
      const scope = globalThis as unknown as Recorder & EventTarget
      const notification = { ...scope.shown[0], close: () => undefined }
      // The browser lets only its own events wait, and a notification on a real screen cannot be clicked from here.
      scope.dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil: () => undefined }))
    })
    await expect(page.getByRole('heading', { level: 1, name: client.name })).toBeVisible({ timeout: 2000 })
  }).toPass()
})
