-- Long work and outside answers: imports, exports, bulk changes, register answers, recent records.

create table imports (
  id uuid primary key default uuidv7(),
  capability text not null check (capability in ('clients', 'contacts')),
  file_name text not null check (length(file_name) <= 300),
  file_path text not null,
  file_size bigint not null,
  file_hash text not null,
  -- How the file is read (encoding, delimiter, sheet, header row), mapping, key, mode; see api/imports.ts.
  options jsonb not null default '{}',
  state text not null default 'uploaded' check (state in ('uploaded', 'queued', 'running', 'done', 'cancelled', 'failed', 'reverting', 'reverted')),
  dry_run boolean not null default false,
  -- The last record committed; a run goes on after it.
  committed_row bigint not null default 0,
  bytes_read bigint not null default 0,
  -- Known before the run where the file says it (cards, sheets); of tables in text it is learnt at the end.
  rows_total bigint,
  created_count int not null default 0,
  updated_count int not null default 0,
  unchanged_count int not null default 0,
  rejected_count int not null default 0,
  -- Of the rows taken: how many look like a record that was there before, and how many repeat a key of the same file.
  similar_count int not null default 0,
  repeated_count int not null default 0,
  reverted_count int not null default 0,
  -- Records or fields a revert left alone, because somebody changed them since.
  kept_count int not null default 0,
  -- The journal entry a revert has come to, from the last one backwards.
  revert_cursor bigint,
  error jsonb,
  cancel_asked boolean not null default false,
  -- Empty when the command line imported on its own.
  created_by uuid references users,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  -- The last sign of life of a run; one that is silent is taken up again.
  beat_at timestamptz,
  finished_at timestamptz,
  version int not null default 1
);
create index imports_created on imports (created_at desc, id desc);
create index imports_creator on imports (created_by, created_at desc);
create index imports_hash on imports (file_hash);

create table import_rejects (
  import_id uuid not null references imports on delete cascade,
  row_no bigint not null,
  line_no bigint,
  -- [{column, field, reason, value, details}]
  reasons jsonb not null,
  cells text[] not null,
  primary key (import_id, row_no)
);

-- What a person should look at afterwards: rows like a record that was there, rows repeated in the file, what a revert kept.
create table import_notes (
  id bigint generated always as identity primary key,
  import_id uuid not null references imports on delete cascade,
  kind text not null check (kind in ('similar', 'repeated', 'kept')),
  row_no bigint,
  record_id uuid,
  details jsonb not null default '{}'
);
create index import_notes_import on import_notes (import_id, kind, id);

-- Doubles of a whole batch of new rows are found by exact keys and by neighbours in the order of names, read from both ends:
-- one probe costs microseconds, where a similarity search costs milliseconds.
create index client_channels_domain on client_channels (split_part(match_key, '@', 2)) where type = 'email';
-- Tax numbers of natural persons hide a birth number and are never indexed.
create index clients_dic on clients (dic) where dic !~ '^CZ([0-9]{10}|[0-57-9][0-9]{8})$';
create index clients_name_order on clients (name_folded collate "C") where deleted_at is null;
-- Two different company numbers are two companies: a row with one is compared only with clients that have none.
create index clients_name_order_no_ico on clients (name_folded collate "C") where deleted_at is null and ico is null;
create index clients_name_order_no_ico_back on clients (reverse(name_folded) collate "C") where deleted_at is null and ico is null;
create index contacts_name_order on contacts (name_folded collate "C") where deleted_at is null;
create index clients_name_order_back on clients (reverse(name_folded) collate "C") where deleted_at is null;

create table import_mappings (
  id uuid primary key default uuidv7(),
  capability text not null check (capability in ('clients', 'contacts')),
  -- Hash of the folded header row: the same headers bring the same mapping back.
  headers_hash text not null,
  user_id uuid not null references users on delete cascade,
  options jsonb not null,
  used_at timestamptz not null default now(),
  unique (capability, user_id, headers_hash)
);

create table exports (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('list', 'everything')),
  capability text,
  query jsonb not null default '{}',
  format text not null check (format in ('csv', 'xlsx', 'zip')),
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
  rows_done bigint not null default 0,
  rows_total bigint,
  file_path text,
  file_size bigint,
  error jsonb,
  cancel_asked boolean not null default false,
  created_by uuid not null references users,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index exports_creator on exports (created_by, created_at desc);

create table bulk_changes (
  id uuid primary key default uuidv7(),
  capability text not null check (capability in ('clients', 'contacts')),
  change jsonb not null,
  selection jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  total int not null default 0,
  done int not null default 0,
  skipped int not null default 0,
  error jsonb,
  cancel_asked boolean not null default false,
  created_by uuid not null references users,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index bulk_changes_creator on bulk_changes (created_by, created_at desc);

-- Exactly which records a bulk change applies to, frozen when it starts; how far it came survives a crash.
create table bulk_change_items (
  bulk_id uuid not null references bulk_changes on delete cascade,
  no int not null,
  record_id uuid not null,
  outcome text check (outcome in ('changed', 'unchanged', 'skipped', 'undone', 'kept')),
  reason text,
  primary key (bulk_id, no)
);

create table register_answers (
  source text not null check (source in ('ares')),
  ico text not null,
  state text not null check (state in ('found', 'notFound')),
  answer jsonb,
  fetched_at timestamptz not null default now(),
  primary key (source, ico)
);

create table register_checks (
  id uuid primary key default uuidv7(),
  client_id uuid not null references clients on delete cascade,
  source text not null check (source in ('ares')),
  state text not null check (state in ('same', 'differs', 'notFound', 'unavailable', 'settled')),
  -- [{field, ours, theirs, decided: accepted|kept|null}]
  differences jsonb not null default '[]',
  detail text,
  checked_at timestamptz not null default now(),
  checked_by uuid references users,
  settled_at timestamptz,
  settled_by uuid references users
);
create index register_checks_client on register_checks (client_id, checked_at desc);
create index register_checks_open on register_checks (checked_at desc) where state = 'differs';

create table recent_records (
  user_id uuid not null references users on delete cascade,
  record_type text not null,
  record_id uuid not null,
  at timestamptz not null default now(),
  primary key (user_id, record_type, record_id)
);
create index recent_records_latest on recent_records (user_id, at desc);

-- A cell that a spreadsheet would run as a formula gets an apostrophe; phones and plain numbers stay as they are. Its first
-- character (tab, return, + - = @) is looked at before the pattern, which costs several times as much.
create function neutral_cell(cell text) returns text language sql immutable parallel safe as $$
  select case when ascii(cell) in (9, 13, 43, 45, 61, 64) and cell ~ '^([=@\t\r]|[+-](?![0-9 ./()-]*$))' then '''' || cell else cell end
$$;
