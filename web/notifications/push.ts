// Turns web push on and off for this browser: the browser's own service, our key, one subscription.
import { addDevice, forgetSettings, removeDevice } from '#web/notifications/queries.ts'

export type PushState = 'unsupported' | 'insecure' | 'denied' | 'ready'

export function pushState(): PushState {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'unsupported'
  return Notification.permission === 'denied' ? 'denied' : 'ready'
}

/** Address of this browser's subscription, if it has one. */
export async function ownEndpoint(): Promise<string | undefined> {
  if (pushState() === 'insecure' || pushState() === 'unsupported') return undefined
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription())?.endpoint
}

/** Throws the name of a sentence of `notifications.devices` when it cannot be. */
export async function turnOn(pushKey: string, device: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw 'denied' satisfies PushState
  await navigator.serviceWorker.register('/sw.js')
  const registration = await navigator.serviceWorker.ready
  // A subscription made with another key of the firm can be used no more.
  await (await registration.pushManager.getSubscription())?.unsubscribe()
  const subscription = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
    .catch(() => undefined)
  if (!subscription) throw 'noService'
  const { endpoint = '', keys } = subscription.toJSON()
  await addDevice({ endpoint, keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' }, device })
  await forgetSettings()
}

export async function turnOff(id: string, endpoint: string): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const own = await registration?.pushManager.getSubscription()
  if (own?.endpoint === endpoint) await own.unsubscribe()
  await removeDevice(id)
}
