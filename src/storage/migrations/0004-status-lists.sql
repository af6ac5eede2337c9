-- The place of each credential in its issuer's status list, and what the list says there. No index is given twice; a list is
-- made from the few places where it says anything.
create table status_place (
  issuer uuid not null,
  list integer not null check (list > 0),
  index integer not null check (index >= 0),
  entry uuid not null,
  state integer not null,
  primary key (issuer, list, index)
);
create unique index status_place_of_entry on status_place (entry);
create index status_place_that_speaks on status_place (issuer, list, index) include (state) where state <> 0;
