-- What is no function of events: people who sign in, what they have begun, what was uploaded, imported rows, settings.

create table account (
  id uuid primary key,
  person uuid not null,
  login text not null unique,
  password_hash text,
  language text not null check (language in ('zh', 'en')),
  is_administrator boolean not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create index account_of_person on account (person);

-- Of a person, not of an account: auditors are named and held to their competence before they ever sign in, and a second
-- account of the same person gives no second employment.
create table employment (
  id uuid primary key,
  person uuid not null,
  party uuid not null,
  roles text[] not null,
  valid_from date not null,
  valid_to date
);
create index employment_of_person on employment (person);
create index employment_of_party on employment (party);

-- Only the SHA-256 of a token is kept: who reads the table can't sign in with it.
create table session (
  token bytea primary key,
  account uuid not null references account (id),
  employment uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  identity_at timestamptz not null
);
create index session_of_account on session (account);
create index session_by_expiry on session (expires_at);

create table api_token (
  id uuid primary key,
  token bytea not null unique,
  account uuid not null references account (id),
  employment uuid,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz
);
create index api_token_of_account on api_token (account);

create table attempt (
  key text not null,
  window_start timestamptz not null,
  window_end timestamptz not null,
  count integer not null,
  primary key (key, window_start)
);
create index attempt_by_end on attempt (window_end);

-- The private part is sealed under a secret that is not in this database.
create table organisation_key (
  party uuid not null,
  key_id text not null,
  algorithm text not null,
  custody text not null check (custody in ('hosted', 'external')),
  public_jwk jsonb not null,
  sealed_private bytea,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (party, key_id)
);

create table draft (
  account uuid not null references account (id),
  subject text not null,
  values jsonb not null,
  saved_at timestamptz not null,
  revision integer not null,
  primary key (account, subject)
);

create table file (
  id uuid primary key,
  digest bytea not null check (length(digest) = 32),
  size bigint not null,
  media_type text not null,
  name text not null,
  case_id uuid,
  round uuid,
  party uuid,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null
);
create index file_of_case on file (case_id) where case_id is not null;
create index file_of_round on file (round) where round is not null;
create index file_by_digest on file (digest);

create table idempotency (
  account uuid not null,
  key text not null,
  request bytea not null,
  claimed_at timestamptz not null,
  -- Null only inside the transaction that claims it.
  status integer,
  response text,
  primary key (account, key)
);
create index idempotency_by_age on idempotency (claimed_at);

create table import_source (
  id uuid primary key,
  code text not null unique,
  names jsonb not null,
  mapping text not null,
  registered_at timestamptz not null
);
create table import_batch (
  source uuid not null references import_source (id),
  batch integer not null,
  snapshot date not null,
  file bytea not null,
  file_name text not null,
  mapping_edition text not null,
  rows integer not null,
  rejected integer not null,
  root bytea,
  imported_at timestamptz not null,
  version integer not null,
  primary key (source, batch),
  -- The same file twice changes nothing.
  unique (source, file)
);
-- Each distinct row once, and which snapshot held which: a register of a million rows that hardly changes costs one narrow row
-- for each row and snapshot. Presence is kept explicitly, since "not seen since" is a fact of its own.
create table import_row (
  source uuid not null,
  key text not null,
  digest bytea not null,
  fields jsonb not null,
  primary key (source, key, digest)
);
create table import_seen (
  source uuid not null,
  batch integer not null,
  key text not null,
  digest bytea not null,
  primary key (source, batch, key)
);

create table setting (
  name text primary key,
  value jsonb not null
);
