// A file of iCalendar cut into its components, line by line, so that one broken line or appointment does not spoil the rest.
// Lines and values themselves are read by the library (ics-reading.ts); this only frames them (RFC 5545 §3.1, §3.4).

export interface Line {
  /** Unfolded. */
  readonly text: string
  /** Of the file, from 1. */
  readonly number: number
}

export interface Block {
  readonly line: number
  /** METHOD of the calendar it stands in: a file may hold several. */
  readonly method: string | undefined
  /** Lines between BEGIN and END, alarms and other parts inside included. */
  readonly lines: Line[]
}

export interface Framed {
  readonly zone: string | undefined
  readonly events: Block[]
  readonly zones: Block[]
  /** Components that are no appointments: tasks, journals. */
  readonly others: { name: string; line: number }[]
  readonly remarks: { line: number; reason: string }[]
  /** Whether anything looked like iCalendar at all. */
  readonly calendar: boolean
  /** Where a component began that never ended. */
  readonly cutOff: { name: string; line: number }[]
}

/** Bytes as text: UTF-8, else (as older Outlook writes) windows-1250; a byte order mark decides by itself. */
export function textOf(bytes: Uint8Array): string {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  if (mark) return new TextDecoder(mark).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1250').decode(bytes)
  }
}

const shape = /^(?:[A-Za-z0-9-]+\.)?[A-Za-z0-9-]+(?:;[^:]*(?:"[^"]*"[^:]*)*)?:/
const worded = /^(DESCRIPTION|SUMMARY|LOCATION|COMMENT|X-ALT-DESC)\b/i

/** Physical lines joined where folded; a line that is none continues the words before it, or is left out with a remark. */
function unfolded(text: string, remarks: Framed['remarks']): Line[] {
  const folded: { text: string; number: number }[] = []
  for (const [i, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = folded.at(-1)
    if ((raw.startsWith(' ') || raw.startsWith('\t')) && last) last.text += raw.slice(1)
    else if (raw.trim() !== '') folded.push({ text: raw, number: i + 1 })
  }
  const lines: { text: string; number: number }[] = []
  for (const line of folded) {
    const last = lines.at(-1)
    if (shape.test(line.text)) lines.push(line)
    else if (last && worded.test(last.text)) {
      last.text += `\\n${line.text}`
      remarks.push({ line: line.number, reason: 'calendars.lineJoined' })
    } else remarks.push({ line: line.number, reason: 'calendars.lineSkipped' })
  }
  return lines
}

export function frame(text: string): Framed {
  const remarks: Framed['remarks'] = []
  const events: Block[] = []
  const zones: Block[] = []
  const others: Framed['others'] = []
  const open: { name: string; line: number }[] = []
  let calendar = false
  let method: string | undefined
  let zone: string | undefined
  let current: { kind: 'VEVENT' | 'VTIMEZONE'; depth: number; block: Block } | undefined
  for (const line of unfolded(text, remarks)) {
    const edge = /^(BEGIN|END):\s*([A-Za-z0-9-]+)\s*$/i.exec(line.text)
    const name = edge?.[2]?.toUpperCase() ?? ''
    if (edge?.[1]?.toUpperCase() === 'BEGIN') {
      if (name === 'VCALENDAR') {
        calendar = true
        method = undefined
      }
      // An appointment inside an appointment: the outer one was never ended.
      if (name === 'VEVENT' && current?.kind === 'VEVENT') {
        while (open.length > current.depth) open.pop()
        current = undefined
      }
      if (current) current.block.lines.push(line)
      else if (name === 'VEVENT' || name === 'VTIMEZONE')
        current = { kind: name, depth: open.length, block: { line: line.number, method, lines: [] } }
      else if (name !== 'VCALENDAR' && open.every((one) => one.name === 'VCALENDAR'))
        others.push({ name, line: line.number })
      open.push({ name, line: line.number })
      continue
    }
    if (edge) {
      const at = open.findLastIndex((one) => one.name === name)
      if (at < 0) {
        remarks.push({ line: line.number, reason: 'calendars.lineSkipped' })
        continue
      }
      open.length = at
      if (current && at === current.depth) {
        const list = current.kind === 'VEVENT' ? events : zones
        list.push(current.block)
        current = undefined
      } else if (current && at < current.depth) current = undefined
      else current?.block.lines.push(line)
      continue
    }
    if (current) current.block.lines.push(line)
    else if (open.length <= 1) {
      method ??= /^METHOD:\s*(\w+)/i.exec(line.text)?.[1]?.toUpperCase()
      zone ??= /^X-WR-TIMEZONE:\s*(\S+)/i.exec(line.text)?.[1]
    }
  }
  const cutOff = open.filter(({ name }) => name === 'VEVENT' || name === 'VCALENDAR')
  return { zone, events, zones, others, remarks, calendar, cutOff }
}
