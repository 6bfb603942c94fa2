// Gives a new lead to a person by the rules of the firm; two leads at the same moment take turns, never the same turn.
import { sql } from 'kysely'
import { chooseRule, nextInTurn, type RoutedLead, type RoutingRule } from '#domain/leads/routing.ts'
import type { Context } from '#server/kit/context.ts'
import { ableToTake } from '#server/leads/store.ts'

export interface Route {
  readonly ownerId: string | null
  readonly teamId: string | null
  readonly ruleId: string | null
  readonly ruleName: string | null
}

interface StoredRule extends RoutingRule {
  readonly name: string
}

async function activeRules(ctx: Context): Promise<StoredRule[]> {
  const { rows } = await sql<StoredRule>`
    select id, name, sources, postcodes, countries, naces, languages, user_ids, last_user_id
    from lead_rules where active order by position, created_at, id`.execute(ctx.db)
  return rows
}

/** Which rule would decide and whose turn it is; nothing is changed. */
export async function tryRoute(ctx: Context, lead: RoutedLead): Promise<Route> {
  const rules = await activeRules(ctx)
  const able = await ableToTake(ctx, [...new Set(rules.flatMap((rule) => rule.userIds))])
  const rule = chooseRule(rules, lead, new Set(able.keys()))
  const ownerId = rule ? (nextInTurn(rule, new Set(able.keys())) ?? null) : null
  return {
    ownerId,
    teamId: ownerId ? (able.get(ownerId) ?? null) : null,
    ruleId: rule?.id ?? null,
    ruleName: rule?.name ?? null,
  }
}

/**
 * Decides about a lead and moves the turn on. The rule's row is locked first: who comes at the same moment waits and reads the
 * turn this one left. Nobody able to take it: nobody's, told to those who give leads out.
 */
export async function route(ctx: Context, lead: RoutedLead): Promise<Route> {
  const chosen = await tryRoute(ctx, lead)
  if (!chosen.ruleId) return chosen
  const { rows } = await sql<{ userIds: string[]; lastUserId: string | null }>`
    select user_ids, last_user_id from lead_rules where id = ${chosen.ruleId}::uuid for update`.execute(ctx.db)
  const rule = rows[0]
  if (!rule) return chosen
  const able = await ableToTake(ctx, rule.userIds)
  const ownerId = nextInTurn(rule, new Set(able.keys())) ?? null
  if (ownerId) {
    await sql`update lead_rules set last_user_id = ${ownerId}::uuid where id = ${chosen.ruleId}::uuid`.execute(ctx.db)
  }
  return { ...chosen, ownerId, teamId: ownerId ? (able.get(ownerId) ?? null) : null }
}
