import { readdirSync } from 'node:fs'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { manual } from '#server/kit/manual.ts'

const app = Fastify()
manual(app)
const files = readdirSync(new URL('../../docs/manual/', import.meta.url)).map((file) => file.replace(/\.md$/, ''))

it('serves every page of the manual in both languages, without any script', async () => {
  for (const name of files) {
    for (const lang of ['cs', 'en']) {
      const { statusCode, headers, body } = await app.inject(`/manual/${name}?lang=${lang}`)
      expect([name, lang, statusCode, headers['content-language']]).toEqual([name, lang, 200, lang])
      expect(body).toMatch(/<h1>[^<]+<\/h1>/)
      expect(body).not.toMatch(/<script|\son\w+=|javascript:/i)
    }
  }
})

it('links its pages only to pages that exist', async () => {
  const missing: string[] = []
  for (const name of files) {
    const { body } = await app.inject(`/manual/${name}?lang=cs`)
    for (const [, target = ''] of body.matchAll(/href="\/manual\/([a-z-]+)/g)) {
      if (!files.includes(target)) missing.push(`${name}: ${target}`)
    }
  }
  expect(missing).toEqual([])
})

it('says what to do when there is no such page, and reaches nothing outside its folder', async () => {
  for (const path of ['/manual/nothing', '/manual/..%2f..%2fpackage', '/manual/README']) {
    const { statusCode, body } = await app.inject(path)
    expect(statusCode).toBe(404)
    expect(body).toContain('href="/manual/clients?lang=cs"')
  }
})
