// What stands around a client, read across capabilities in one statement.
import { type RawBuilder, sql } from 'kysely'
import type { Touch } from '#api/activities.ts'
import { touchFrom } from '#server/activities/actions.ts'
import { clientTimeline, touchJson } from '#server/activities/actions-timeline.ts'
import type { ClientPart } from '#server/clients/actions-page.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { compiled } from '#server/kit/compiled.ts'
import type { Context } from '#server/kit/context.ts'
import { NotFound } from '#server/kit/errors.ts'

const shownPeople = 12
const shownChildren = 20
const shownItems = 20

export interface Around {
  /** People and group as JSON text of an object. */
  readonly around: string
  /** The newest page of the timeline as JSON text. */
  readonly timeline: string
  readonly touch: Touch
  /** For each part whether there is anything of it; null where it is not known beforehand. */
  readonly anything: readonly (boolean | null)[]
}

/** Everything but the client itself and the parts; the caller makes sure that the client may be seen. */
export async function around(
  ctx: Context,
  clientId: string,
  milestones: readonly string[],
  parts: readonly ClientPart[],
): Promise<Around> {
  const [row] = await compiled(ctx, 'around', [clientId, ctx.today], ([id, today]) =>
    aroundSql(ctx, id as string, today as string, milestones, parts),
  )
  if (!row?.touch) throw new NotFound('clients.notFound')
  return { ...row, touch: touchFrom(row.touch, ctx.today) }
}

type Row = Omit<Around, 'touch'> & { touch: Parameters<typeof touchFrom>[0] | null }

function aroundSql(
  ctx: Context,
  clientId: string,
  today: string,
  milestones: readonly string[],
  parts: readonly ClientPart[],
): RawBuilder<Row> {
  const timeline = clientTimeline(ctx, clientId, milestones, shownItems)
  return sql<Row>`
    with ${timeline.parts}, people as (
      select cp.id, cp.contact_id, p.first_name, p.last_name, p.title_before, p.title_after, p.no_contact, cp.position, cp.department, cp.buying_roles,
        cp.influence, cp.sentiment, cp.counterpart_id, cp.reports_to_id, cp.from_on, cp.to_on, cp.main, count(*) over () as total
      from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null
      where cp.client_id = ${clientId}::uuid and (cp.to_on is null or cp.to_on >= ${today}::date)
      order by cp.main desc, cp.influence desc nulls last, p.last_name collate czech, p.id limit ${shownPeople}
    ), children as (
      select c.id, c.name, c.kind, c.city, c.state, count(*) over () as total from clients c
      where c.parent_id = ${clientId}::uuid and c.deleted_at is null and ${visibleTo(ctx.actor)}
      order by c.name collate czech, c.id limit ${shownChildren}
    )
    select json_build_object(
      'people', (select coalesce(json_agg(json_build_object('contactId', q.contact_id, 'positionId', q.id,
        'name', concat_ws(' ', q.title_before, q.first_name, q.last_name) || coalesce(', ' || q.title_after, ''),
        'position', q.position, 'department', q.department, 'buyingRoles', q.buying_roles, 'influence', q.influence, 'sentiment', q.sentiment,
        'counterpart', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = q.counterpart_id), 'reportsToId', q.reports_to_id,
        'phone', (select h.value from contact_channels h where h.contact_id = q.contact_id and h.type = 'phone' order by h.position, h.id limit 1),
        'email', (select h.value from contact_channels h where h.contact_id = q.contact_id and h.type = 'email' order by h.position, h.id limit 1),
        'from', q.from_on, 'to', q.to_on, 'main', q.main, 'noContact', q.no_contact, 'x', null, 'y', null)), '[]') from people q),
      'morePeople', coalesce((select max(total) from people), 0) - (select count(*) from people),
      'group', json_build_object(
        'children', (select coalesce(json_agg(json_build_object('id', q.id, 'name', q.name, 'kind', q.kind, 'city', q.city, 'state', q.state)), '[]') from children q),
        'childrenCount', coalesce((select max(total) from children), 0),
        'relationsCount', (select count(*) from client_relations r join clients c on c.id = case when r.from_id = ${clientId}::uuid then r.to_id else r.from_id end
          where (r.from_id = ${clientId}::uuid or r.to_id = ${clientId}::uuid) and r.valid @> ${today}::date and c.deleted_at is null and ${visibleTo(ctx.actor)}))
    )::text as around, ${timeline.page} as timeline, ${touchJson(clientId)} as touch,
      (select json_build_array(${sql.join(parts.map((part) => part.anything ?? sql`null`))}) from clients c where c.id = ${clientId}::uuid) as anything`
}
