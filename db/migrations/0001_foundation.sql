-- The ground: extensions, folding of text for search, the firm, people, sign-in, and the journal.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create collation if not exists czech (provider = icu, locale = 'cs-CZ');

-- FOLD FUNCTIONS (kept equal to domain/names.ts)

-- The firm: one row.
create table settings (
  single boolean primary key default true check (single),
  firm_name text check (length(firm_name) between 1 and 200),
  ico text,
  language text not null default 'cs' check (language in ('cs', 'en')),
  currency char(3) not null default 'CZK' check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null default 'Europe/Prague',
  visibility text not null default 'team' check (visibility in ('open', 'team', 'own')),
  set_up_at timestamptz,
  -- Grows whenever something changes who may see what; sessions compare it with what they loaded.
  access_stamp bigint not null default 1,
  version int not null default 1,
  updated_at timestamptz not null default now()
);
insert into settings default values;

create table teams (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  parent_id uuid references teams,
  lead_id uuid,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (parent_id is distinct from id)
);
create index teams_parent on teams (parent_id);
create index teams_lead on teams (lead_id);
create unique index teams_name on teams (parent_id, lower(name)) nulls not distinct;

create table users (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  email text not null check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
  email_verified boolean not null default false,
  image text,
  language text not null default 'cs' check (language in ('cs', 'en')),
  color_scheme text not null default 'auto' check (color_scheme in ('auto', 'light', 'dark')),
  phone text,
  team_id uuid references teams,
  active boolean not null default true,
  -- To the nearest ten minutes; survives the sign-out that deletes the session.
  last_seen_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_email on users (email);
create index users_team on users (team_id);
alter table teams add foreign key (lead_id) references users;

create table user_roles (
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('AM', 'KAM', 'TL', 'SD', 'BO', 'QA', 'FIN', 'LEG', 'MKT', 'HR', 'ADM', 'AUD', 'CEO')),
  primary key (user_id, role)
);

create table sessions (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user on sessions (user_id);

create table accounts (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_user on accounts (user_id);

create table verifications (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);

-- Who stands in for whom and when.
create table deputies (
  id uuid primary key default uuidv7(),
  absent_id uuid not null references users on delete cascade,
  deputy_id uuid not null references users on delete cascade,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)),
  reason text check (length(reason) <= 500),
  created_by uuid references users,
  created_at timestamptz not null default now(),
  check (absent_id <> deputy_id),
  unique (absent_id, deputy_id, valid without overlaps)
);
create index deputies_deputy on deputies (deputy_id);

-- Any change of the tables below makes every loaded actor stale at once.
create function bump_access_stamp() returns trigger language plpgsql as $$
begin
  update settings set access_stamp = access_stamp + 1;
  return null;
end $$;
create trigger access_changed after insert or update or delete on teams for each statement execute function bump_access_stamp();
create trigger access_changed after insert or update or delete on user_roles for each statement execute function bump_access_stamp();
create trigger access_changed after insert or update or delete on deputies for each statement execute function bump_access_stamp();
create trigger access_changed after insert or delete or update of name, language, team_id, active on users for each statement execute function bump_access_stamp();
create trigger access_changed after update of visibility on settings for each statement when (pg_trigger_depth() = 0) execute function bump_access_stamp();

create function refuse_team_cycle() returns trigger language plpgsql as $$
begin
  if exists (
    with recursive up as (
      select new.parent_id as id, 1 as depth
      union all
      select t.parent_id, up.depth + 1 from teams t join up on t.id = up.id where t.parent_id is not null and up.depth < 100
    )
    select from up where id = new.id
  ) then
    raise exception 'a team cannot be below itself' using errcode = 'check_violation', constraint = 'teams_no_cycle';
  end if;
  return new;
end $$;
create trigger no_cycle before insert or update of parent_id on teams for each row when (new.parent_id is not null) execute function refuse_team_cycle();

-- The journal: every change of every record; append-only; sealed in a chain of hashes per day.
create table journal_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id uuid,
  on_behalf_of uuid,
  fact text not null,
  record_type text not null,
  record_id uuid not null,
  -- The client the record belongs to: history of a client includes its addresses, contacts, peculiarities.
  client_id uuid,
  -- The import or bulk change this entry came with.
  batch_id uuid,
  reason text,
  -- As text of JSON: the digest is of these very letters, and nothing is searched inside.
  before json,
  after json,
  request_id text,
  digest bytea not null
);
create index journal_entries_record on journal_entries (record_id, id desc);
-- Milestones of a client are read without what was only written down: a busy timeline has thousands of those.
create index journal_entries_client on journal_entries (client_id, (record_type <> 'activities'), id desc) where client_id is not null;
create index journal_entries_batch on journal_entries (batch_id, id) where batch_id is not null;
create index journal_entries_actor on journal_entries (actor_id, id);

create function journal_digest(e journal_entries) returns bytea language sql immutable parallel safe as $$
  select sha256(convert_to(
    concat_ws(
      chr(31), e.id, extract(epoch from e.at), e.actor_id, e.on_behalf_of, e.fact, e.record_type, e.record_id,
      coalesce(e.client_id::text, '-'), coalesce(e.batch_id::text, '-'), coalesce(e.reason, '-'),
      coalesce(e.before::text, '-'), coalesce(e.after::text, '-'), coalesce(e.request_id, '-')
    ), 'UTF8'))
$$;
create function journal_before_insert() returns trigger language plpgsql as $$
begin
  new.digest := journal_digest(new);
  return new;
end $$;
create trigger digest before insert on journal_entries for each row execute function journal_before_insert();

create function journal_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on journal_entries for each row execute function journal_refuse_change();
create trigger append_only_truncate before truncate on journal_entries for each statement execute function journal_refuse_change();

create table journal_seals (
  day date not null,
  no int not null,
  first_id bigint not null,
  last_id bigint not null,
  entries int not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null default now(),
  primary key (day, no),
  check (last_id >= first_id)
);
create unique index journal_seals_last on journal_seals (last_id);
create trigger append_only before update or delete on journal_seals for each row execute function journal_refuse_change();
create trigger append_only_truncate before truncate on journal_seals for each statement execute function journal_refuse_change();

create table saved_views (
  id uuid primary key default uuidv7(),
  capability text not null,
  name text not null check (length(name) between 1 and 120),
  owner_id uuid not null references users on delete cascade,
  shared text not null default 'mine' check (shared in ('mine', 'team', 'all')),
  team_id uuid references teams on delete cascade,
  -- filter, sort, columns, groupBy, q as the list URL has them.
  state jsonb not null,
  position int not null default 0,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (shared <> 'team' or team_id is not null)
);
create index saved_views_owner on saved_views (owner_id, capability);
create index saved_views_shared on saved_views (capability, shared) where shared <> 'mine';
create index saved_views_team on saved_views (team_id);

create table custom_fields (
  id uuid primary key default uuidv7(),
  capability text not null check (capability in ('clients', 'contacts')),
  key text not null check (key ~ '^[a-z][a-zA-Z0-9]{0,39}$'),
  type text not null check (type in ('text', 'number', 'money', 'date', 'choice', 'choices', 'person', 'client')),
  label_cs text not null check (length(label_cs) between 1 and 80),
  label_en text not null check (length(label_en) between 1 and 80),
  help text check (length(help) <= 500),
  required boolean not null default false,
  currency char(3),
  -- [{key, cs, en}]
  choices jsonb not null default '[]',
  position int not null default 0,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (capability, key)
);
-- What own fields a list shows is kept beside the actor, so a changed field makes actors stale as well.
create trigger access_changed after insert or update or delete on custom_fields for each statement execute function bump_access_stamp();

create table tags (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 60),
  color text not null default 'gray' check (color in ('gray', 'teal', 'blue', 'violet', 'pink', 'red', 'orange', 'yellow', 'green')),
  version int not null default 1,
  created_at timestamptz not null default now()
);
create unique index tags_name on tags (fold_text(name));
-- A deleted or merged tag with the records it was on, so that it can be brought back.
create table deleted_tags (
  id uuid primary key,
  name text not null,
  color text not null,
  -- {clients: [id], contacts: [id]}
  links jsonb not null,
  merged_into uuid,
  deleted_at timestamptz not null default now()
);
