// What was written and has not reached the server, kept in the browser's database so that it survives a closed window.
import type { Problem } from '#api/endpoint.ts'

export interface WaitingWrite {
  /** Grows with time: the order of sending. */
  readonly order: number
  /** Sent as Idempotency-Key, so that the server does it once however often it is sent. */
  readonly key: string
  readonly userId: string
  /** Id of the endpoint, for those who show what waits. */
  readonly endpoint: string
  readonly method: string
  readonly address: string
  readonly params: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly version?: number
  /** What it is, in the writer's own words. */
  readonly what: string
  readonly at: string
  /** The server refused it; it stays here until the writer decides. */
  readonly refused?: Problem
}

const name = 'klientela-waiting'
let opened: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () =>
      request.result.createObjectStore('writes', { keyPath: 'order', autoIncrement: true })
    request.onsuccess = () => {
      // Another window with a newer program must be able to open it.
      request.result.onversionchange = () => {
        request.result.close()
        opened = undefined
      }
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
  }).catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

async function work<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await database()
  return new Promise<T>((resolve, reject) => {
    const transaction = db.transaction('writes', mode, mode === 'readwrite' ? { durability: 'strict' } : {})
    const request = ask(transaction.objectStore('writes'))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
}

export const putWrite = async (write: Omit<WaitingWrite, 'order'>): Promise<number> =>
  Number(await work<IDBValidKey>('readwrite', (store) => store.add(write)))

export const changeWrite = (write: WaitingWrite): Promise<unknown> => work('readwrite', (store) => store.put(write))

export const dropWrite = (order: number): Promise<unknown> => work('readwrite', (store) => store.delete(order))

/** In the order they were written. */
export const allWrites = (): Promise<WaitingWrite[]> =>
  work('readonly', (store) => store.getAll() as IDBRequest<WaitingWrite[]>)
