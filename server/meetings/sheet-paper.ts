// The preparation sheet on paper: what the sections say, cut so that it never has more than two A4 pages.

import type { SheetBlock } from '#api/meeting-papers.ts'
import type { Meeting } from '#api/meetings.ts'
import { facts, ink, type Pdf, type PdfPart, rule, typeset } from '#server/kit/pdf.ts'
import { instantText, type PaperLanguage, spanText, wordsOf } from '#server/meetings/words.ts'

/** Lines a section may have and letters a line may have, from generous to tight; the first that fits two pages is printed. */
const measures = [
  { lines: 12, letters: 400 },
  { lines: 10, letters: 260 },
  { lines: 8, letters: 180 },
  { lines: 6, letters: 140 },
  { lines: 4, letters: 110 },
  { lines: 2, letters: 80 },
  { lines: 1, letters: 60 },
] as const

export async function sheetPaper(
  meeting: Meeting,
  blocks: readonly SheetBlock[],
  by: { name: string; now: string; language: PaperLanguage },
): Promise<Pdf> {
  let last: Pdf | undefined
  for (const measure of measures) {
    last = await typeset(paperOf(meeting, blocks, by, measure))
    if (last.pages <= 2) return last
  }
  return last as Pdf
}

function paperOf(
  meeting: Meeting,
  blocks: readonly SheetBlock[],
  by: { name: string; now: string; language: PaperLanguage },
  measure: (typeof measures)[number],
) {
  const t = wordsOf(by.language)
  const cut = (text: string) =>
    text.length > measure.letters ? `${text.slice(0, measure.letters - 1).trimEnd()}…` : text
  const firm = meeting.client?.name ?? meeting.lead?.name ?? ''
  const agenda = meeting.points.slice(0, measure.lines + 3)
  const content: PdfPart[] = [
    { text: t.sheet.title.toLocaleUpperCase(by.language), style: 'dim', characterSpacing: 0.6 },
    { text: meeting.title, style: 'title', margin: [0, 2, 0, 0] },
    { text: firm, style: 'under', margin: [0, 2, 0, 6] },
    facts([
      [t.paper.when, spanText(meeting.startsAt, meeting.endsAt, meeting.timeZone, by.language)],
      [t.paper.where, [meeting.place, meeting.videoUrl].filter(Boolean).join(' · ') || null],
      [t.ours, names(meeting, 'ours')],
      [t.theirs, names(meeting, 'theirs')],
    ]),
    {
      margin: [0, 8, 0, 2],
      layout: 'box',
      table: {
        widths: ['*', '*'],
        body: [
          [
            {
              stack: [
                { text: t.sheet.goal, style: 'label' },
                { text: cut(meeting.goal ?? '–'), bold: true },
              ],
            },
            { stack: [{ text: t.sheet.fallback, style: 'label' }, cut(meeting.fallback ?? '–')] },
          ],
        ],
      },
    },
  ]
  if (agenda.length > 0) {
    content.push({ text: t.sheet.agenda, style: 'part' })
    content.push({
      ol: agenda.map((point) => ({
        text: [cut(point.title), point.minutes ? { text: `  ${t.minutes(point.minutes)}`, style: 'dim' } : ''],
      })),
    })
    if (meeting.points.length > agenda.length)
      content.push({ text: t.sheet.more(meeting.points.length - agenda.length), style: 'dim' })
  }
  for (const block of blocks) {
    const lines = block.lines.slice(0, measure.lines)
    const more = block.lines.length - lines.length + (block.more ?? 0)
    content.push({
      // A heading never stays alone at the foot of a page.
      stack: [{ text: block.title, style: 'part' }, ...lines.slice(0, 1).map((line) => lineOf(line, cut))],
      unbreakable: true,
    })
    content.push(...lines.slice(1).map((line) => lineOf(line, cut)))
    if (more > 0) content.push({ text: t.sheet.more(more), style: 'dim', margin: [10, 1, 0, 0] })
  }
  if (blocks.length === 0) content.push({ text: t.sheet.empty, style: 'dim', margin: [0, 10, 0, 0] })
  content.push(rule())
  return {
    title: `${t.sheet.title} – ${firm}`,
    language: by.language,
    author: by.name,
    content,
    footer: t.sheet.printed(by.name, instantText(by.now, by.language)),
    pageOf: t.sheet.page('{page}', '{pages}'),
  }
}

function lineOf(line: SheetBlock['lines'][number], cut: (text: string) => string): PdfPart {
  // A sign beside the colour, so that a black and white print says the same.
  const sign = line.tone ? { late: '!', risk: '–', fine: '+' }[line.tone] : '·'
  return {
    columns: [
      { width: 10, text: sign, bold: !!line.tone, color: line.tone ? ink[line.tone] : ink.dim },
      {
        width: '*',
        text: [
          { text: cut(line.text), ...(line.tone === 'late' ? { color: ink.late } : {}) },
          ...(line.detail ? [{ text: `   ${cut(line.detail)}`, style: 'dim' }] : []),
        ],
      },
    ],
    margin: [0, 1, 0, 0],
  }
}

function names(meeting: Meeting, side: 'ours' | 'theirs'): string | null {
  const people = meeting.people.filter((person) => person.side === side)
  return (
    people.map((person) => (person.position ? `${person.name} (${person.position})` : person.name)).join(', ') || null
  )
}
