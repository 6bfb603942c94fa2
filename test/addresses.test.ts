// Every address written in the browser program leads to one of its pages: the router's types do not reach links of other rooms.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Answered by the server itself. */
const served = /^\/(api|manual|forms)\//
/** Put together from the kind of a record; the kinds are pages of their own. */
const pieced = /^\/\$\{/

const sources = (pattern: string) => globSync(pattern).map((path) => ({ path, text: readFileSync(path, 'utf8') }))

test('links, menus and commands lead to pages that exist', () => {
  const pages = [...sources('web/*/routes.tsx'), ...sources('web/router.tsx')].flatMap(({ text }) =>
    [...text.matchAll(/(?:page\(\s*|path: )'(\/[^']*)'/g)].map((match) => match[1] as string),
  )
  expect(pages).toContain('/clients/$id')
  const leads = (link: string, page: string) => {
    const [given, wanted] = [link.split('/'), page.split('/')]
    const open = (part: string | undefined) => part?.includes('$')
    return (
      given.length === wanted.length && given.every((part, i) => part === wanted[i] || open(part) || open(wanted[i]))
    )
  }
  const dead: string[] = []
  let links = 0
  for (const { path, text } of sources('web/**/*.{ts,tsx}')) {
    for (const [, link = ''] of text.matchAll(/\b(?:to|href|path|link)\s*[:=]\s*\{?[`'"](\/[^`'"]*)[`'"]/g)) {
      if (served.test(link) || pieced.test(link)) continue
      links += 1
      const plain = link.replace(/\$\{[^}]*\}/g, '$').replace(/[?#].*/, '')
      if (!pages.some((page) => leads(plain, page))) dead.push(`${path}: ${link}`)
    }
  }
  expect(dead).toEqual([])
  expect(links).toBeGreaterThan(100)
})
