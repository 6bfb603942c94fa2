// The thread that typesets papers: reads its fonts from the disk, nothing else, and nothing from the network.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { parentPort } from 'node:worker_threads'
import pdfmakeModule from 'pdfmake'
import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { ink, type Paper } from '#server/kit/pdf.ts'

type Typesetter = {
  createPdf(
    definition: TDocumentDefinitions,
    options: { tableLayouts: Record<string, CustomTableLayout> },
  ): { getBuffer(): Promise<Buffer> }
  setFonts(fonts: object): void
  setTableLayouts(layouts: Record<string, CustomTableLayout>): void
  setUrlAccessPolicy(may: () => boolean): void
  setLocalAccessPolicy(may: (path: string) => boolean): void
}
const pdfmake = pdfmakeModule as unknown as Typesetter
const folder = `${dirname(createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto.js'))}/Roboto`
pdfmake.setFonts({
  Roboto: {
    normal: `${folder}/Roboto-Regular.ttf`,
    bold: `${folder}/Roboto-Medium.ttf`,
    italics: `${folder}/Roboto-Italic.ttf`,
    bolditalics: `${folder}/Roboto-MediumItalic.ttf`,
  },
})
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder))
const layouts: Record<string, CustomTableLayout> = {
  box: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: () => 8,
    paddingRight: () => 8,
    paddingTop: () => 5,
    paddingBottom: () => 5,
    fillColor: () => '#eef4f3',
  },
  lines: {
    hLineWidth: (i) => (i === 0 ? 0 : 0.5),
    vLineWidth: () => 0,
    hLineColor: () => ink.line,
    paddingLeft: () => 0,
    paddingTop: () => 3,
    paddingBottom: () => 3,
  },
}
pdfmake.setTableLayouts(layouts)

function definitionOf(paper: Paper, counted: (pages: number) => void): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [48, 44, 48, 52],
    info: {
      title: paper.title,
      ...(paper.author ? { author: paper.author } : {}),
      creator: 'Klientela',
      producer: 'Klientela',
    },
    language: paper.language,
    compress: true,
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.22, color: '#22201d' },
    styles: {
      title: { fontSize: 17, bold: true, lineHeight: 1.1 },
      under: { fontSize: 10, color: ink.dim },
      part: { fontSize: 11, bold: true, color: ink.accent, margin: [0, 10, 0, 3] },
      dim: { color: ink.dim, fontSize: 8.5 },
      label: { color: ink.dim, fontSize: 8.5 },
    },
    content: [...paper.content] as Content[],
    footer: (page: number, pages: number): Content => {
      counted(pages)
      return {
        margin: [48, 14, 48, 0],
        columns: [
          { text: paper.footer, style: 'dim', width: '*' },
          {
            text: paper.pageOf.replace('{page}', String(page)).replace('{pages}', String(pages)),
            style: 'dim',
            alignment: 'right',
            width: 'auto',
          },
        ],
      }
    },
  }
}

parentPort?.on('message', async ({ id, paper }: { id: number; paper: Paper }) => {
  let pages = 0
  try {
    const definition = definitionOf(paper, (count) => {
      pages = count
    })
    const bytes = await pdfmake.createPdf(definition, { tableLayouts: layouts }).getBuffer()
    parentPort?.postMessage({ id, bytes, pages })
  } catch (error) {
    parentPort?.postMessage({ id, error: (error as Error).message })
  }
})
