-- Votes of the public. While a vote runs, a row for each identity and item: identity and network as keyed digests, under a salt
-- that is the vote's own. When it is closed the counts are in the round's events, and salt, identities and networks are deleted.
create table public_vote_box (
  round uuid not null,
  step text not null,
  -- Null once it is closed: then nothing can be told of anybody any more.
  salt bytea,
  primary key (round, step)
);

create table public_vote (
  round uuid not null,
  step text not null,
  voter bytea not null,
  item uuid not null,
  source bytea not null,
  at timestamptz not null,
  set_aside boolean not null default false,
  primary key (round, step, voter, item)
);
create index public_vote_by_source on public_vote (round, step, source, at);

-- One row for each network: votes out of one network are taken one after the other, so that no flood runs past its limit.
create table public_vote_source (
  round uuid not null,
  step text not null,
  source bytea not null,
  primary key (round, step, source)
);
