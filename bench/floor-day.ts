// The bare SQL of My day for the thin floor: what one person has to do today, without rights and without the right to see
// somebody else's day.

const answered = `(l.answered_at is not null or exists (select 1 from activities a where a.lead_id = l.id and a.deleted_at is null
  and (a.two_way or a.direction = 'out') and a.happened_at >= coalesce(
    (select max(s.received_at) from lead_submissions s where s.lead_id = l.id and s.outcome <> 'spam'), l.received_at)))`
const open = `l.deleted_at is null and l.state in ('new', 'contacted', 'qualified')`
const next = `case when c.next_touch_on is not null and (k.last_two_way_at is null or c.next_touch_on > k.last_two_way_at::date) then c.next_touch_on
  else coalesce(k.last_two_way_at::date, c.created_at::date)
    + coalesce(k.cadence_days, case c.class when 'key' then 14 when 'vip' then 21 when 'watch' then 30 else 45 end) end`

const rowsAsJson = (rows: string) => `select coalesce(json_agg(x), '[]')::text as json from (${rows}) x`

/** Each of the user ($1) and the day ($2); all at once. */
export const dayStatements = {
  dayTouches: rowsAsJson(`
    select c.id, c.name, c.class, c.owner_id as "ownerId", ${next} as "nextOn", k.last_two_way_at::date as "lastOn", k.next_touch_note as note
    from clients c left join touches k on k.client_id = c.id
    where c.owner_id = $1 and c.deleted_at is null and not c.no_contact
      and (c.state not in ('suspect', 'lost', 'disqualified') or (c.next_touch_on is not null and c.state <> 'disqualified'))
      and ${next} <= $2::date order by "nextOn", c.id limit 300`),
  dayLeft: rowsAsJson(`
    select p.id, concat_ws(' ', p.first_name, p.last_name) as person, cp.position, c.id as "clientId", c.name as client, c.class, cp.to_on as "leftOn"
    from clients c join contact_positions cp on cp.client_id = c.id join contacts p on p.id = cp.contact_id and p.deleted_at is null
    where c.owner_id = $1 and c.deleted_at is null and c.state in ('prospect', 'verified', 'active', 'key', 'dormant')
      and ((cp.to_on between $2::date - 60 and $2::date and (cp.buying_roles && '{decider,approver,champion,buyer}' or cp.influence >= 4))
        or (cp.to_on is null and cp.sentiment < 0 and 'decider' = any(cp.buying_roles)))
    order by coalesce(cp.to_on, p.updated_at::date) desc, cp.id limit 100`),
  dayObjections: rowsAsJson(`
    select o.id, c.name, left(o.text, 120) as text, o.due_on as "dueOn" from objections o left join clients c on c.id = o.client_id
    where o.owner_id = $1 and o.deleted_at is null and o.state in ('raised', 'analysed') and o.due_on <= $2::date + 1 order by o.due_on limit 300`),
  dayLeads: rowsAsJson(`
    select l.id, l.name, l.answer_due_on as "dueOn", l.received_at as "receivedAt", l.phone, ${answered} as answered from leads l
    where l.owner_id = $1 and ${open} and (not ${answered} or l.received_at < $2::date - 27) order by l.answer_due_on limit 300`),
  dayMeetings: rowsAsJson(`
    select m.id, m.title, m.state, m.starts_at as "startsAt", c.name from meetings m left join clients c on c.id = m.client_id
    where m.organizer_id = $1 and m.deleted_at is null and m.starts_at > $2::date - 60 and (m.state in ('planned', 'running')
      and (m.ends_at < $2::date or m.starts_at < $2::date + 2) or m.state = 'held' and m.letter_sent_at is null) order by m.starts_at limit 200`),
  dayPromises: rowsAsJson(`
    select r.id, r.side, r.kind, r.text, r.due_on as "dueOn", c.id as "clientId", c.name as client from promises r left join clients c on c.id = r.client_id
    where r.responsible_id = $1 and r.deleted_at is null and r.state = 'open' and r.due_on <= $2::date order by r.due_on, r.id limit 60`),
  dayAgenda: rowsAsJson(`
    select x.id, x.title, x.place, x.starts_at as "startsAt", x.ends_at as "endsAt", c.name from appointments x left join clients c on c.id = x.client_id
    where x.owner_id = $1 and x.deleted_at is null and x.status <> 'cancelled' and x.starts_at < $2::date + 2
      and x.starts_at > $2::date - 40 and x.ends_at > $2::date order by x.starts_at`),
  dayCounts: `select json_build_object(
    'choices', (select json_agg(json_build_object('rule', d.rule, 'id', d.record_id, 'until', d.until)) from day_choices d where d.user_id = $1),
    'promises', (select count(*) from promises r where r.responsible_id = $1 and r.deleted_at is null and r.state = 'open' and r.due_on <= $2::date),
    'next', (select count(*) from promises r where r.responsible_id = $1 and r.deleted_at is null and r.state = 'open' and r.due_on = $2::date + 1),
    'reminders', (select count(*) from peculiarities i join clients c on c.id = i.client_id where i.remind_on <= $2::date and i.deleted_at is null and c.owner_id = $1),
    'mentions', (select json_agg(n.details) from notifications n where n.user_id = $1 and n.read_at is null and n.event in ('comments.mention', 'activities.mention')),
    'lists', (select json_agg(json_build_object('id', q.id, 'name', q.name)) from call_lists q where q.owner_id = $1 and q.deleted_at is null and q.state = 'open'),
    'entries', (select count(*) from activities a where a.author_id = $1 and a.deleted_at is null and a.happened_at >= $2::date and a.happened_at < $2::date + 1),
    'kept', (select count(*) from promises r where r.settled_by = $1 and r.settled_on = $2::date and r.state = 'kept' and r.deleted_at is null),
    'done', (select count(*) from day_choices d where d.user_id = $1 and d.decision = 'done' and d.decided_at >= $2::date),
    'held', (select count(*) from meetings m where m.organizer_id = $1 and m.state in ('held', 'closed') and m.deleted_at is null
      and m.starts_at >= $2::date and m.starts_at < $2::date + 1))::text as json`,
} as const

/** Whom to call at the clients shown. */
export const dayContacts = rowsAsJson(`
  select distinct on (cp.client_id) cp.client_id as "clientId", p.id, concat_ws(' ', p.first_name, p.last_name) as name,
    (select h.value from contact_channels h where h.contact_id = p.id and h.type = 'phone' order by h.position limit 1) as phone
  from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null
  where cp.client_id = any($1::uuid[]) and cp.to_on is null order by cp.client_id, cp.main desc, cp.influence desc nulls last`)
