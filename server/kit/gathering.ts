// A screen put together of many parts: statements asked at the same moment travel to PostgreSQL in one trip on one connection.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Answer, Step } from '#server/kit/pipeline.ts'

/** A connection that somebody else sends the steps over. */
export interface Trips {
  send(steps: readonly Step[]): void
  release(): void
}

/** The statements of one screen; they wait until everything that could be asked at this moment has been. */
export class Gathering {
  #waiting: Step[] = []
  #trips: Promise<Trips> | undefined

  ask(one: Step, connect: () => Promise<Trips>): Promise<Answer> {
    this.#trips ??= connect()
    if (this.#waiting.push(one) === 1) setImmediate(() => void this.#leave(this.#trips as Promise<Trips>))
    return one.done
  }

  async #leave(connecting: Promise<Trips>): Promise<void> {
    try {
      const trips = await connecting
      // A screen that failed early gives the connection back while some of its parts still ask.
      if (this.#ended) throw new Error('the screen has ended')
      trips.send(this.#waiting.splice(0))
    } catch (error) {
      for (const one of this.#waiting.splice(0)) one.reject(error)
    }
  }
  #ended = false

  async end(): Promise<void> {
    this.#ended = true
    const trips = await this.#trips?.catch(() => undefined)
    trips?.release()
  }
}

export const gathered = new AsyncLocalStorage<Gathering>()

/**
 * Runs `work`, whose statements, asked side by side and not one after the other, then share trips. Only for reading outside of
 * a transaction; inside of one its connection answers them in turn, with the same result.
 */
export async function together<T>(work: () => Promise<T>): Promise<T> {
  const gathering = new Gathering()
  try {
    return await gathered.run(gathering, work)
  } finally {
    await gathering.end()
  }
}
