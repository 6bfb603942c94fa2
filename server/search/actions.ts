// Search as you type, and what one opened lately.
import { type FoundType, type FurtherHit, type FurtherKind, foundTypes, type Hit } from '#api/search.ts'
import type { Context } from '#server/kit/context.ts'
import { NotFound } from '#server/kit/errors.ts'
import type { Asked, Finder } from '#server/kit/finding.ts'
import { RawJson } from '#server/kit/serve.ts'
import * as store from '#server/search/store.ts'
import { fitsWithSlip, patternsOf, readWritten, slipsOf, type Written } from '#server/search/written.ts'

/**
 * Clients and contacts the actor may see by what was written: words of the name in any order, IČO from its beginning,
 * a part of a phone, mail or web, the client's own number, the tax number of a company. Own ones first, then those
 * opened lately, then the better match. When hardly anything fits, one slip of the finger per word is forgiven.
 * An empty field answers with what was opened lately.
 */
export async function findRecords(
  ctx: Context,
  query: { q?: string; limit?: number; types?: string },
): Promise<RawJson> {
  const types = query.types ? foundTypes.filter((type) => query.types?.split(',').includes(type)) : foundTypes
  const limit = query.limit ?? 20
  if (!query.q?.trim()) return answer(await store.findRecent(ctx, types, limit))
  const written = readWritten(query.q)
  const exact = await store.findHits(ctx, written, types, limit)
  const longest = Math.max(0, ...written.words.map((word) => word.length))
  const mayBeSlip = longest >= (exact.count === 0 ? 4 : 5) && !/^[\d ]+$/.test(written.whole)
  if (!mayBeSlip || exact.count >= 3) return answer(exact)
  const similar = await store.findSimilar(ctx, written, types, limit)
  if (exact.count === 0 || similar.count === 0) return answer(exact.count > 0 ? exact : similar)
  const [known, more] = [exact, similar].map((found) => JSON.parse(found.hits) as Hit[]) as [Hit[], Hit[]]
  const all = [...known, ...more.filter((hit) => !known.some((one) => one.id === hit.id))].slice(0, limit)
  return answer({ hits: JSON.stringify(all) })
}

/** Everything else, by the finders of the capabilities, in their order; at most `each` of a kind. */
export async function findFurther(
  ctx: Context,
  finders: readonly Finder[],
  query: { q?: string; each?: number },
): Promise<{ hits: FurtherHit[] }> {
  if (!query.q?.trim()) return { hits: [] }
  const asked = askedBy(readWritten(query.q))
  const hits: FurtherHit[] = []
  for (const { kind, find } of finders) {
    const found = await find(ctx, asked, query.each ?? 4)
    hits.push(...found.map((one) => ({ ...one, kind: kind as FurtherKind, match: one.match ?? null })))
  }
  return { hits }
}

/** As finders are asked: one or two letters are the beginning of everything, so they are not looked for. */
function askedBy({ words, whole, phone, address }: Written): Asked {
  const longest = [...words].sort((a, b) => b.length - a.length)[0] ?? ''
  const mayBeSlip = longest.length >= 4 && !/^[\d ]+$/.test(whole)
  return {
    patterns: longest.length >= 3 ? patternsOf(words) : undefined,
    slip: mayBeSlip ? { ...slipsOf(longest), fits: (folded) => fitsWithSlip(words, folded) } : undefined,
    phone,
    address,
  }
}

/** What the actor opened last, as far as he may still see it. */
export async function recentRecords(ctx: Context): Promise<RawJson> {
  return answer(await store.findRecent(ctx, foundTypes, 20))
}

/** Notes that the actor opened the record, so that search offers it first. */
export async function noteOpened(ctx: Context, record: { type: FoundType; id: string }): Promise<void> {
  if (!(await store.noteRecent(ctx, record.type, record.id))) throw new NotFound('search.notFound')
}

const answer = ({ hits }: Pick<store.Found, 'hits'>) => new RawJson(`{"hits":${hits}}`)
