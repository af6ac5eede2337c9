-- Projections: rows that tell the present, each a function of events. They can be thrown away and built again, so they have no
-- foreign keys to the events and none among each other where rows come in batches.

create table party (
  id uuid primary key,
  kind text not null check (kind in ('organisation', 'person')),
  details jsonb not null,
  since timestamptz not null,
  version integer not null
);
create table party_name (
  party uuid not null,
  ordinal integer not null,
  language text not null,
  name text not null,
  valid_from date,
  valid_to date,
  primary key (party, ordinal)
);
-- By hash: names have no upper length, and nobody asks for names "from A to B".
create index party_name_by_name on party_name using hash (name);
create table party_code (
  party uuid not null,
  ordinal integer not null,
  system text not null,
  value text not null,
  primary key (party, ordinal)
);
create index party_code_by_value on party_code (system, value);

create table case_summary (
  id uuid primary key,
  scheme text not null,
  edition text not null,
  flow text not null,
  round uuid,
  entry uuid,
  applicant uuid not null,
  body uuid not null,
  title text not null,
  state text not null check (state in ('open', 'ended')),
  ending text,
  zone text not null,
  opened_at timestamptz not null,
  opened_by uuid,
  ended_at timestamptz,
  open_steps text[] not null,
  next_due date,
  persons text[] not null,
  parties text[] not null,
  -- `role:id` of persons and parties: the policy asks "named as auditor?" without a join.
  named text[] not null,
  recused text[] not null,
  labels jsonb not null,
  version integer not null,
  changed_at timestamptz not null
);
create index case_by_change on case_summary (changed_at desc, id desc);
create index case_by_opening on case_summary (opened_at desc, id desc);
create index case_by_due on case_summary (next_due, id) where next_due is not null;
create index case_by_applicant on case_summary (applicant);
create index case_by_body on case_summary (body);
create index case_by_opener on case_summary (opened_by) where opened_by is not null;
create index case_by_round on case_summary (round) where round is not null;
create index case_by_entry on case_summary (entry) where entry is not null;
create index case_by_person on case_summary using gin (persons);
create index case_by_party on case_summary using gin (parties);

create table round_summary (
  id uuid primary key,
  scheme text not null,
  edition text not null,
  body uuid not null,
  title jsonb not null,
  state text not null check (state in ('open', 'ended')),
  open_steps text[] not null,
  cases integer not null,
  opened_at timestamptz not null,
  ended_at timestamptz,
  next_due date,
  version integer not null,
  changed_at timestamptz not null
);
create index round_by_opening on round_summary (opened_at desc, id desc);

create table task (
  subject uuid not null,
  step text not null,
  line text not null,
  opening integer not null,
  kind text not null check (kind in ('case', 'round', 'entry')),
  scheme text not null,
  flow text not null,
  title text not null,
  applicant uuid,
  body uuid,
  roles text[] not null,
  party uuid,
  person uuid,
  opened_at timestamptz not null,
  due date,
  state text not null check (state in ('open', 'done', 'dropped')),
  done_at timestamptz,
  done_by uuid,
  outcome text,
  primary key (subject, step, line, opening)
);
create index task_of_party on task (party, due) where state = 'open';
create index task_of_person on task (person, due) where state = 'open';
create index task_done on task (done_by, done_at desc) where state = 'done';

create table due (
  subject_id uuid not null,
  kind text not null,
  name text not null,
  subject_kind text not null,
  due date not null,
  ripe_at timestamptz not null,
  remind_at timestamptz,
  reminded boolean not null,
  state text not null check (state in ('running', 'standing', 'over')),
  primary key (subject_id, kind, name)
);
create index due_ripe on due (ripe_at) where state = 'running';
create index due_to_remind on due (remind_at) where state = 'running' and not reminded and remind_at is not null;

-- The register: one flat row for the current state of an entry, own and imported alike.
create table entry (
  id uuid primary key,
  source text not null,
  number_space text not null,
  number text not null,
  -- In the order of code points, whatever the database sorts by: an index serves look-up and list alike.
  normal_number text collate "C" not null,
  reissue integer not null,
  kind text not null,
  scheme text,
  edition text,
  issuer uuid,
  holder uuid,
  issuer_names jsonb not null,
  holder_names jsonb not null,
  scope_codes text[] not null,
  valid_from date,
  valid_to date,
  status text not null,
  since date,
  reason text,
  grade text,
  succeeds uuid,
  succeeded_by uuid,
  case_id uuid,
  credential bytea,
  details jsonb not null,
  last_seen date,
  known date not null,
  recorded_at timestamptz not null,
  version integer not null
);
create index entry_by_number on entry (normal_number);
-- A number of our own is never given twice. Foreign registers repeat theirs, and what they say is kept as they say it.
create unique index entry_own_number on entry (number_space, normal_number, reissue) where source = 'own';
create index entry_by_holder on entry (holder, kind) where holder is not null;
create index entry_by_issuer on entry (issuer, id) where issuer is not null;
create index entry_newest on entry (recorded_at desc, id desc);
-- Few distinct values: the index stays small, and counting reads nothing else.
create index entry_counted on entry (kind, status, scheme, source);

-- Every change of every entry, in three times: when it took effect (from `earliest` to `latest`), when its source made it known
-- (and took it back), when we recorded it. Each row carries the state after it, so that a past day needs one row and no fold.
create table entry_change (
  entry uuid not null,
  ordinal integer not null,
  earliest date,
  latest date not null,
  known date not null,
  known_until date,
  recorded_at timestamptz not null,
  what text not null,
  status text not null,
  valid_to date,
  reason text,
  details jsonb not null,
  basis_kind text not null,
  basis_id uuid not null,
  basis_version integer not null,
  primary key (entry, ordinal),
  check (earliest is null or earliest <= latest)
);

create table notice (
  id uuid primary key,
  kind text not null,
  box text not null check (box in ('notices', 'activities', 'news')),
  scheme text,
  round uuid,
  case_id uuid,
  party uuid,
  title jsonb not null,
  body jsonb not null,
  issued_at timestamptz not null,
  valid_from date,
  valid_to date,
  corrects uuid,
  basis_kind text not null,
  basis_id uuid not null
);
create index notice_by_issue on notice (issued_at desc, id desc);
create index notice_of_stream on notice (basis_id);

-- What things are found by: the texts, one a line, and in `grams` their characters, pairs and triples, each as one number
-- (`grams.ts`). Beside the entry and not in it: a change of status leaves these indexes alone. The statistics tell which grams
-- are too common to be looked up by (`search.ts`).
create table entry_search (
  id uuid primary key,
  text text not null,
  grams integer[] not null
);
create index entry_search_grams on entry_search using gin (grams);
alter table entry_search alter column grams set statistics 400;
create table party_search (
  id uuid primary key,
  text text not null,
  grams integer[] not null
);
create index party_search_grams on party_search using gin (grams);
alter table party_search alter column grams set statistics 400;
