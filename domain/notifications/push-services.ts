// Where web push may be sent: only to the push services of browsers, so that a forged subscription leads nowhere else.

/** Chrome, Edge, Opera and Samsung (FCM); Firefox; Safari; Edge on Windows. */
const services: readonly RegExp[] = [
  /^fcm\.googleapis\.com$/,
  /^jmt17\.google\.com$/,
  /^([a-z0-9-]+\.)*push\.services\.mozilla\.com$/,
  /^([a-z0-9-]+\.)*push\.apple\.com$/,
  /^([a-z0-9-]+\.)*notify\.windows\.com$/,
]

/** Whether an address is one of a browser's push service: https, usual port, nobody's name in it. */
export function isPushService(address: {
  protocol: string
  hostname: string
  port: string
  username: string
}): boolean {
  return (
    address.protocol === 'https:' &&
    address.port === '' &&
    address.username === '' &&
    services.some((service) => service.test(address.hostname))
  )
}
