-- The databank: clients with everything that belongs to one company, groups, peculiarities and contacts.

-- One expression without a subquery, so that it is put straight into the check: millions of rows pass here.
create function is_valid_ico(ico text) returns boolean language sql immutable parallel safe as $$
  select ico ~ '^[0-9]{8}$' and ico <> '00000000' and (11 - (
    ascii(ico) * 8 + ascii(substr(ico, 2)) * 7 + ascii(substr(ico, 3)) * 6 + ascii(substr(ico, 4)) * 5
    + ascii(substr(ico, 5)) * 4 + ascii(substr(ico, 6)) * 3 + ascii(substr(ico, 7)) * 2 - 1680) % 11) % 10 = ascii(substr(ico, 8)) - 48
$$;

-- A tax number of nine or ten digits is a natural person's and hides a birth number (VAT groups and special ones start with 6).
create function mask_dic(dic text) returns text language sql immutable parallel safe strict as $$
  select case when dic ~ '^CZ([0-9]{10}|[0-57-9][0-9]{8})$' then 'CZ******' || substr(dic, 9) else dic end
$$;

create table clients (
  id uuid primary key default uuidv7(),
  -- company: a legal person; office and shop: its parts, which may carry the company's IČO.
  kind text not null default 'company' check (kind in ('company', 'office', 'shop')),
  number text check (length(number) between 1 and 60),
  name text not null check (length(name) between 1 and 300 and name = btrim(name)),
  name_folded text not null generated always as (fold_name(name)) stored,
  ico text check (is_valid_ico(ico)),
  dic text check (length(dic) between 4 and 20),
  legal_form text check (length(legal_form) <= 10),
  is_client boolean not null default true,
  is_supplier boolean not null default false,
  is_partner boolean not null default false,
  is_competitor boolean not null default false,
  state text not null default 'suspect' check (state in ('suspect', 'lead', 'prospect', 'verified', 'active', 'key', 'dormant', 'lost', 'disqualified')),
  state_since date not null default current_date,
  state_reason text check (length(state_reason) <= 500),
  class text check (class in ('key', 'vip', 'standard', 'watch')),
  class_reason text check (length(class_reason) <= 500),
  class_set_by uuid references users,
  class_set_on date,
  -- A team lead's proposal to make the client a key account, until it is decided.
  nominated_by uuid references users,
  nominated_on date,
  nomination_reason text check (length(nomination_reason) <= 500),
  credit_hold boolean not null default false,
  no_contact boolean not null default false,
  sanctions_block boolean not null default false,
  -- Today's owner and that owner's team, kept from client_owners in the same transaction.
  owner_id uuid references users,
  team_id uuid references teams,
  confidentiality text not null default 'internal' check (confidentiality in ('public', 'internal', 'confidential', 'strict')),
  language text not null default 'cs' check (length(language) between 2 and 10),
  currency char(3) not null default 'CZK' check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null default 'Europe/Prague' check (length(time_zone) <= 60),
  nace text check (length(nace) <= 8),
  nace_version text check (nace_version in ('2008', '2025')),
  source text check (length(source) <= 200),
  note text check (length(note) <= 20000),
  -- The seat's town and country, kept from client_addresses in the same transaction.
  city text,
  country char(2),
  parent_id uuid references clients,
  next_touch_on date,
  last_confirmed_on date,
  last_confirmed_by uuid references users,
  confirm_due_on date generated always as (last_confirmed_on + case when class = 'key' or state = 'key' then 90 else 180 end) stored,
  custom jsonb not null default '{}' check (jsonb_typeof(custom) = 'object'),
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  deleted_at timestamptz,
  deleted_by uuid references users,
  check (is_client or is_supplier or is_partner or is_competitor),
  check (parent_id is distinct from id),
  check (class is distinct from 'key' or class_set_by is not null)
);
-- Every index is paid for by each client entered: one serves equality and beginnings, owner and owner's order alike, and
-- those of time ascend, because the newest at the end cost least; the newest first are read from there.
create unique index clients_ico on clients (ico) where kind = 'company' and deleted_at is null;
create index clients_ico_text on clients (ico text_pattern_ops) where deleted_at is null;
create unique index clients_number on clients (number text_pattern_ops) where deleted_at is null and number is not null;
create index clients_owner on clients (owner_id, created_at, id) include (team_id, confidentiality, deleted_at);
create index clients_team on clients (team_id, created_at, id) include (owner_id, confidentiality, deleted_at);
create index clients_created on clients (created_at, id) where deleted_at is null;
create index clients_updated on clients (updated_at, id) where deleted_at is null;
create index clients_name on clients (name collate czech, id) where deleted_at is null;
create index clients_name_folded on clients using gin (name_folded gin_trgm_ops);
create index clients_confirm_due on clients (confirm_due_on nulls first, id) where deleted_at is null;
-- What nearly nobody sees, for counts that leave it out.
create index clients_deleted on clients (id) where deleted_at is not null;
create index clients_closed on clients (id) where deleted_at is null and confidentiality in ('confidential', 'strict');
create index clients_parent on clients (parent_id) where parent_id is not null;
create index clients_custom on clients using gin (custom jsonb_path_ops) where custom <> '{}';
create index clients_city_folded on clients (fold_text(city) text_pattern_ops) where deleted_at is null;

create table client_owners (
  client_id uuid not null references clients on delete cascade,
  user_id uuid not null references users,
  valid daterange not null check (not isempty(valid)),
  reason text check (length(reason) <= 500),
  set_by uuid references users,
  set_at timestamptz not null default now(),
  primary key (client_id, valid without overlaps)
);
create index client_owners_user on client_owners (user_id);

create table client_members (
  client_id uuid not null references clients on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null default 'support' check (role in ('support', 'backOffice', 'keyAccount', 'technician', 'service', 'finance', 'other')),
  may_edit boolean not null default true,
  added_by uuid references users,
  added_at timestamptz not null default now(),
  primary key (client_id, user_id)
);
create index client_members_user on client_members (user_id, client_id);

create table client_addresses (
  id uuid not null default uuidv7(),
  client_id uuid not null references clients on delete cascade,
  kind text not null check (kind in ('seat', 'invoice', 'delivery')),
  label text check (length(label) <= 120),
  street text check (length(street) <= 200),
  city text check (length(city) <= 120),
  postcode text check (length(postcode) <= 12),
  region text check (length(region) <= 80),
  country char(2) not null default 'CZ' check (country ~ '^[A-Z]{2}$'),
  gln text check (gln ~ '^[0-9]{13}$'),
  position int not null default 0,
  primary key (client_id, position),
  check (coalesce(street, city, postcode, gln) is not null)
);
create unique index client_addresses_seat on client_addresses (client_id) where kind = 'seat';
create index client_addresses_gln on client_addresses (gln) where gln is not null;

create table client_channels (
  id uuid not null default uuidv7(),
  client_id uuid not null references clients on delete cascade,
  type text not null check (type in ('phone', 'email', 'web')),
  value text not null check (length(value) between 1 and 300),
  -- What is compared: phone in E.164, mail in lower case, web as bare host.
  match_key text not null,
  kind text check (length(kind) <= 40),
  note text check (length(note) <= 200),
  position int not null default 0,
  primary key (client_id, type, match_key)
);
create index client_channels_match on client_channels (type, match_key text_pattern_ops);
create index client_channels_fragment on client_channels using gin (match_key gin_trgm_ops);

create table client_bank_accounts (
  id uuid primary key default uuidv7(),
  client_id uuid not null references clients on delete cascade,
  account text check (length(account) <= 30),
  iban text check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$'),
  bic text check (length(bic) <= 11),
  currency char(3),
  note text check (length(note) <= 200),
  position int not null default 0,
  check (account is not null or iban is not null)
);
create index client_bank_accounts_client on client_bank_accounts (client_id, position);
create index client_bank_accounts_iban on client_bank_accounts (iban);

create table client_tags (
  client_id uuid not null references clients on delete cascade,
  tag_id uuid not null references tags on delete cascade,
  primary key (client_id, tag_id)
);
create index client_tags_tag on client_tags (tag_id, client_id);

-- Chain, regional office, shop: who belonged to whom on which day.
create table group_memberships (
  child_id uuid not null references clients on delete cascade,
  parent_id uuid not null references clients,
  valid daterange not null check (not isempty(valid)),
  set_by uuid references users,
  set_at timestamptz not null default now(),
  primary key (child_id, valid without overlaps),
  check (child_id <> parent_id)
);
create index group_memberships_parent on group_memberships (parent_id);

create function refuse_group_cycle() returns trigger language plpgsql as $$
begin
  if exists (
    with recursive up as (
      select new.parent_id as id, 1 as depth
      union all
      select c.parent_id, up.depth + 1 from clients c join up on c.id = up.id where c.parent_id is not null and up.depth < 200
    )
    select from up where id = new.id
  ) then
    raise exception 'a client cannot be below itself' using errcode = 'check_violation', constraint = 'clients_no_cycle';
  end if;
  return new;
end $$;
-- After, not before: a trigger before the update would have the folded name computed anew at every change of anything.
create trigger no_cycle after insert or update of parent_id on clients for each row when (new.parent_id is not null) execute function refuse_group_cycle();

create table client_relations (
  id uuid primary key default uuidv7(),
  from_id uuid not null references clients on delete cascade,
  to_id uuid not null references clients on delete cascade,
  relation text not null check (relation in ('supplies', 'owns', 'sisterOf', 'buysThrough', 'competesWith', 'refers', 'serves', 'other')),
  note text check (length(note) <= 500),
  valid daterange not null default daterange(current_date, null) check (not isempty(valid)),
  version int not null default 1,
  created_by uuid references users,
  created_at timestamptz not null default now(),
  check (from_id <> to_id),
  unique (from_id, to_id, relation, valid without overlaps)
);
create index client_relations_to on client_relations (to_id);

create table peculiarities (
  id uuid primary key default uuidv7(),
  client_id uuid not null references clients on delete cascade,
  kind text not null default 'peculiarity' check (kind in ('peculiarity', 'wish')),
  text text not null check (length(text) between 1 and 2000),
  valid_from date not null default current_date,
  valid_to date,
  remind_on date,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (valid_to is null or valid_to >= valid_from)
);
create index peculiarities_client on peculiarities (client_id) where deleted_at is null;
create index peculiarities_remind on peculiarities (remind_on) where deleted_at is null and remind_on is not null;

create table contacts (
  id uuid primary key default uuidv7(),
  first_name text check (length(first_name) <= 120),
  last_name text not null check (length(last_name) between 1 and 160),
  title_before text check (length(title_before) <= 40),
  title_after text check (length(title_after) <= 40),
  salutation text check (length(salutation) <= 120),
  name_folded text not null generated always as (fold_text(coalesce(first_name, '') || ' ' || last_name)) stored,
  language text check (length(language) between 2 and 10),
  note text check (length(note) <= 20000),
  source text check (length(source) <= 200),
  -- UID of the vCard the person came from: a later import updates instead of doubling.
  external_uid text check (length(external_uid) <= 300),
  owner_id uuid references users,
  team_id uuid references teams,
  no_contact boolean not null default false,
  custom jsonb not null default '{}' check (jsonb_typeof(custom) = 'object'),
  last_confirmed_on date,
  last_confirmed_by uuid references users,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  deleted_at timestamptz,
  deleted_by uuid references users
);
create index contacts_created on contacts (created_at desc, id desc) where deleted_at is null;
create index contacts_name on contacts (last_name collate czech, first_name collate czech, id) where deleted_at is null;
create index contacts_name_folded on contacts using gin (name_folded gin_trgm_ops);
create index contacts_owner on contacts (owner_id);
create index contacts_team on contacts (team_id);
create unique index contacts_external_uid on contacts (external_uid) where deleted_at is null;

create table contact_channels (
  id uuid primary key default uuidv7(),
  contact_id uuid not null references contacts on delete cascade,
  type text not null check (type in ('phone', 'email', 'web')),
  value text not null check (length(value) between 1 and 300),
  match_key text not null,
  kind text check (length(kind) <= 40),
  note text check (length(note) <= 200),
  position int not null default 0,
  unique (contact_id, type, match_key)
);
create index contact_channels_match on contact_channels (type, match_key text_pattern_ops);
create index contact_channels_fragment on contact_channels using gin (match_key gin_trgm_ops);

-- A person's place in a company; one person may have several, today and in the past.
create table contact_positions (
  id uuid primary key default uuidv7(),
  contact_id uuid not null references contacts on delete cascade,
  client_id uuid not null references clients on delete cascade,
  position text check (length(position) <= 160),
  department text check (length(department) <= 160),
  buying_roles text[] not null default '{}' check (buying_roles <@ array['initiator', 'user', 'influencer', 'decider', 'approver', 'buyer', 'gatekeeper', 'champion', 'blocker']),
  influence smallint check (influence between 1 and 5),
  sentiment smallint check (sentiment between -2 and 2),
  counterpart_id uuid references users,
  reports_to_id uuid references contacts,
  from_on date,
  to_on date,
  main boolean not null default false,
  sort int not null default 0,
  check (to_on is null or from_on is null or to_on >= from_on),
  check (reports_to_id is distinct from contact_id)
);
create unique index contact_positions_current on contact_positions (contact_id, client_id) where to_on is null;
create index contact_positions_contact on contact_positions (contact_id);
create index contact_positions_client on contact_positions (client_id);
create index contact_positions_reports on contact_positions (reports_to_id);
create index contact_positions_counterpart on contact_positions (counterpart_id);

create table contact_tags (
  contact_id uuid not null references contacts on delete cascade,
  tag_id uuid not null references tags on delete cascade,
  primary key (contact_id, tag_id)
);
create index contact_tags_tag on contact_tags (tag_id, contact_id);

-- Where each person stands in a client's people map, once somebody moved it.
create table people_map_places (
  client_id uuid not null references clients on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  x real not null,
  y real not null,
  primary key (client_id, contact_id)
);
create index people_map_places_contact on people_map_places (contact_id);
