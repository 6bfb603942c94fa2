// Papers as PDF: one look for all of them, typeset by pdfmake in Roboto, whose files come with it and know every Czech letter.
// Inter, which the screens use, comes only cut into pieces by alphabet; á would stand in another font than ř.
// Long papers take seconds of computing: a thread of its own does it, so that nobody else waits.
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Content } from 'pdfmake/interfaces.js'

/** Plain data only: a part goes to another thread. Tables name their lines: `box`, `lines`, `noBorders`. */
export type PdfPart = Content

export interface Paper {
  /** Also the title a reader shows in its window. */
  readonly title: string
  readonly language: 'cs' | 'en'
  readonly author?: string
  readonly content: readonly PdfPart[]
  /** Small at the bottom left. */
  readonly footer: string
  /** Bottom right; `{page}` and `{pages}` are filled in. */
  readonly pageOf: string
}

export interface Pdf {
  readonly bytes: Buffer
  readonly pages: number
}

/** Colours of the screens (web/kit/theme.ts) darkened enough for paper. */
export const ink = {
  dim: '#5d5a55',
  line: '#d8d4cd',
  late: '#a3271c',
  risk: '#8a5a00',
  fine: '#1f6b3a',
  accent: '#1d6b6b',
}

/** A thin line across the page. */
export function rule(): PdfPart {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: 0.5, lineColor: ink.line }],
    margin: [0, 6, 0, 6],
  }
}

/** Name and value side by side, one pair under another; missing values are left out. */
export function facts(pairs: readonly (readonly [string, string | null | undefined])[]): PdfPart {
  const rows = pairs.filter((pair): pair is readonly [string, string] => !!pair[1])
  return {
    layout: 'noBorders',
    table: {
      widths: [82, '*'],
      body: rows.map(([name, value]) => [{ text: name, style: 'label', margin: [0, 1, 0, 0] }, { text: value }]),
    },
  }
}

interface Waiting {
  done(pdf: Pdf): void
  failed(error: Error): void
}

let thread: Worker | undefined
let asked = 0
const waiting = new Map<number, Waiting>()
let rest: ReturnType<typeof setTimeout> | undefined

/** Typesets a paper on A4, one after another. The thread starts with the first and ends after a minute without work. */
export function typeset(paper: Paper): Promise<Pdf> {
  clearTimeout(rest)
  thread ??= started()
  thread.ref()
  const id = ++asked
  const { promise, resolve, reject } = Promise.withResolvers<Pdf>()
  waiting.set(id, { done: resolve, failed: reject })
  thread.postMessage({ id, paper })
  return promise
}

function started(): Worker {
  const worker = new Worker(new URL(`./pdf-thread${extname(import.meta.url)}`, import.meta.url))
  worker.on(
    'message',
    ({ id, bytes, pages, error }: { id: number; bytes?: Uint8Array; pages?: number; error?: string }) => {
      const one = waiting.get(id)
      waiting.delete(id)
      if (bytes) one?.done({ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), pages: pages ?? 0 })
      else one?.failed(new Error(error))
      if (waiting.size > 0) return
      // The program may end while the thread rests.
      worker.unref()
      rest = setTimeout(() => stop(worker), 60_000)
      rest.unref()
    },
  )
  worker.on('error', (error) => {
    stop(worker)
    for (const one of waiting.values()) one.failed(error)
    waiting.clear()
  })
  return worker
}

function stop(worker: Worker): void {
  if (thread === worker) thread = undefined
  void worker.terminate()
}
