-- Secret ballots: one row for each vote, which holds counts and nothing of who cast what. All choices stand in the one value, so
-- that every ballot writes the same row: no row tells by its transaction which choice it was. The list of who voted is the
-- round's own events.
create table ballot_box (
  round uuid not null,
  step text not null,
  counts jsonb not null,
  primary key (round, step)
);
