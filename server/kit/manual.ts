// The manual on the screen: docs/manual/*.md as readable pages at /manual and /manual/<page>, in either language.
// Whatever a page holds, only text and the few elements of Markdown come out of it; there is no script of our own.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Marked, type Token, type Tokens } from 'marked'
import { manual as cs } from '#messages/cs/manual.ts'
import { manual as en } from '#messages/en/manual.ts'
import type { Language } from '#messages/plural.ts'
import { manualStyle } from '#server/kit/manual-style.ts'
import { languageOf } from '#server/kit/problems.ts'
import { root } from '#server/kit/root.ts'

const texts = { cs, en }
const folder = join(root, 'docs', 'manual')

interface Page {
  readonly name: string
  readonly title: string
  readonly body: string
  readonly sections: readonly { readonly id: string; readonly title: string }[]
}
type Manual = Readonly<Record<Language, ReadonlyMap<string, Page>>>

/** Answers at /manual and /manual/<page>?lang=cs|en; readable before sign-in, because signing in is described there. */
export function manual(app: FastifyInstance): void {
  let read: Manual | undefined
  const answer = (
    request: { query: unknown } & Parameters<typeof languageOf>[0],
    reply: FastifyReply,
    name: string | undefined,
  ) => {
    read ??= readManual()
    const wanted = (request.query as { lang?: unknown }).lang
    const language: Language = wanted === 'cs' || wanted === 'en' ? wanted : languageOf(request)
    const pages = read[language]
    const page = name === undefined ? undefined : pages.get(name)
    return reply
      .code(name === undefined || page ? 200 : 404)
      .headers({ 'cache-control': 'no-cache', 'content-language': language, vary: 'accept-language' })
      .type('text/html; charset=utf-8')
      .send(document(language, [...pages.values()], page, name))
  }
  app.get('/manual', { schema: { hide: true } }, (request, reply) => answer(request, reply, undefined))
  app.get<{ Params: { page: string } }>('/manual/:page', { schema: { hide: true } }, (request, reply) =>
    answer(request, reply, request.params.page),
  )
}

/** Every page in both languages, by title. Read once: the files change only with the program. */
function readManual(): Manual {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
  const halves = new Map(names.map((name) => [name, halvesOf(readFileSync(join(folder, `${name}.md`), 'utf8'))]))
  const inLanguage = (language: Language) => {
    const pages = names.flatMap((name) => {
      const half = halves.get(name)?.[language === 'cs' ? 0 : 1]
      return half ? [pageOf(name, half, language)] : []
    })
    pages.sort((a, b) => a.title.localeCompare(b.title, language))
    return new Map(pages.map((page) => [page.name, page]))
  }
  return { cs: inLanguage('cs'), en: inLanguage('en') }
}

/** A page is written in Czech first, then in English; each half begins with a title of the first level. */
function halvesOf(text: string): string[] {
  return text.split(/^(?=# )/m).filter((part) => part.startsWith('# '))
}

function pageOf(name: string, half: string, language: Language): Page {
  const markdown = new Marked({ renderer: rendererFor(language) })
  const tokens = markdown.lexer(half)
  const headings = tokens.filter((token): token is Tokens.Heading => token.type === 'heading')
  const title = headings.find(({ depth }) => depth === 1)
  const sections = headings.filter(({ depth }) => depth === 2).map((token) => ({ id: idOf(token), title: token.text }))
  const body = markdown.parser(tokens.filter((token) => token !== title))
  return { name, title: title?.text ?? name, body, sections }
}

type Rendering = { readonly parser: { parseInline(tokens: Token[]): string } }

function rendererFor(language: Language) {
  return {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
    heading(this: Rendering, token: Tokens.Heading) {
      const { depth, tokens } = token
      return `<h${depth} id="${idOf(token)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
    },
    link(this: Rendering, { href, tokens }: Tokens.Link) {
      const inside = this.parser.parseInline(tokens)
      const address = addressOf(href, language)
      return address ? `<a href="${escaped(address)}">${inside}</a>` : inside
    },
    // Pictures of other houses would tell them who reads the manual; ours has none.
    image: ({ text }: Tokens.Image) => escaped(text),
  }
}

/** Between files a link names the neighbour (`clients.md`), so that it also works where the files are read as they are. */
function addressOf(href: string, language: Language): string | undefined {
  const neighbour = /^([a-z-]+)\.md(#.+)?$/.exec(href)
  if (neighbour) return `/manual/${neighbour[1]}?lang=${language}${neighbour[2] ?? ''}`
  return /^(https?:\/\/|\/(?!\/)|#)/.test(href) ? href : undefined
}

const idOf = ({ text }: Tokens.Heading) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

function document(language: Language, pages: readonly Page[], page: Page | undefined, asked: string | undefined) {
  const t = texts[language]
  const other = language === 'cs' ? 'en' : 'cs'
  const missing = asked !== undefined && !page
  const title = page?.title ?? (missing ? t.missingTitle : t.title)
  const name = page ? `/${page.name}` : ''
  const links = pages
    .map((one) => {
      const here = one === page ? ' aria-current="page"' : ''
      return `<li><a href="/manual/${one.name}?lang=${language}"${here}>${escaped(one.title)}</a></li>`
    })
    .join('')
  const sections = page && page.sections.length > 2 ? sectionsOf(t.onThisPage, page) : ''
  const intro = missing ? t.missing : t.intro
  const body = page ? `${sections}${page.body}` : `<p>${escaped(intro)}</p><ul class="all">${links}</ul>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · ${escaped(page ? t.title : t.product)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${manualStyle}</style>
</head>
<body>
<header>
<a class="product" href="/">${escaped(t.product)}</a>
<a href="/manual?lang=${language}">${escaped(t.title)}</a>
<span class="space"></span>
<a href="/manual${name}?lang=${other}" hreflang="${other}" lang="${other}">${escaped(t.otherLanguage)}</a>
<a href="/">${escaped(t.toProduct)}</a>
</header>
<div class="columns">
${page ? `<nav aria-label="${escaped(t.pages)}"><ul>${links}</ul></nav>` : ''}
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</div>
</body>
</html>
`
}

function sectionsOf(label: string, page: Page): string {
  const links = page.sections.map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`).join('')
  return `<nav class="sections" aria-label="${escaped(label)}"><ul>${links}</ul></nav>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
