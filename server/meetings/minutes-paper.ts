// Minutes on paper, for the house or for the client: who was there, what was said point by point, and what came of it.

import type { MeetingLine } from '#api/meeting-minutes.ts'
import type { Meeting } from '#api/meetings.ts'
import { isInternal, type LineMark } from '#domain/meetings/marks.ts'
import { facts, ink, type Pdf, type PdfPart, rule, typeset } from '#server/kit/pdf.ts'
import { instantText, type PaperLanguage, spanText, wordsOf } from '#server/meetings/words.ts'

export interface MinutesFor {
  readonly audience: 'us' | 'client'
  readonly language: PaperLanguage
  readonly name: string
  readonly now: string
  /** Who and by when, of promises already in the books. */
  readonly promises: ReadonlyMap<string, string>
}

const results: readonly LineMark[] = [
  'decision',
  'promiseOurs',
  'promiseTheirs',
  'need',
  'question',
  'objection',
  'rival',
]

export async function minutesPaper(meeting: Meeting, all: readonly MeetingLine[], forWhom: MinutesFor): Promise<Pdf> {
  const { language, audience } = forWhom
  const t = wordsOf(language)
  const lines = all.filter((line) => line.text.trim() && (audience === 'us' || !isInternal(line.mark)))
  const firm = meeting.client?.name ?? meeting.lead?.name ?? ''
  const came = (side: 'ours' | 'theirs') =>
    meeting.people
      .filter((person) => person.side === side && person.attended !== false)
      .map((person) => (person.position ? `${person.name} (${person.position})` : person.name))
      .join(', ')
  const away = meeting.people.filter((person) => person.attended === false).map((person) => person.name)
  const content: PdfPart[] = [
    {
      text: (audience === 'us' ? t.paper.internal : t.paper.title).toLocaleUpperCase(language),
      style: 'dim',
      characterSpacing: 0.6,
    },
    { text: meeting.title, style: 'title', margin: [0, 2, 0, 6] },
    facts([
      [t.paper.client, firm],
      [
        t.paper.when,
        spanText(meeting.startedAt ?? meeting.startsAt, meeting.endedAt ?? meeting.endsAt, meeting.timeZone, language),
      ],
      [t.paper.where, meeting.place ?? (meeting.videoUrl ? t.paper.video : null)],
      [t.ours, came('ours')],
      [t.theirs, came('theirs')],
      [t.paper.excused, away.join(', ')],
      ...(audience === 'us' ? [[t.paper.goal, meeting.goal] as const] : []),
    ]),
  ]
  if (meeting.summary) content.push({ text: meeting.summary, margin: [0, 8, 0, 0] })
  const outcome = results
    .map((mark) => ({ mark, found: lines.filter((line) => line.mark === mark) }))
    .filter(({ found }) => found.length > 0)
  if (outcome.length > 0) {
    content.push({ text: t.paper.results, style: 'part' })
    content.push({
      layout: 'lines',
      table: {
        widths: [82, '*'],
        body: outcome.map(({ mark, found }) => [
          { text: t.marks[mark], style: 'label' },
          {
            stack: found.map((line) => ({
              text: [line.text, promiseDetail(line, forWhom.promises)],
              margin: [0, 0, 0, 1],
            })),
          },
        ]),
      },
    })
  }
  if (lines.length > 0) content.push({ text: t.paper.course, style: 'part' })
  for (const { title, found } of byPoint(meeting, lines, t.paper.withoutPoint)) {
    if (title) content.push({ text: title, bold: true, margin: [0, 5, 0, 1] })
    for (const line of found)
      content.push({
        text:
          line.mark === 'line'
            ? line.text
            : [{ text: `${t.marks[line.mark]}: `, color: ink.accent, bold: true }, line.text],
        margin: [0, 0, 0, 2],
      })
  }
  content.push(rule())
  return typeset({
    title: `${t.paper.title} – ${firm}`,
    language,
    author: forWhom.name,
    content,
    footer: t.paper.written(forWhom.name, instantText(forWhom.now, language)),
    pageOf: t.paper.page('{page}', '{pages}'),
  })
}

function promiseDetail(line: MeetingLine, promises: ReadonlyMap<string, string>) {
  const detail = line.promiseId ? promises.get(line.promiseId) : undefined
  return detail ? { text: `  (${detail})`, style: 'dim' } : ''
}

/** Lines under their point, in the order of the agenda; those without one last, under a heading only if there are others. */
function byPoint(
  meeting: Meeting,
  lines: readonly MeetingLine[],
  rest: string,
): { title: string; found: MeetingLine[] }[] {
  const known = new Set(meeting.points.map((point) => point.id))
  const parts = meeting.points
    .map((point) => ({ title: point.title, found: lines.filter((line) => line.pointId === point.id) }))
    .filter(({ found }) => found.length > 0)
  const first = lines.findIndex((line) => line.pointId && known.has(line.pointId))
  const loose = lines.filter((line) => !line.pointId || !known.has(line.pointId))
  // What was said before the first point stands before it.
  const opening = loose.filter((line) => lines.indexOf(line) < first)
  const others = loose.slice(opening.length)
  if (opening.length > 0) parts.unshift({ title: '', found: opening })
  if (others.length > 0) parts.push({ title: parts.length > 0 ? rest : '', found: others })
  return parts
}
