// The library of objections: what clients say, what to answer, why it is true, and how often it convinced.
import type { Argument, ArgumentChange, ArgumentDraft } from '#api/objections.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import {
  hitRateOf,
  type ObjectionKind,
  whyNotChangeArgument,
  whyNotWriteLibrary,
} from '#domain/objections/lifecycle.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, Forbidden, NotFound } from '#server/kit/errors.ts'
import { wordsOf } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import * as store from '#server/objections/store.ts'

/** The library, the arguments that convince most first; those not tried yet stand after them, by the alphabet. */
export async function listArguments(
  ctx: Context,
  query: { kind?: ObjectionKind; q?: string; retired?: boolean },
): Promise<{ arguments: Argument[]; whyNot: { write?: string } }> {
  const found = await store.listArguments(ctx, {
    kind: query.kind,
    words: query.q ? wordsOf(query.q) : [],
    retired: query.retired ?? false,
  })
  const rate = (one: Argument) =>
    one.hits.percent === null ? -1 : one.hits.percent * 1000 + Math.min(one.hits.settled, 999)
  const whyNot = whyNotWriteLibrary(ctx.actor)
  return {
    arguments: found.map((one) => view(ctx, one)).sort((a, b) => rate(b) - rate(a)),
    whyNot: whyNot ? { write: whyNot } : {},
  }
}

export async function addArgument(ctx: Context, draft: ArgumentDraft): Promise<Argument> {
  const whyNot = whyNotWriteLibrary(ctx.actor)
  if (whyNot) throw new Forbidden(whyNot)
  const row = checked({
    objection: draft.objection,
    kind: draft.kind,
    argument: draft.argument,
    evidence: draft.evidence ?? null,
    product: draft.product ?? null,
    rival: draft.rival ?? null,
    active: draft.active ?? true,
  })
  const id = await store.insertArgument(ctx, row)
  await recorded(ctx, 'argumentAdded', id, null, { ...row })
  return required(ctx, id)
}

export async function changeArgument(
  ctx: Context,
  id: string,
  change: ArgumentChange,
  version: number,
): Promise<Argument> {
  const before = await changeable(ctx, id)
  if (before.version !== version) throw conflict(view(ctx, before))
  const row = checked({ ...rowOf(before), ...change })
  await store.updateArgument(ctx, id, row, null)
  await recorded(ctx, 'argumentChanged', id, { ...rowOf(before) }, { ...row })
  return required(ctx, id)
}

export async function removeArgument(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await changeable(ctx, id)
  if (version !== undefined && before.version !== version) throw conflict(view(ctx, before))
  await store.updateArgument(ctx, id, rowOf(before), ctx.now)
  await recorded(ctx, 'argumentRemoved', id, { deletedAt: null }, { deletedAt: ctx.now })
}

export async function restoreArgument(ctx: Context, id: string): Promise<Argument> {
  const before = await changeable(ctx, id, true)
  if (before.deletedAt) {
    await store.updateArgument(ctx, id, rowOf(before), null)
    await recorded(ctx, 'argumentRestored', id, { deletedAt: before.deletedAt }, { deletedAt: null })
  }
  return required(ctx, id)
}

async function changeable(ctx: Context, id: string, deletedToo = false): Promise<store.StoredArgument> {
  const argument = await locked(ctx, id, deletedToo)
  const reason = whyNotChangeArgument(ctx.actor, argument.createdBy?.id ?? null)
  if (reason) throw new Forbidden(reason)
  return argument
}

async function locked(ctx: Context, id: string, deletedToo = false): Promise<store.StoredArgument> {
  const argument = await store.lockArgument(ctx, id, deletedToo)
  if (!argument) throw new NotFound('objections.argumentNotFound')
  return argument
}

const required = async (ctx: Context, id: string) => view(ctx, await locked(ctx, id))

function view(ctx: Context, argument: store.StoredArgument): Argument {
  const whyNot = whyNotChangeArgument(ctx.actor, argument.createdBy?.id ?? null)
  return { ...argument, hits: hitRateOf(argument.hits), whyNot: whyNot ? { edit: whyNot } : {} }
}

function rowOf({
  objection,
  kind,
  argument,
  evidence,
  product,
  rival,
  active,
}: store.StoredArgument): store.ArgumentRow {
  return { objection, kind, argument, evidence, product, rival, active }
}

function checked(row: store.ArgumentRow): store.ArgumentRow {
  const errors: { field: string; reason: string }[] = []
  const clean = (field: keyof store.ArgumentRow, required: boolean): string | null => {
    const text = ((row[field] as string | null) ?? '').normalize('NFC').replace(/\r\n?/g, '\n').trim()
    const reason = text ? whyNotStoreText(text) : required ? 'kit.required' : undefined
    if (reason) errors.push({ field, reason })
    return text || null
  }
  const result = {
    objection: clean('objection', true) ?? '',
    kind: row.kind,
    argument: clean('argument', true) ?? '',
    evidence: clean('evidence', false),
    product: clean('product', false),
    rival: clean('rival', false),
    active: row.active,
  }
  if (errors.length > 0) throw new BadInput(errors)
  return result
}

async function recorded(
  ctx: Context,
  verb: string,
  id: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown>,
): Promise<void> {
  await record(ctx, {
    fact: `objections.${verb}`,
    recordType: 'objection-arguments',
    recordId: id,
    before,
    after,
  })
}
