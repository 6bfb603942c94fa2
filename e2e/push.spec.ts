// A push as the browser gets it from its push service: shown as a notification, and a click leads to the record.
import { expect, makeClient, test } from './journey.ts'

test('a push is shown by the browser and a click on it leads to the record', async ({ as, baseURL }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Pekárna z upozornění s.r.o.')
  await page.context().grantPermissions(['notifications'])
  await page.goto('/clients')
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js')
    await navigator.serviceWorker.ready
  })
  const browser = await page.context().newCDPSession(page)
  const versions: { registrationId: string; scopeURL: string }[] = []
  browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => versions.push(...registrations))
  await browser.send('ServiceWorker.enable')
  await expect.poll(() => versions.length).toBeGreaterThan(0)
  const message = { title: 'Nový slib pro vás', body: client.name, href: `/clients/${client.id}`, tag: 'one' }
  const push = (data: object) =>
    browser.send('ServiceWorker.deliverPushMessage', {
      origin: baseURL ?? '',
      registrationId: versions.at(-1)?.registrationId ?? '',
      data: JSON.stringify(data),
    })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({
        title,
        body,
        tag,
        ...data,
      }))
    })
  await push(message)
  await expect.poll(shown).toEqual([message])
  // The same tag replaces what is on the screen.
  await push({ ...message, title: 'Slib splněn' })
  await expect.poll(shown).toEqual([{ ...message, title: 'Slib splněn' }])

  // The listener of the page comes with what is drawn later.
  await page.waitForTimeout(2500)
  const [worker] = page.context().serviceWorkers()
  expect(worker).toBeDefined()
  await worker?.evaluate(async () => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration } & EventTarget
    const [notification] = await scope.registration.getNotifications()
    const Clicked = Reflect.get(globalThis, 'NotificationEvent')
    // The browser lets only its own events wait, and a notification on a real screen cannot be clicked from here.
    const click = Object.assign(new Clicked('notificationclick', { notification }), { waitUntil: () => undefined })
    scope.dispatchEvent(click)
  })
  await expect(page.getByRole('heading', { level: 1, name: client.name })).toBeVisible()
  expect(await shown()).toEqual([])
})
