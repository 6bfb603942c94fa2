// Klientela without a connection: the program itself and what was opened stay readable; messages of the firm are shown.
// The program is kept whole, version by version; data are kept as last seen, for one person, until he signs out.
const program = 'klientela-program-'
const data = 'klientela-data'
const owner = '/kept-for'
const most = 400
const mostBytes = 2_000_000
const patience = 8000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  const { kind, person } = event.data ?? {}
  if (kind === 'person') event.waitUntil(keepFor(person))
  if (kind === 'program') event.waitUntil(keepProgram().catch(() => undefined))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/api/')) {
    if (isData(request, url.pathname)) event.respondWith(freshOrKept(event))
  } else if (request.mode === 'navigate') {
    if (!/^\/(health|manual|docs)\b/.test(url.pathname)) event.respondWith(page(request))
  } else {
    event.respondWith(keptOrFresh(request))
  }
})

/** Replies of the interface a screen reads; not streams, files, sign-in, nor searches that are different every time. */
function isData(request, path) {
  if (!(request.headers.get('accept') ?? '').includes('application/json')) return false
  return !/^\/api\/(live|auth|search|exports)(\/|$)|\/content$/.test(path)
}

async function page(request) {
  try {
    const answer = await within(patience, fetch(request))
    if (answer.status < 502) return answer
  } catch {
    // No server: the program we have is as good.
  }
  const kept = await caches.match('/index.html')
  return kept ?? fetch(request)
}

/** Files of the program have their version in their name, so what is kept is right. */
async function keptOrFresh(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function freshOrKept(event) {
  const { request } = event
  const cache = await caches.open(data)
  const kept = await cache.match(request, { ignoreVary: true })
  try {
    // Only who has something kept may be impatient.
    const answer = await (kept ? within(patience, fetch(request)) : fetch(request))
    if (kept && answer.status >= 502 && answer.status <= 504) return kept
    // Whoever is signed in no more has nothing to read here.
    if (answer.status === 401) event.waitUntil(caches.delete(data))
    else if (answer.ok) event.waitUntil(keep(request, answer.clone()).catch(() => undefined))
    return answer
  } catch (error) {
    if (kept && !request.signal.aborted) return kept
    throw error
  }
}

let puts = 0
async function keep(request, answer) {
  if (!(answer.headers.get('content-type') ?? '').includes('json')) return
  const body = await answer.text()
  if (body.length > mostBytes) return
  const { pathname } = new URL(request.url)
  if (pathname === '/api/me') await keepFor(JSON.parse(body).id)
  const cache = await caches.open(data)
  // Whose it is must be known first.
  if (!(await cache.match(owner))) return
  await cache.put(
    request,
    new Response(body, { headers: { 'content-type': 'application/json', 'x-kept-at': new Date().toISOString() } }),
  )
  if (++puts % 25 !== 0) return
  const keys = await cache.keys()
  // The oldest go first, never who it is kept for.
  const old = keys.filter((key) => new URL(key.url).pathname !== owner).slice(0, Math.max(0, keys.length - most))
  for (const key of old) await cache.delete(key)
}

/** Another person signed in on this device: nothing of the one before may be read. */
async function keepFor(id) {
  const before = await (await caches.open(data)).match(owner)
  if (before && (await before.text()) === id) return
  if (before) await caches.delete(data)
  await (await caches.open(data)).put(owner, new Response(id))
}

/** Fetches the whole program of the newest version, then forgets the older ones. */
async function keepProgram() {
  const { version, files } = await (await fetch('/files.json', { cache: 'no-cache' })).json()
  const name = program + version
  if (!(await caches.has(`${name}-whole`))) {
    const cache = await caches.open(name)
    for (const file of ['/index.html', '/colour-scheme.js', '/icon.svg', '/manifest.webmanifest', ...files]) {
      const lasting = file.startsWith('/assets/')
      const known = lasting ? await caches.match(file, { ignoreVary: true }) : undefined
      const answer =
        known ?? (await fetch(file === '/index.html' ? '/' : file, { cache: lasting ? 'default' : 'no-cache' }))
      if (!answer.ok) throw new Error(file)
      await cache.put(file, answer)
    }
    await caches.open(`${name}-whole`)
  }
  for (const other of await caches.keys()) {
    if (other.startsWith(program) && !other.startsWith(name)) await caches.delete(other)
  }
}

function within(ms, work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too late')), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

self.addEventListener('push', (event) => {
  const message = event.data?.json() ?? {}
  event.waitUntil(
    self.registration.showNotification(message.title ?? 'Klientela', {
      body: message.body,
      tag: message.tag,
      icon: '/icon-192.png',
      badge: '/badge.png',
      data: { href: message.href },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const href = event.notification.data?.href
  const address = new URL(typeof href === 'string' && href.startsWith('/') ? href : '/', self.location.origin).href
  event.waitUntil(open(address))
})

async function open(address) {
  const windows = await self.clients.matchAll({ type: 'window' })
  const visible = windows.find((one) => one.focused) ?? windows[0]
  if (!visible) return self.clients.openWindow(address)
  // A window the system will not raise still shows the record.
  await visible.focus().catch(() => undefined)
  visible.postMessage({ kind: 'open', href: new URL(address).pathname + new URL(address).search })
}
