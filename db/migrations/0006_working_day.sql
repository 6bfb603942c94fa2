-- The working day: attachments, comments, notifications, leads, promises, objections, activities, calls, calendars, meetings.
-- What belongs to a client is seen by whom the client is seen; what belongs to a lead by whom the lead is seen; what belongs to
-- neither only by the people named in it.

-- Replies of writes sent with an Idempotency-Key: the same key sent again gets the same reply and writes nothing.
create table sent_once (
  user_id uuid not null references users on delete cascade,
  key uuid not null,
  endpoint text not null,
  request_hash bytea not null,
  status int not null,
  reply jsonb,
  at timestamptz not null default now(),
  primary key (user_id, key)
);
create index sent_once_at on sent_once (at);

-- Content of files, each once.
create table stored_files (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  type text not null check (length(type) <= 200),
  place text not null check (place in ('disk', 's3')),
  scan text not null default 'notScanned' check (scan in ('notScanned', 'clean', 'infected', 'unknown')),
  scanned_at timestamptz,
  created_at timestamptz not null default now()
);

create table leads (
  id uuid primary key default uuidv7(),
  -- The firm, or the person where no firm is known.
  name text not null check (length(name) between 1 and 300 and name = btrim(name)),
  name_folded text not null generated always as (fold_name(name)) stored,
  person_name text check (length(person_name) <= 200),
  -- What a search by name looks into: the firm and the person.
  found_folded text not null generated always as (fold_name(name) || coalesce(' ' || fold_text(person_name), '')) stored,
  position text check (length(position) <= 160),
  ico text check (is_valid_ico(ico)),
  email text check (length(email) <= 300),
  phone text check (length(phone) <= 60),
  -- What is compared: phone in E.164, mail in lower case.
  phone_key text,
  email_key text,
  web text check (length(web) <= 300),
  street text check (length(street) <= 200),
  city text check (length(city) <= 120),
  postcode text check (length(postcode) <= 12),
  country char(2) not null default 'CZ' check (country ~ '^[A-Z]{2}$'),
  nace text check (length(nace) <= 8),
  language text not null default 'cs' check (length(language) between 2 and 10),
  interest_items text check (length(interest_items) <= 4000),
  interest_terms text check (length(interest_terms) <= 4000),
  message text check (length(message) <= 20000),
  note text check (length(note) <= 20000),
  source text not null default 'other' check (source in ('form', 'call', 'mail', 'fair', 'referral', 'web', 'import', 'other')),
  source_detail text check (length(source_detail) <= 300),
  state text not null default 'new' check (state in ('new', 'contacted', 'qualified', 'converted', 'disqualified')),
  state_since timestamptz not null default now(),
  state_reason text check (length(state_reason) <= 500),
  -- Of need, budget, authority, timing those that are known.
  known text[] not null default '{}' check (known <@ array['need', 'budget', 'authority', 'timing']),
  owner_id uuid references users,
  team_id uuid references teams,
  rule_id uuid,
  routed_reason text check (length(routed_reason) <= 500),
  received_at timestamptz not null default now(),
  received_count int not null default 1,
  -- Two business days after the day it came; empty once answered.
  answer_due_on date,
  answered_at timestamptz,
  client_id uuid references clients,
  contact_id uuid references contacts,
  converted_at timestamptz,
  converted_by uuid references users,
  consent_text text check (length(consent_text) <= 4000),
  consent_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  deleted_at timestamptz,
  deleted_by uuid references users,
  check ((state = 'converted') = (converted_at is not null)),
  check (state <> 'converted' or client_id is not null)
);
create index leads_received on leads (received_at desc, id desc) where deleted_at is null;
create index leads_owner on leads (owner_id, received_at desc, id desc);
create index leads_team on leads (team_id, received_at desc, id desc);
create index leads_to_answer on leads (owner_id, answer_due_on) where deleted_at is null and answered_at is null and state in ('new', 'contacted', 'qualified');
create index leads_phone on leads (phone_key) where deleted_at is null;
create index leads_email on leads (email_key) where deleted_at is null;
create index leads_ico on leads (ico) where deleted_at is null;
create index leads_name_folded on leads using gin (name_folded gin_trgm_ops);
create index leads_found on leads using gin (owner_id, found_folded gin_trgm_ops);
create index leads_phone_fragment on leads using gin (phone_key gin_trgm_ops);
create index leads_email_fragment on leads using gin (email_key gin_trgm_ops);
create index leads_client on leads (client_id);
create index leads_contact on leads (contact_id);

-- Who gets a new lead: the first rule that fits.
create table lead_rules (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  position int not null default 0,
  sources text[] not null default '{}',
  -- Beginnings of postcodes, of CZ-NACE codes, and languages; empty means any.
  postcodes text[] not null default '{}',
  countries text[] not null default '{}',
  naces text[] not null default '{}',
  languages text[] not null default '{}',
  -- One person gets all; several take turns.
  user_ids uuid[] not null check (cardinality(user_ids) between 1 and 100),
  last_user_id uuid references users,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table leads add foreign key (rule_id) references lead_rules on delete set null;
create index leads_rule on leads (rule_id);

create table lead_forms (
  id uuid primary key default uuidv7(),
  -- The public part of the form's address.
  key text not null unique check (length(key) between 8 and 80),
  name text not null check (length(name) between 1 and 120),
  language text not null default 'cs' check (language in ('cs', 'en')),
  fields text[] not null default '{name,email,phone,message}',
  intro text check (length(intro) <= 2000),
  thanks text check (length(thanks) <= 2000),
  consent text check (length(consent) <= 4000),
  -- Pages that may embed or call the form; empty: any.
  origins text[] not null default '{}',
  active boolean not null default true,
  version int not null default 1,
  created_by uuid references users,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Everything a form ever received, spam too: nothing is lost.
create table lead_submissions (
  id uuid primary key default uuidv7(),
  form_id uuid references lead_forms on delete set null,
  received_at timestamptz not null default now(),
  payload jsonb not null,
  outcome text not null check (outcome in ('created', 'joined', 'spam')),
  spam_reason text,
  lead_id uuid references leads on delete set null
);
create index lead_submissions_form on lead_submissions (form_id, received_at desc);
create index lead_submissions_lead on lead_submissions (lead_id);
create index lead_submissions_received on lead_submissions (received_at desc, id desc);

create table attachments (
  id uuid primary key default uuidv7(),
  record_type text not null check (length(record_type) <= 40),
  record_id uuid not null,
  client_id uuid references clients on delete cascade,
  lead_id uuid references leads on delete cascade,
  hash text not null references stored_files,
  name text not null check (length(name) between 1 and 255),
  name_folded text not null generated always as (fold_text(name)) stored,
  note text check (length(note) <= 500),
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  deleted_at timestamptz,
  deleted_by uuid references users
);
create index attachments_record on attachments (record_type, record_id, created_at) where deleted_at is null;
create index attachments_client on attachments (client_id, created_at desc);
create index attachments_lead on attachments (lead_id);
create index attachments_hash on attachments (hash);
create index attachments_name on attachments using gin (created_by, name_folded gin_trgm_ops);

create table notifications (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  event text not null check (length(event) <= 60),
  record_type text,
  record_id uuid,
  client_id uuid references clients on delete cascade,
  -- What the sentence needs: names, days.
  details jsonb not null default '{}',
  actor_id uuid references users,
  in_app boolean not null default true,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  -- Empty: not asked for. 'waiting': for the digest or the end of quiet hours.
  mail text check (mail in ('waiting', 'sent', 'failed')),
  push text check (push in ('waiting', 'sent', 'failed', 'gone'))
);
create index notifications_user on notifications (user_id, created_at desc, id desc) where in_app;
create index notifications_unread on notifications (user_id) where read_at is null and in_app;
create index notifications_mail on notifications (user_id, created_at) where mail = 'waiting';
create index notifications_push on notifications (created_at) where push = 'waiting';
create index notifications_client on notifications (client_id);
-- One and the same reminder is given once.
create unique index notifications_once on notifications (event, record_id, (details ->> 'once'), user_id) where details ? 'once';

create table notification_choices (
  user_id uuid not null references users on delete cascade,
  event text not null,
  in_app boolean not null,
  mail boolean not null,
  push boolean not null,
  primary key (user_id, event)
);

create table notification_hours (
  user_id uuid primary key references users on delete cascade,
  digest text not null default 'daily' check (digest in ('atOnce', 'hourly', 'daily', 'never')),
  digest_at time not null default '07:00',
  quiet_from time,
  quiet_to time,
  quiet_weekends boolean not null default true,
  last_digest_at timestamptz,
  version int not null default 1
);

create table push_subscriptions (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  endpoint text not null unique check (length(endpoint) <= 1000),
  keys jsonb not null,
  device text check (length(device) <= 200),
  created_at timestamptz not null default now(),
  failed_at timestamptz
);
create index push_subscriptions_user on push_subscriptions (user_id);

-- The firm's key pair for web push, made at first use.
create table push_keys (
  single boolean primary key default true check (single),
  public_key text not null,
  private_key text not null,
  created_at timestamptz not null default now()
);

create table comments (
  id uuid primary key default uuidv7(),
  record_type text not null check (length(record_type) <= 40),
  record_id uuid not null,
  client_id uuid references clients on delete cascade,
  lead_id uuid references leads on delete cascade,
  text text not null check (length(text) between 1 and 20000),
  mentions uuid[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null references users,
  edited_at timestamptz,
  deleted_at timestamptz
);
create index comments_record on comments (record_type, record_id, created_at) where deleted_at is null;
create index comments_client on comments (client_id, created_at desc);
create index comments_lead on comments (lead_id);
create index comments_mentions on comments using gin (mentions);

-- The promise ledger. A task is a promise to oneself or a colleague.
create table promises (
  id uuid primary key default uuidv7(),
  side text not null check (side in ('ours', 'theirs')),
  kind text not null default 'promise' check (kind in ('promise', 'task', 'question', 'callBack', 'followUp')),
  text text not null check (length(text) between 1 and 2000),
  text_folded text not null generated always as (fold_text(text)) stored,
  note text check (length(note) <= 20000),
  client_id uuid references clients,
  lead_id uuid references leads,
  -- Ours: to whom it was given; theirs: who gave it.
  contact_id uuid references contacts,
  -- Ours: who keeps it; theirs: who watches over it.
  responsible_id uuid references users,
  division text check (division in ('sales', 'backOffice', 'warehouse', 'dispatch', 'quality', 'finance', 'legal', 'marketing', 'technical', 'management', 'other')),
  given_by uuid references users,
  given_on date not null default current_date,
  due_on date,
  due_time time,
  state text not null default 'open' check (state in ('open', 'kept', 'waived')),
  proof text check (length(proof) <= 4000),
  settled_on date,
  settled_by uuid references users,
  waived_reason text check (length(waived_reason) <= 500),
  remind_at timestamptz,
  reminded_at timestamptz,
  -- How often the other side was reminded, and when last.
  urged_count int not null default 0,
  urged_on date,
  -- The day due whose passing was noticed: people were told and an apology asked for.
  late_noticed_on date,
  rrule text check (length(rrule) <= 500),
  series_id uuid,
  source_type text check (length(source_type) <= 40),
  source_id uuid,
  source_line text check (length(source_line) <= 2000),
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  deleted_at timestamptz,
  deleted_by uuid references users,
  check ((state = 'open') = (settled_on is null)),
  check (state <> 'waived' or waived_reason is not null),
  check (due_time is null or due_on is not null),
  check (rrule is null or due_on is not null)
);
-- With the state, so that the list's count needs no row.
create index promises_client on promises (client_id, due_on) include (state) where deleted_at is null;
create index promises_client_open on promises (client_id, due_on) where deleted_at is null and state = 'open';
create index promises_lead on promises (lead_id);
create index promises_contact on promises (contact_id);
create index promises_responsible on promises (responsible_id, due_on) where deleted_at is null and state = 'open';
create index promises_responsible_key on promises (responsible_id);
create index promises_due on promises (due_on nulls last, id) where deleted_at is null;
create index promises_open_due on promises (due_on nulls last, id) where deleted_at is null and state = 'open';
create index promises_settled on promises (settled_on desc nulls last, id desc) where deleted_at is null;
create index promises_remind on promises (remind_at) where deleted_at is null and state = 'open' and reminded_at is null and remind_at is not null;
create index promises_source on promises (source_type, source_id);
create unique index promises_series on promises (series_id, due_on) where deleted_at is null and series_id is not null;
create index promises_given_by on promises (given_by);
create index promises_created_by on promises (created_by);
create index promises_text on promises using gin (responsible_id, text_folded gin_trgm_ops);

-- The library: what clients object, what to say, and why it is true.
create table objection_arguments (
  id uuid primary key default uuidv7(),
  objection text not null check (length(objection) between 1 and 500),
  kind text not null check (kind in ('price', 'need', 'trust', 'time', 'competitor', 'product')),
  argument text not null check (length(argument) between 1 and 4000),
  evidence text check (length(evidence) <= 4000),
  product text check (length(product) <= 200),
  rival text check (length(rival) <= 200),
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index objection_arguments_kind on objection_arguments (kind) where deleted_at is null;

create table objections (
  id uuid primary key default uuidv7(),
  client_id uuid references clients,
  lead_id uuid references leads,
  contact_id uuid references contacts,
  argument_id uuid references objection_arguments,
  text text not null check (length(text) between 1 and 2000),
  text_folded text not null generated always as (fold_text(text)) stored,
  kind text not null check (kind in ('price', 'need', 'trust', 'time', 'competitor', 'product')),
  state text not null default 'raised' check (state in ('raised', 'analysed', 'answered', 'accepted', 'unresolved')),
  raised_on date not null default current_date,
  -- Three business days.
  due_on date not null,
  answer text check (length(answer) <= 4000),
  answered_on date,
  settled_on date,
  state_reason text check (length(state_reason) <= 500),
  owner_id uuid references users,
  source_type text check (length(source_type) <= 40),
  source_id uuid,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (num_nonnulls(client_id, lead_id) >= 1)
);
create index objections_client on objections (client_id, raised_on desc) where deleted_at is null;
create index objections_lead on objections (lead_id);
create index objections_contact on objections (contact_id);
create index objections_argument on objections (argument_id);
create index objections_owner_open on objections (owner_id, due_on) where deleted_at is null and state in ('raised', 'analysed');
create index objections_raised on objections (raised_on desc, id desc) where deleted_at is null;
create index objections_source on objections (source_type, source_id);
create index objections_text on objections using gin (owner_id, text_folded gin_trgm_ops);

-- What happened between us and a client, over all channels.
create table activities (
  id uuid primary key default uuidv7(),
  client_id uuid references clients,
  lead_id uuid references leads,
  channel text not null check (channel in ('note', 'phone', 'email', 'meeting', 'visit', 'chat', 'sms', 'fax', 'post', 'dataBox', 'event')),
  direction text check (direction in ('in', 'out')),
  happened_at timestamptz not null,
  duration_minutes int check (duration_minutes between 0 and 14400),
  subject text check (length(subject) <= 300),
  -- Ten thousand lines of minutes fit.
  text text not null default '' check (length(text) <= 1000000),
  text_folded text not null generated always as (fold_text(coalesce(subject, '') || ' ' || text)) stored,
  outcome text check (length(outcome) <= 40),
  -- Somebody of both sides took part: such a contact counts for the cadence.
  two_way boolean not null default false,
  private boolean not null default false,
  -- The record it came from: a meeting, a telephone call, a message.
  source_type text check (length(source_type) <= 40),
  source_id uuid,
  author_id uuid references users,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  deleted_at timestamptz,
  deleted_by uuid references users,
  check (num_nonnulls(client_id, lead_id) >= 1)
);
create index activities_client on activities (client_id, happened_at desc, id desc) where deleted_at is null;
create index activities_lead on activities (lead_id, happened_at desc, id desc) where deleted_at is null and lead_id is not null;
create index activities_author on activities (author_id, happened_at desc, id desc) where deleted_at is null;
create unique index activities_source on activities (source_type, source_id) where source_id is not null and deleted_at is null;

create table activity_people (
  activity_id uuid not null references activities on delete cascade,
  contact_id uuid references contacts on delete cascade,
  user_id uuid references users,
  check (num_nonnulls(contact_id, user_id) = 1),
  unique nulls not distinct (activity_id, contact_id, user_id)
);
create index activity_people_contact on activity_people (contact_id, activity_id) where contact_id is not null;
create index activity_people_user on activity_people (user_id, activity_id) where user_id is not null;

create table activity_tags (
  activity_id uuid not null references activities on delete cascade,
  tag_id uuid not null references tags on delete cascade,
  primary key (activity_id, tag_id)
);
create index activity_tags_tag on activity_tags (tag_id);

-- When each client was last in touch, and how often he should be. The day agreed for the next touch is clients.next_touch_on.
create table touches (
  client_id uuid primary key references clients on delete cascade,
  last_two_way_at timestamptz,
  last_at timestamptz,
  -- Set where this client differs from the cadence of his class.
  cadence_days int check (cadence_days between 1 and 1000),
  -- Why the client is to be touched on that day.
  next_touch_note text check (length(next_touch_note) <= 500),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid references users
);
create index clients_next_touch on clients (next_touch_on) where next_touch_on is not null and deleted_at is null;

create table call_scripts (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  purpose text check (length(purpose) <= 200),
  text text not null check (length(text) between 1 and 20000),
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now()
);

create table call_lists (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  name_folded text not null generated always as (fold_text(name)) stored,
  purpose text check (length(purpose) <= 500),
  script_id uuid references call_scripts on delete set null,
  owner_id uuid not null references users,
  state text not null default 'open' check (state in ('open', 'done')),
  -- How it was built: the filter of a list, or a rule of the day.
  built_from jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index call_lists_owner on call_lists (owner_id, created_at desc) where deleted_at is null;
create index call_lists_script on call_lists (script_id);
create index call_lists_name_folded on call_lists using gin (owner_id, created_by, name_folded gin_trgm_ops);

create table call_list_items (
  id uuid primary key default uuidv7(),
  list_id uuid not null references call_lists on delete cascade,
  position int not null,
  client_id uuid references clients on delete cascade,
  contact_id uuid references contacts on delete cascade,
  lead_id uuid references leads on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'later', 'skipped')),
  later_at timestamptz,
  outcome text check (length(outcome) <= 40),
  activity_id uuid references activities on delete set null,
  settled_at timestamptz,
  version int not null default 1,
  check (num_nonnulls(client_id, lead_id) = 1),
  unique (list_id, position)
);
create unique index call_list_items_client on call_list_items (list_id, client_id, contact_id) nulls not distinct where client_id is not null;
create index call_list_items_client_key on call_list_items (client_id);
create index call_list_items_contact on call_list_items (contact_id);
create index call_list_items_lead on call_list_items (lead_id);
create index call_list_items_activity on call_list_items (activity_id);

-- A telephone exchange that reports calls and dials for us.
create table telephony_exchanges (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  secret text not null,
  -- Where a click to call is sent; empty: only tel: links.
  dial_url text check (length(dial_url) <= 1000),
  active boolean not null default true,
  version int not null default 1,
  created_by uuid references users,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table telephony_extensions (
  exchange_id uuid not null references telephony_exchanges on delete cascade,
  extension text not null check (length(extension) between 1 and 60),
  user_id uuid not null references users on delete cascade,
  primary key (exchange_id, extension)
);
create index telephony_extensions_user on telephony_extensions (user_id);

-- Messages of the exchange already taken: one sent again changes nothing.
create table telephony_messages (
  exchange_id uuid not null references telephony_exchanges on delete cascade,
  message_id text not null check (length(message_id) <= 200),
  received_at timestamptz not null default now(),
  primary key (exchange_id, message_id)
);
create index telephony_messages_received on telephony_messages (received_at);

create table calls (
  id uuid primary key default uuidv7(),
  exchange_id uuid references telephony_exchanges on delete set null,
  external_id text check (length(external_id) <= 200),
  direction text not null check (direction in ('in', 'out')),
  -- As the exchange said it; empty when hidden.
  number text check (length(number) <= 60),
  number_key text,
  user_id uuid references users,
  state text not null check (state in ('dialling', 'ringing', 'answered', 'ended', 'missed', 'failed')),
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  recording_url text check (length(recording_url) <= 1000),
  client_id uuid references clients,
  contact_id uuid references contacts,
  lead_id uuid references leads,
  activity_id uuid references activities on delete set null,
  promise_id uuid references promises on delete set null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (exchange_id, external_id)
);
create index calls_user on calls (user_id, started_at desc, id desc);
create index calls_client on calls (client_id, started_at desc);
create index calls_contact on calls (contact_id);
create index calls_lead on calls (lead_id);
create index calls_activity on calls (activity_id);
create index calls_promise on calls (promise_id);
create index calls_number on calls (number_key);
create index calls_started on calls (started_at desc, id desc);

-- What stands in somebody's calendar. A recurring one is one row with its rule; a moved occurrence is a row of its own.
create table appointments (
  id uuid primary key default uuidv7(),
  uid text not null check (length(uid) between 1 and 500),
  sequence int not null default 0 check (sequence >= 0),
  -- The occurrence of the series `uid` this row stands for; empty for the series itself and for single ones.
  recurrence_id timestamptz,
  owner_id uuid not null references users,
  title text not null check (length(title) <= 500),
  description text check (length(description) <= 100000),
  place text check (length(place) <= 500),
  video_url text check (length(video_url) <= 1000),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  all_day boolean not null default false,
  time_zone text not null default 'Europe/Prague' check (length(time_zone) <= 60),
  rrule text check (length(rrule) <= 1000),
  -- Occurrences left out, those besides the rule, and the last moment any can fall to (empty: without end).
  exdates timestamptz[] not null default '{}',
  rdates timestamptz[] not null default '{}',
  repeats_until timestamptz,
  status text not null default 'confirmed' check (status in ('tentative', 'confirmed', 'cancelled')),
  busy boolean not null default true,
  private boolean not null default false,
  organizer_email text check (length(organizer_email) <= 300),
  organizer_name text check (length(organizer_name) <= 200),
  -- 'own': made here; 'invitation': came by .ics; 'import'; 'caldav'; 'booking'.
  origin text not null default 'own' check (origin in ('own', 'invitation', 'import', 'caldav', 'booking')),
  client_id uuid references clients,
  lead_id uuid references leads,
  -- The record it is the time of: a meeting, a promise.
  record_type text check (length(record_type) <= 40),
  record_id uuid,
  -- Properties of a foreign event that we do not know, so that nothing is lost on the way back.
  raw text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  deleted_at timestamptz,
  deleted_by uuid references users,
  check (ends_at >= starts_at),
  check (rrule is null or recurrence_id is null)
);
create unique index appointments_uid on appointments (owner_id, uid, recurrence_id) nulls not distinct where deleted_at is null;
create index appointments_owner_time on appointments (owner_id, starts_at) where deleted_at is null and rrule is null;
create index appointments_owner_long on appointments (owner_id) where deleted_at is null and rrule is null and ends_at - starts_at > interval '40 days';
create index appointments_owner_series on appointments (owner_id) where deleted_at is null and rrule is not null;
create index appointments_client on appointments (client_id, starts_at) where deleted_at is null;
create index appointments_lead on appointments (lead_id);
create index appointments_record on appointments (record_type, record_id);

create table appointment_people (
  id uuid primary key default uuidv7(),
  appointment_id uuid not null references appointments on delete cascade,
  user_id uuid references users,
  contact_id uuid references contacts on delete cascade,
  email text check (length(email) <= 300),
  name text check (length(name) <= 200),
  optional boolean not null default false,
  answer text not null default 'waiting' check (answer in ('waiting', 'accepted', 'declined', 'tentative')),
  answered_at timestamptz,
  check (num_nonnulls(user_id, contact_id, email) >= 1)
);
create unique index appointment_people_user on appointment_people (appointment_id, user_id) where user_id is not null;
create unique index appointment_people_contact on appointment_people (appointment_id, contact_id) where contact_id is not null;
create index appointment_people_user_key on appointment_people (user_id, appointment_id) where user_id is not null;
create index appointment_people_contact_key on appointment_people (contact_id) where contact_id is not null;

create table calendar_feeds (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  name text not null check (length(name) between 1 and 120),
  -- SHA-256 of the secret in the address; the secret itself is shown once.
  secret_hash text not null unique,
  -- 'inbox': the address does not give anything, it takes invitations and replies in.
  details text not null default 'full' check (details in ('full', 'busy', 'inbox')),
  created_at timestamptz not null default now(),
  last_read_at timestamptz,
  revoked_at timestamptz
);
create index calendar_feeds_user on calendar_feeds (user_id);

-- Servers that people may connect calendars of: the product calls nowhere else.
create table calendar_servers (
  id uuid primary key default uuidv7(),
  -- Scheme, host and port, as a browser writes an origin.
  origin text not null unique check (length(origin) <= 300),
  note text check (length(note) <= 300),
  created_by uuid references users,
  created_at timestamptz not null default now()
);

create table calendar_accounts (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  server_url text not null check (length(server_url) <= 1000),
  user_name text not null check (length(user_name) <= 200),
  -- Sealed with the product's secret.
  password_sealed text not null,
  calendar_url text check (length(calendar_url) <= 1000),
  calendar_name text check (length(calendar_name) <= 300),
  sync_token text,
  ctag text,
  state text not null default 'new' check (state in ('new', 'working', 'failing', 'paused')),
  last_try_at timestamptz,
  last_good_at timestamptz,
  failures int not null default 0,
  last_error text check (length(last_error) <= 2000),
  -- What the last good run did: {pulled, pushed, removed, conflicts}.
  last_result jsonb not null default '{}',
  -- One run at a time; a run whose process died is over at this moment.
  busy_until timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  unique (user_id, server_url, user_name)
);

-- Which appointment is which resource of a foreign calendar, and what both sides were when they last agreed.
create table calendar_links (
  account_id uuid not null references calendar_accounts on delete cascade,
  uid text not null,
  href text not null check (length(href) <= 1000),
  etag text,
  -- Versions of our rows of this uid when they were last equal to theirs.
  agreed_hash text,
  gone boolean not null default false,
  primary key (account_id, uid)
);
create unique index calendar_links_href on calendar_links (account_id, href);

-- Both sides changed the same appointment: theirs is kept beside ours until a person decides.
create table calendar_conflicts (
  id uuid primary key default uuidv7(),
  account_id uuid not null references calendar_accounts on delete cascade,
  appointment_id uuid references appointments on delete cascade,
  uid text not null,
  ours jsonb not null,
  theirs jsonb not null,
  theirs_ics text not null,
  -- What ours was when the conflict was noticed; with gone sides 'gone'.
  ours_hash text not null,
  noticed_at timestamptz not null default now(),
  decided text check (decided in ('ours', 'theirs')),
  decided_by uuid references users,
  decided_at timestamptz
);
create index calendar_conflicts_open on calendar_conflicts (account_id) where decided is null;
create index calendar_conflicts_appointment on calendar_conflicts (appointment_id);

-- Mail with .ics that came or went, by uid and sequence, so that none is taken twice or out of order.
create table calendar_messages (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  direction text not null check (direction in ('in', 'out')),
  method text not null check (method in ('REQUEST', 'REPLY', 'CANCEL', 'PUBLISH', 'COUNTER')),
  uid text not null,
  sequence int not null default 0,
  email text,
  outcome text not null,
  details jsonb not null default '{}',
  at timestamptz not null default now()
);
create index calendar_messages_uid on calendar_messages (uid, at desc);
create index calendar_messages_user on calendar_messages (user_id, at desc);

create table booking_pages (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  key text not null unique check (length(key) between 8 and 80),
  title text not null check (length(title) between 1 and 200),
  intro text check (length(intro) <= 2000),
  language text not null default 'cs' check (language in ('cs', 'en')),
  minutes int not null default 30 check (minutes between 5 and 480),
  gap_minutes int not null default 15 check (gap_minutes between 0 and 240),
  -- Nothing sooner than this many hours from now, nothing later than this many days.
  notice_hours int not null default 24 check (notice_hours between 0 and 720),
  ahead_days int not null default 30 check (ahead_days between 1 and 365),
  -- [{day: 1–7, from: '09:00', to: '12:00'}]
  hours jsonb not null default '[{"day":1,"from":"09:00","to":"16:00"},{"day":2,"from":"09:00","to":"16:00"},{"day":3,"from":"09:00","to":"16:00"},{"day":4,"from":"09:00","to":"16:00"},{"day":5,"from":"09:00","to":"14:00"}]',
  time_zone text not null default 'Europe/Prague',
  place text check (length(place) <= 500),
  video_url text check (length(video_url) <= 1000),
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index booking_pages_user on booking_pages (user_id);

create table bookings (
  id uuid primary key default uuidv7(),
  page_id uuid not null references booking_pages on delete cascade,
  appointment_id uuid references appointments on delete set null,
  name text not null check (length(name) between 1 and 200),
  email text not null check (length(email) <= 300),
  phone text check (length(phone) <= 60),
  firm text check (length(firm) <= 300),
  message text check (length(message) <= 4000),
  -- Clock and language of the guest, for his letters.
  time_zone text not null default 'Europe/Prague' check (length(time_zone) <= 60),
  language text not null default 'cs' check (language in ('cs', 'en')),
  -- SHA-256 of the secret with which the guest may cancel.
  cancel_hash text not null unique,
  created_at timestamptz not null default now(),
  cancelled_at timestamptz
);
create index bookings_page on bookings (page_id, created_at desc);
create index bookings_appointment on bookings (appointment_id);

create table meetings (
  id uuid primary key default uuidv7(),
  client_id uuid references clients,
  lead_id uuid references leads,
  title text not null check (length(title) between 1 and 300),
  title_folded text not null generated always as (fold_text(title)) stored,
  kind text not null default 'meeting' check (kind in ('meeting', 'visit', 'video', 'phone', 'presentation', 'closing')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null default 'Europe/Prague' check (length(time_zone) <= 60),
  place text check (length(place) <= 500),
  video_url text check (length(video_url) <= 1000),
  goal text check (length(goal) <= 2000),
  fallback text check (length(fallback) <= 2000),
  state text not null default 'planned' check (state in ('planned', 'running', 'held', 'closed', 'cancelled')),
  state_reason text check (length(state_reason) <= 500),
  started_at timestamptz,
  ended_at timestamptz,
  organizer_id uuid not null references users,
  summary text check (length(summary) <= 20000),
  -- The follow-up letter as drafted and edited.
  letter_subject text check (length(letter_subject) <= 300),
  letter_text text check (length(letter_text) <= 50000),
  letter_sent_at timestamptz,
  -- The meeting whose open points were carried over into this one.
  follows_id uuid references meetings,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  deleted_at timestamptz,
  deleted_by uuid references users,
  check (num_nonnulls(client_id, lead_id) >= 1),
  check (ends_at > starts_at)
);
create index meetings_client on meetings (client_id, starts_at desc) where deleted_at is null;
create index meetings_lead on meetings (lead_id);
create index meetings_starts on meetings (starts_at desc, id desc) where deleted_at is null;
create index meetings_organizer on meetings (organizer_id, starts_at desc);
create index meetings_follows on meetings (follows_id);
create index meetings_title on meetings using gin (organizer_id, title_folded gin_trgm_ops);

create table meeting_people (
  id uuid primary key default uuidv7(),
  meeting_id uuid not null references meetings on delete cascade,
  user_id uuid references users,
  contact_id uuid references contacts on delete cascade,
  -- Somebody whom the databank does not know yet.
  name text check (length(name) <= 200),
  email text check (length(email) <= 300),
  side text not null check (side in ('ours', 'theirs')),
  optional boolean not null default false,
  answer text not null default 'waiting' check (answer in ('waiting', 'accepted', 'declined', 'tentative')),
  attended boolean,
  position int not null default 0,
  check (num_nonnulls(user_id, contact_id, name) >= 1)
);
create unique index meeting_people_user on meeting_people (meeting_id, user_id) where user_id is not null;
create unique index meeting_people_contact on meeting_people (meeting_id, contact_id) where contact_id is not null;
create index meeting_people_meeting on meeting_people (meeting_id, position);
create index meeting_people_user_key on meeting_people (user_id) where user_id is not null;
create index meeting_people_contact_key on meeting_people (contact_id) where contact_id is not null;

create table meeting_points (
  id uuid primary key default uuidv7(),
  meeting_id uuid not null references meetings on delete cascade,
  position int not null,
  title text not null check (length(title) between 1 and 300),
  minutes int check (minutes between 1 and 480),
  started_at timestamptz,
  spent_seconds int not null default 0,
  done boolean not null default false
);
create index meeting_points_meeting on meeting_points (meeting_id, position);

-- Minutes, line by line; a mark makes a line a thing.
create table meeting_lines (
  id uuid primary key default uuidv7(),
  meeting_id uuid not null references meetings on delete cascade,
  point_id uuid references meeting_points on delete set null,
  position int not null,
  mark text not null default 'line' check (mark in ('line', 'promiseOurs', 'promiseTheirs', 'objection', 'need', 'rival', 'decision', 'question')),
  text text not null check (length(text) <= 4000),
  promise_id uuid references promises on delete set null,
  objection_id uuid references objections on delete set null,
  at timestamptz not null default now(),
  author_id uuid references users
);
create index meeting_lines_meeting on meeting_lines (meeting_id, position);
create index meeting_lines_point on meeting_lines (point_id);
create index meeting_lines_promise on meeting_lines (promise_id);
create index meeting_lines_objection on meeting_lines (objection_id);

-- What a person decided about a step the day proposed.
create table day_choices (
  id uuid primary key default uuidv7(),
  rule text not null check (length(rule) <= 60),
  -- The client, lead or other record the step is about.
  record_id uuid not null,
  client_id uuid references clients on delete cascade,
  user_id uuid not null references users on delete cascade,
  decision text not null check (decision in ('done', 'snoozed', 'muted')),
  until date,
  reason text check (length(reason) <= 500),
  decided_at timestamptz not null default now(),
  version int not null default 1,
  check (decision <> 'snoozed' or until is not null),
  check (decision <> 'muted' or reason is not null),
  unique (user_id, rule, record_id)
);
create index day_choices_client on day_choices (client_id);
