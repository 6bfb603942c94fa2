-- Search as you type: indexes that hold who may see a name beside the letters of it, and functions that look for a
-- bounded number of candidates. What may be seen is decided by the asker's own conditions afterwards; the functions
-- only look first where the answer most likely lies. They are functions because a plan made once per connection, early
-- stopping and the threshold of likeness then belong to the search alone.

create extension if not exists btree_gin;

-- Changes not yet merged into an index of letters are read through by every search: connections of the product let only 128 kB
-- wait (server/kit/db.ts), imports 4 MB.
drop index clients_name_folded;
create index clients_name_folded on clients using gin (team_id, owner_id, name_folded gin_trgm_ops);
drop index contacts_name_folded;
create index contacts_name_folded on contacts using gin (team_id, owner_id, name_folded gin_trgm_ops);

-- How well a name fits what was written: the whole name 3, its beginning 2, the beginning of a word 1.
create function search_points(folded text, written text) returns int language sql immutable parallel safe
return case when folded = written then 3 when starts_with(folded, written) then 2 when strpos(folded, ' ' || written) > 0 then 1 else 0 end;

-- Clients and contacts by fragments of their names: `longest` is the pattern the index answers, `others` are patterns over
-- a blank and the name. Own ones first; those of the team (or of the firm) only when there are fewer than `most` so far.
create function search_names(
  clients_too boolean, contacts_too boolean, longest text, others text[], written text,
  persons uuid[], teams uuid[], everywhere boolean, opened uuid[], most int
) returns table (type text, id uuid, own boolean, recent boolean, points int, length int)
language plpgsql stable rows 20 set plan_cache_mode = force_generic_plan as $$
declare
  -- Dearer ways of looking are taken only while fewer than these were found.
  few constant int := least(8, most);
  so_far int := 0;
  added int;
begin
  -- A materialized subquery is planned as if read whole, so that the index of letters is taken, and stopped at 200.
  if clients_too then
    return query
      with hits as materialized (
        select c.id, c.name_folded from clients c where c.owner_id = any(persons) and c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null)
      select 'clients', h.id, true, h.id = any(opened), search_points(h.name_folded, written), length(h.name_folded)
      from (select hits.id, hits.name_folded from hits limit 200) h order by 4 desc, 5 desc, 6 limit most;
    get diagnostics added = row_count;
    so_far := so_far + added;
  end if;
  if contacts_too and so_far < most then
    return query
      with hits as materialized (
        select c.id, c.name_folded from contacts c where c.owner_id = any(persons) and c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null)
      select 'contacts', h.id, true, h.id = any(opened), search_points(h.name_folded, written), length(h.name_folded)
      from (select hits.id, hits.name_folded from hits limit 200) h order by 4 desc, 5 desc, 6 limit most;
    get diagnostics added = row_count;
    so_far := so_far + added;
  end if;
  if cardinality(opened) > 0 then
    return query
      select 'clients', c.id, false, true, search_points(c.name_folded, written), length(c.name_folded) from clients c
      where clients_too and c.id = any(opened) and (c.owner_id <> all(persons)) is not false and c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null
      union all
      select 'contacts', c.id, false, true, search_points(c.name_folded, written), length(c.name_folded) from contacts c
      where contacts_too and c.id = any(opened) and (c.owner_id <> all(persons)) is not false and c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null;
  end if;
  if so_far >= most then return; end if;

  if clients_too and everywhere then
    return query
      with hits as materialized (
        select c.id, c.name_folded from clients c where c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null and (c.owner_id <> all(persons)) is not false and c.id <> all(opened))
      select 'clients', h.id, false, false, search_points(h.name_folded, written), length(h.name_folded)
      from (select hits.id, hits.name_folded from hits limit 200) h order by 5 desc, 6 limit most - so_far + 4;
    get diagnostics added = row_count;
    so_far := so_far + added;
  elsif clients_too then
    return query
      with hits as materialized (
        select c.id, c.name_folded from clients c where c.team_id = any(teams) and c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null and (c.owner_id <> all(persons)) is not false and c.id <> all(opened))
      select 'clients', h.id, false, false, search_points(h.name_folded, written), length(h.name_folded)
      from (select hits.id, hits.name_folded from hits limit 200) h order by 5 desc, 6 limit most - so_far + 4;
    get diagnostics added = row_count;
    so_far := so_far + added;
    -- Clients one helps with in other teams, each looked up by its key.
    if so_far < few then
      return query
        with helped as materialized (select m.client_id from client_members m where m.user_id = any(persons) limit 2000)
        select 'clients', k.id, false, false, search_points(k.name_folded, written), length(k.name_folded)
        from helped h cross join lateral (
          select c.id, c.name_folded from clients c
          where c.id = h.client_id and c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null
            and (c.owner_id <> all(persons)) is not false and c.id <> all(opened) and (c.team_id <> all(teams)) is not false
          offset 0) k
        limit most;
    end if;
  end if;
  if so_far >= most or not contacts_too then return; end if;

  if everywhere then
    return query
      with hits as materialized (
        select c.id, c.name_folded from contacts c where c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null and (c.owner_id <> all(persons)) is not false and c.id <> all(opened))
      select 'contacts', h.id, false, false, search_points(h.name_folded, written), length(h.name_folded)
      from (select hits.id, hits.name_folded from hits limit 200) h order by 5 desc, 6 limit most - so_far + 4;
    return;
  end if;
  return query
    with hits as materialized (
      select c.id, c.name_folded from contacts c where c.team_id = any(teams) and c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null and (c.owner_id <> all(persons)) is not false and c.id <> all(opened))
    select 'contacts', h.id, false, false, search_points(h.name_folded, written), length(h.name_folded)
    from (select hits.id, hits.name_folded from hits limit 200) h order by 5 desc, 6 limit most - so_far + 4;
  get diagnostics added = row_count;
  so_far := so_far + added;
  if so_far >= few then return; end if;
  -- People entered by others who work at a company seen here; the first 500 of that name are looked at.
  return query
    with hits as materialized (
      select c.id, c.name_folded from contacts c where c.name_folded like longest and ' ' || c.name_folded like all(others) and c.deleted_at is null and (c.owner_id <> all(persons)) is not false and c.id <> all(opened) and (c.team_id <> all(teams)) is not false)
    select 'contacts', h.id, false, false, search_points(h.name_folded, written), length(h.name_folded)
    from (select hits.id, hits.name_folded from hits limit 500) h
    where exists (
      select 1 from contact_positions cp join clients v on v.id = cp.client_id
      where cp.contact_id = h.id and (v.team_id = any(teams) or v.owner_id = any(persons)
        or v.id in (select m.client_id from client_members m where m.user_id = any(persons))))
    order by 5 desc, 6 limit most - so_far + 4;
end $$;

-- Names one slip of the finger away: `patterns` are pieces of the word that a single slip leaves whole (they are answered
-- by the index of letters), `slips` is a regular expression of all words one slip away.
create function search_similar(
  clients_too boolean, contacts_too boolean, patterns text[], slips text, persons uuid[], teams uuid[], everywhere boolean, most int
) returns table (type text, id uuid, own boolean, folded text)
language plpgsql stable rows 50 set plan_cache_mode = force_generic_plan as $$
begin
  if clients_too and everywhere then
    return query
      select distinct 'clients', h.id, coalesce(h.owner_id = any(persons), false), h.name_folded from unnest(patterns) p(pattern) cross join lateral (
        select c.id, c.owner_id, c.name_folded from clients c
        where c.name_folded like p.pattern and c.name_folded collate "C" ~ slips and c.deleted_at is null offset 0 limit most) h;
  elsif clients_too then
    return query
      select distinct 'clients', h.id, true, h.name_folded from unnest(patterns) p(pattern) cross join lateral (
        select c.id, c.name_folded from clients c
        where c.owner_id = any(persons) and c.name_folded like p.pattern and c.name_folded collate "C" ~ slips and c.deleted_at is null offset 0 limit most) h
      union all
      select distinct 'clients', h.id, false, h.name_folded from unnest(patterns) p(pattern) cross join lateral (
        select c.id, c.name_folded from clients c
        where c.team_id = any(teams) and c.name_folded like p.pattern and c.name_folded collate "C" ~ slips and c.deleted_at is null
          and (c.owner_id <> all(persons)) is not false offset 0 limit most) h;
  end if;
  if not contacts_too then return; end if;
  if everywhere then
    return query
      select distinct 'contacts', h.id, coalesce(h.owner_id = any(persons), false), h.name_folded from unnest(patterns) p(pattern) cross join lateral (
        select c.id, c.owner_id, c.name_folded from contacts c
        where c.name_folded like p.pattern and c.name_folded collate "C" ~ slips and c.deleted_at is null offset 0 limit most) h;
    return;
  end if;
  return query
    select distinct 'contacts', h.id, coalesce(h.owner_id = any(persons), false), h.name_folded from unnest(patterns) p(pattern) cross join lateral (
      select c.id, c.owner_id, c.name_folded from contacts c
      where c.team_id = any(teams) and c.name_folded like p.pattern and c.name_folded collate "C" ~ slips and c.deleted_at is null offset 0 limit most) h
    union all
    -- People entered by others count when they work at a company seen here; two letters would be in too many names.
    select distinct 'contacts', h.id, coalesce(h.owner_id = any(persons), false), h.name_folded from unnest(patterns) p(pattern) cross join lateral (
      select c.id, c.owner_id, c.name_folded from contacts c
      where length(translate(p.pattern, '% ', '')) >= 3 and c.name_folded like p.pattern and c.name_folded collate "C" ~ slips and c.deleted_at is null
        and (c.team_id <> all(teams)) is not false offset 0 limit most * 5) h
    where h.owner_id = any(persons) or exists (
      select 1 from contact_positions cp join clients v on v.id = cp.client_id
      where cp.contact_id = h.id and (v.team_id = any(teams) or v.owner_id = any(persons)
        or v.id in (select m.client_id from client_members m where m.user_id = any(persons))))
    limit most;
end $$;
