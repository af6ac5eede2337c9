-- Events, the heads that guard them, and the public facts that will feed the log. STORED: the bytes are for ever.

-- One row for each stream: where it stands. Appending moves it from exactly the version and hash that the decision was made
-- on; whoever comes second finds another row and is told so. (No advisory lock, no SERIALIZABLE: one update decides, so that a
-- distributed relative of PostgreSQL does as well.)
create table stream_head (
  id uuid primary key,
  kind text not null check (kind in ('party', 'scheme', 'case', 'round', 'entry', 'source')),
  version integer not null check (version > 0),
  hash bytea not null check (length(hash) = 32)
);
create index stream_head_by_kind on stream_head (kind, id);

-- The key is the stream and the version, not the event's own id: a replay and a page read one stream in one range, and a
-- table that is partitioned one day is partitioned by hash of the stream. What stands beside the bytes repeats what they say,
-- for queries and for people; the audit holds both against each other. No unique index on `id`: uuid v7 of our own making.
create table event (
  stream_id uuid not null,
  version integer not null check (version > 0),
  format smallint not null,
  recorded_at timestamptz not null,
  id uuid not null,
  stream_kind text not null,
  type text not null,
  hash bytea not null check (length(hash) = 32),
  bytes bytea not null,
  primary key (stream_id, version)
);

-- Facts wait here for their place in the public log. Commit order is not sequence order: only the order inside a stream means
-- anything, and the one sequencer gives `position`.
create table outbox (
  stream_id uuid not null,
  version integer not null,
  ordinal smallint not null,
  recorded_at timestamptz not null,
  sequenced_at timestamptz,
  position bigint unique,
  stream_kind text not null,
  kind text not null,
  hash bytea not null check (length(hash) = 32),
  bytes bytea not null,
  primary key (stream_id, version, ordinal),
  check ((position is null) = (sequenced_at is null))
);
create index outbox_waiting on outbox (recorded_at, stream_id, version, ordinal) where position is null;

-- Personal values, the only place of them beside the projections that show them. An event holds the reference and the salted
-- digest; when the row is gone, the digest says nothing any more and every chain is whole.
create table vault (
  ref uuid primary key,
  subject uuid not null,
  salt bytea not null,
  -- The JSON text of the value, kept as it was given: its canonical form is what the digest was made of.
  value text not null
);
create index vault_by_subject on vault (subject);

-- What was erased, so that a restore of an older backup erases it again. Holds references, no values.
create table erasure (
  ref uuid primary key,
  subject uuid not null,
  erased_at timestamptz not null,
  reason text not null
);

-- Editions of schemes, rule packs, mappings and texts, flattened. A row is never changed: a new text is a new edition.
create table edition (
  kind text not null check (kind in ('scheme', 'rules', 'mapping', 'texts')),
  id text not null,
  edition text not null,
  digest bytea not null check (length(digest) = 32),
  registered_at timestamptz not null,
  bytes bytea not null,
  primary key (kind, id, edition)
);

-- Serial numbers. The row is locked until the transaction that took from it is over: one that fails gives its number back,
-- one that commits has it for ever.
create table number_series (
  space text not null,
  period text not null,
  next bigint not null,
  primary key (space, period)
);
