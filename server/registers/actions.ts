// What one does with public registers: fill in a new client, check one against ARES, decide about what differs.
import type { Address, Client, ClientChange } from '#api/clients.ts'
import type { ClientRegister, Difference } from '#api/registers.ts'
import { whyNotEdit } from '#domain/clients/access.ts'
import { checkIco } from '#domain/identifiers/ico.ts'
import {
  type ComparedField,
  differencesOf,
  isOpen,
  type RegisterAddress,
  type RegisterFacts,
  withoutKept,
} from '#domain/registers/differences.ts'
import { changeClient, getClient } from '#server/clients/actions.ts'
import { forAccess } from '#server/clients/actions-record.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { conflict, Forbidden, Refusal } from '#server/kit/errors.ts'
import type { Ares, Outcome } from '#server/registers/ares-client.ts'
import * as store from '#server/registers/store.ts'

interface Said {
  outcome: 'found' | 'notFound' | 'invalid' | 'unavailable'
  reason: string | null
}

/** Facts of a company by its IČO, to fill a new client; a wrong number is told without asking anybody. */
export async function prefill(ctx: Context, ares: Ares, text: string) {
  const checked = checkIco(text)
  if (!checked.ok)
    return { outcome: 'invalid' as const, reason: checked.reason, company: null, existing: null, answeredAt: null }
  const { said, facts, at } = await answerFor(ctx, ares, checked.value)
  const existing = (await store.findExisting(ctx, [checked.value])).get(checked.value) ?? null
  return { ...said, company: facts, existing, answeredAt: at }
}

/** Up to twenty companies by a part of their name, with a note which of them are clients already. */
export async function searchByName(ctx: Context, ares: Ares, name: string) {
  const outcome = await ares.byName(name.trim(), 20)
  if (outcome.outcome !== 'found') return { ...saidOf(outcome), total: 0, companies: [] }
  const { companies, total } = outcome.value
  const existing = await store.findExisting(
    ctx,
    companies.map((company) => company.ico),
  )
  return {
    ...saidOf(outcome),
    total,
    companies: companies.map((company) => ({
      company: writable(company),
      existing: existing.get(company.ico) ?? null,
    })),
  }
}

/** Statutory people from the public register; nothing of it is kept. */
export async function statutoryPeople(ares: Ares, text: string) {
  const checked = checkIco(text)
  if (!checked.ok) return { outcome: 'invalid' as const, reason: checked.reason, fileNumber: null, people: [] }
  const outcome = await ares.publicRecord(checked.value)
  if (outcome.outcome !== 'found') return { ...saidOf(outcome), fileNumber: null, people: [] }
  return { ...saidOf(outcome), fileNumber: outcome.value.fileNumber, people: [...outcome.value.members] }
}

/** The last check of a client, and what waits for a decision. */
export async function lastCheck(ctx: Context, clientId: string): Promise<ClientRegister> {
  return registerOf(ctx, await getClient(ctx, clientId))
}

/** Compares the client with ARES now, past the kept answer. Without an IČO there is nothing to ask for. */
export async function checkNow(ctx: Context, ares: Ares, clientId: string): Promise<ClientRegister> {
  const client = await getClient(ctx, clientId)
  if (!client.ico) throw new Refusal('registers.icoMissing')
  // ARES is asked before the transaction: it may take seconds, and rows must not stay locked so long.
  const outcome = await ares.byIco(client.ico)
  return inTransaction(ctx.db, async (db) => {
    const inside = { ...ctx, db }
    await judge(inside, clientId, client.ico as string, outcome)
    return registerOf(inside, await getClient(inside, clientId))
  })
}

/** Checks a client on schedule; tells whether the register answered. */
export async function checkOnSchedule(
  ctx: Context,
  ares: Ares,
  due: { id: string; ico: string },
  signal: AbortSignal,
): Promise<boolean> {
  const outcome = await ares.byIco(due.ico, signal)
  if (outcome.outcome === 'unavailable') return false
  await inTransaction(ctx.db, (db) => judge({ ...ctx, db }, due.id, due.ico, outcome))
  return true
}

/**
 * Decides about differences field by field. Accepted ones change the client (its version must be the one that was seen)
 * with the reason ARES in the journal; kept ones are not raised again until the register says something new.
 */
export async function settle(
  ctx: Context,
  clientId: string,
  fields: Partial<Record<ComparedField, 'accept' | 'keep'>>,
  version: number,
): Promise<ClientRegister> {
  const client = await getClient(ctx, clientId)
  const reason = whyNotEdit(ctx.actor, forAccess(ctx.actor, client))
  if (reason) throw new Forbidden(reason)
  const open = await store.lockOpenCheck(ctx, clientId)
  if (!open) throw new Refusal('registers.nothingToSettle')
  if (client.version !== version) throw conflict(client)
  const chosen = (field: ComparedField) => fields[field]
  const undecided = open.differences.filter((difference) => difference.decided === null)
  if (Object.keys(fields).some((field) => !undecided.some((difference) => difference.field === field))) {
    throw new Refusal('registers.nothingToSettle')
  }
  const accepted = undecided.filter((difference) => chosen(difference.field) === 'accept')
  if (accepted.length > 0) {
    const known = client.ico ? await store.findAnswer(ctx, client.ico, true) : undefined
    const facts = known?.state === 'found' ? known.facts : undefined
    await changeClient(ctx, clientId, changeBy(client, accepted, facts), version, 'ARES')
  }
  const decided = open.differences.map((difference): Difference => {
    const choice = difference.decided === null ? chosen(difference.field) : undefined
    return choice ? { ...difference, decided: choice === 'accept' ? 'accepted' : 'kept' } : difference
  })
  await store.writeDecisions(ctx, open.id, decided, !isOpen(decided))
  return registerOf(ctx, await getClient(ctx, clientId))
}

/** Clients that differ from the register and wait for a decision. */
export async function openDifferences(ctx: Context, query: { cursor?: string; limit?: number; mine?: boolean }) {
  return store.listOpen(ctx, { ...query, limit: query.limit ?? 50, mine: query.mine ?? false })
}

async function answerFor(
  ctx: Context,
  ares: Ares,
  ico: string,
): Promise<{ said: Said; facts: RegisterAnswer | null; at: string | null }> {
  const known = await store.findAnswer(ctx, ico)
  if (known) {
    const facts = known.state === 'found' ? writable(known.facts) : null
    return { said: { outcome: known.state, reason: null }, facts, at: known.at }
  }
  const outcome = await ares.byIco(ico)
  if (outcome.outcome === 'found') await store.keepAnswer(ctx, ico, outcome.value)
  if (outcome.outcome === 'notFound') await store.keepAnswer(ctx, ico, null)
  const answered = outcome.outcome === 'found' || outcome.outcome === 'notFound'
  return {
    said: saidOf(outcome),
    facts: outcome.outcome === 'found' ? writable(outcome.value) : null,
    at: answered ? ctx.now : null,
  }
}

async function judge(ctx: Context, clientId: string, ico: string, outcome: Outcome<RegisterFacts>): Promise<void> {
  if (outcome.outcome === 'unavailable' || outcome.outcome === 'invalid') {
    const reason = outcome.outcome === 'invalid' ? 'registers.badAnswer' : `registers.${outcome.reason}`
    return store.insertCheck(ctx, clientId, { state: 'unavailable', reason })
  }
  await store.keepAnswer(ctx, ico, outcome.outcome === 'found' ? outcome.value : null)
  if (outcome.outcome === 'notFound') return store.insertCheck(ctx, clientId, { state: 'notFound' })
  const client = await getClient(ctx, clientId)
  // Meanwhile somebody may have given the client another number: the answer speaks of the old one.
  if (client.ico !== ico) return
  const differences = withoutKept(differencesOf(keptFacts(client), outcome.value), await store.findKept(ctx, clientId))
  const state = isOpen(differences) ? 'differs' : differences.length > 0 ? 'settled' : 'same'
  await store.insertCheck(ctx, clientId, { state, differences })
}

/** The last check of a client at hand. */
export async function registerOf(ctx: Context, client: Client, nothing = false): Promise<ClientRegister> {
  const [{ last, open }, known] = nothing
    ? [{ last: null, open: null }]
    : await Promise.all([
        store.findChecks(ctx, client.id),
        client.ico ? store.findAnswer(ctx, client.ico, true) : undefined,
      ])
  return {
    last,
    open,
    company: known?.state === 'found' ? writable(known.facts) : null,
    clientVersion: client.version,
    whyNotSettle: whyNotEdit(ctx.actor, forAccess(ctx.actor, client)) ?? null,
  }
}

function keptFacts(client: Client) {
  const seat = client.addresses.find((address) => address.kind === 'seat')
  return {
    name: client.name,
    dic: client.dic,
    legalForm: client.legalForm,
    seat: seat ? addressOf(seat) : null,
    nace: client.nace,
  }
}

function changeBy(client: Client, accepted: readonly Difference[], facts: RegisterFacts | undefined): ClientChange {
  const change: ClientChange = {}
  for (const { field, theirs } of accepted) {
    if (field === 'seat') change.addresses = withSeat(client.addresses, theirs as RegisterAddress)
    else if (field === 'nace') {
      change.nace = theirs as string
      change.naceVersion = facts?.branches.find((branch) => branch.code === theirs)?.version ?? null
    } else change[field] = theirs as string
  }
  return change
}

function withSeat(addresses: readonly Address[], seat: RegisterAddress): Address[] {
  const old = addresses.find((address) => address.kind === 'seat')
  return [{ ...old, kind: 'seat', ...seat }, ...addresses.filter((address) => address.kind !== 'seat')]
}

function addressOf(address: Address): RegisterAddress {
  return {
    street: address.street ?? null,
    city: address.city ?? null,
    postcode: address.postcode ?? null,
    region: address.region ?? null,
    country: address.country ?? 'CZ',
  }
}

function saidOf(outcome: Outcome<unknown>): Said {
  if (outcome.outcome === 'unavailable') return { outcome: 'unavailable', reason: `registers.${outcome.reason}` }
  if (outcome.outcome === 'invalid') return { outcome: 'invalid', reason: 'registers.refusedNumber' }
  return { outcome: outcome.outcome, reason: null }
}

type RegisterAnswer = Omit<RegisterFacts, 'branches' | 'warnings'> & {
  branches: RegisterFacts['branches'][number][]
  warnings: RegisterFacts['warnings'][number][]
}
function writable(facts: RegisterFacts): RegisterAnswer {
  return { ...facts, branches: [...facts.branches], warnings: [...facts.warnings] }
}
