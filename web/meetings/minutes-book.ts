// Minutes as they are being written: every keystroke is kept here at once, waits to be sent, and is forgotten only after the
// server said it has it. Knows no network and no screen.
import type { LineChange, MeetingLine } from '#api/meeting-minutes.ts'
import type { LineMark } from '#domain/meetings/marks.ts'
import { between, spaced } from '#domain/meetings/positions.ts'

export interface BookLine {
  readonly id: string
  readonly pointId: string | null
  readonly position: number
  readonly mark: LineMark
  readonly text: string
  readonly promiseId: string | null
  readonly objectionId: string | null
}

interface Waiting {
  readonly change?: LineChange
  readonly removed?: { id: string; was?: string }
}

/** What is kept in the device: exactly what the server does not have yet. */
export type Kept = Readonly<Record<string, Waiting>>

export interface Batch {
  readonly changes: LineChange[]
  readonly removed: { id: string; was?: string }[]
}

export interface Reply {
  readonly kept: readonly { theirs: MeetingLine; mine: MeetingLine | null }[]
  readonly refused: readonly { id: string; reason: string }[]
}

export class MinutesBook {
  lines: readonly BookLine[] = []
  /** Why a line is not saved, by its id. */
  refused: ReadonlyMap<string, string> = new Map()
  private readonly known = new Map<string, string>()
  private readonly waiting = new Map<string, Waiting>()
  private readonly makeId: () => string

  constructor(server: readonly MeetingLine[], kept: Kept = {}, makeId: () => string = () => crypto.randomUUID()) {
    this.makeId = makeId
    for (const line of server) this.known.set(line.id, line.text)
    const byId = new Map<string, BookLine>(server.map((line) => [line.id, bookLine(line)]))
    for (const [id, one] of Object.entries(kept)) {
      if (one.removed && this.known.has(id)) byId.delete(id)
      // A line others removed meanwhile comes back as mine: nothing typed is lost.
      if (one.change) byId.set(id, { ...emptyLine, ...byId.get(id), ...lineOf(one.change) })
      if (one.change || this.known.has(id)) this.waiting.set(id, one)
    }
    this.lines = inOrder([...byId.values()])
  }

  get waitingCount(): number {
    return this.waiting.size
  }

  get kept(): Kept {
    return Object.fromEntries(this.waiting)
  }

  /** Puts lines after another (undefined: at the end) and gives their ids. */
  insert(
    after: string | undefined,
    drafts: readonly { text: string; mark?: LineMark; pointId?: string | null }[],
  ): string[] {
    const at = after === undefined ? this.lines.length : this.indexOf(after) + 1
    const before = this.lines[at - 1]
    const next = this.lines[at]
    const fresh = drafts.map((draft) => ({
      ...emptyLine,
      id: this.makeId(),
      mark: draft.mark ?? ('line' as const),
      text: draft.text,
      pointId: draft.pointId ?? null,
      position: 0,
    }))
    const list = [...this.lines]
    list.splice(at, 0, ...fresh)
    this.lines = list
    this.place(
      fresh.map((line) => line.id),
      before?.position,
      next?.position,
    )
    this.waitAll(new Set(fresh.map((line) => line.id)))
    return fresh.map((line) => line.id)
  }

  change(id: string, patch: Partial<Pick<BookLine, 'text' | 'mark' | 'pointId'>>): void {
    const i = this.indexOf(id)
    const line = this.lines[i]
    if (!line) return
    const list = [...this.lines]
    list[i] = { ...line, ...patch }
    this.lines = list
    this.wait(list[i])
  }

  remove(id: string): void {
    const was = this.known.get(id)
    this.lines = this.lines.filter((line) => line.id !== id)
    if (was === undefined && !this.sent.has(id)) this.waiting.delete(id)
    else this.waiting.set(id, { removed: { id, ...(was === undefined ? {} : { was }) } })
  }

  private readonly sent = new Set<string>()

  /** What to send now, the oldest first; what was refused waits until it is changed. */
  batch(most: number): Batch | undefined {
    const changes: LineChange[] = []
    const removed: { id: string; was?: string }[] = []
    for (const [id, one] of this.waiting) {
      if (changes.length + removed.length >= most) break
      if (this.refused.has(id)) continue
      if (one.change) changes.push(one.change)
      if (one.removed) removed.push(one.removed)
    }
    for (const change of changes) this.sent.add(change.id)
    return changes.length + removed.length > 0 ? { changes, removed } : undefined
  }

  /** The server has the batch: what was typed since then goes on waiting, on top of what it has now. */
  confirmed(batch: Batch, reply: Reply): void {
    const refused = new Map(this.refused)
    for (const change of batch.changes) {
      const reason = reply.refused.find((one) => one.id === change.id)?.reason
      if (reason) {
        refused.set(change.id, reason)
        continue
      }
      this.known.set(change.id, change.text)
      const now = this.waiting.get(change.id)
      if (now?.change === change) this.waiting.delete(change.id)
      else if (now?.change) this.waiting.set(change.id, { change: { ...now.change, was: change.text } })
      else if (now?.removed) this.waiting.set(change.id, { removed: { id: change.id, was: change.text } })
    }
    for (const one of batch.removed) {
      this.known.delete(one.id)
      if (this.waiting.get(one.id)?.removed === one) this.waiting.delete(one.id)
    }
    this.refused = refused
    const list = new Map(this.lines.map((line) => [line.id, line]))
    for (const { theirs, mine } of reply.kept) {
      this.known.set(theirs.id, theirs.text)
      if (this.waiting.get(theirs.id)?.change === undefined) list.set(theirs.id, bookLine(theirs))
      if (mine) {
        this.known.set(mine.id, mine.text)
        list.set(mine.id, bookLine(mine))
      }
    }
    if (reply.kept.length > 0) this.lines = inOrder([...list.values()])
  }

  /** Lines as the server has them now: others' changes come in, what waits here stays. */
  merge(server: readonly MeetingLine[]): void {
    const fresh = new Map(server.map((line) => [line.id, line]))
    const list: BookLine[] = []
    const here = new Map(this.lines.map((line) => [line.id, line]))
    for (const line of server) {
      if (this.waiting.has(line.id)) continue
      this.known.set(line.id, line.text)
      const mine = here.get(line.id)
      const theirs = bookLine(line)
      list.push(mine && same(mine, theirs) ? mine : theirs)
    }
    for (const line of this.lines) if (this.waiting.get(line.id)?.change) list.push(line)
    for (const id of this.known.keys()) if (!fresh.has(id) && !this.waiting.has(id)) this.known.delete(id)
    this.lines = inOrder(list)
  }

  private indexOf(id: string): number {
    return this.lines.findIndex((line) => line.id === id)
  }

  /** Gives places between two others; when there is no room, the whole is spaced anew. */
  private place(ids: readonly string[], before: number | undefined, after: number | undefined): void {
    const places: number[] = []
    let from = before
    for (const _ of ids) {
      const place = between(from, after)
      if (place === undefined) {
        this.spaceAnew()
        return
      }
      places.push(place)
      from = place
    }
    const byId = new Map(ids.map((id, i) => [id, places[i] as number]))
    this.lines = this.lines.map((line) => {
      const position = byId.get(line.id)
      return position === undefined ? line : { ...line, position }
    })
  }

  private spaceAnew(): void {
    const places = spaced(this.lines.length)
    this.lines = this.lines.map((line, i) => ({ ...line, position: places[i] as number }))
    this.waitAll(new Set(this.lines.map((line) => line.id)))
  }

  private waitAll(ids: ReadonlySet<string>): void {
    for (const line of this.lines) if (ids.has(line.id)) this.wait(line)
  }

  private wait(line: BookLine | undefined): void {
    if (!line) return
    const { id } = line
    const { pointId, position, mark, text } = line
    const was = this.known.get(id)
    this.waiting.set(id, { change: { id, pointId, position, mark, text, ...(was === undefined ? {} : { was }) } })
    if (this.refused.has(id)) {
      const refused = new Map(this.refused)
      refused.delete(id)
      this.refused = refused
    }
  }
}

const emptyLine = { promiseId: null, objectionId: null }

function bookLine({ id, pointId, position, mark, text, promiseId, objectionId }: MeetingLine): BookLine {
  return { id, pointId, position, mark, text, promiseId, objectionId }
}

function lineOf({ id, pointId, position, mark, text }: LineChange) {
  return { id, pointId: pointId ?? null, position, mark, text }
}

function inOrder(lines: BookLine[]): BookLine[] {
  return lines.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

function same(a: BookLine, b: BookLine): boolean {
  return (Object.keys(b) as (keyof BookLine)[]).every((key) => a[key] === b[key])
}
