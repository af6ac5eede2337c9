-- What the register's row repeats of the entry's own events and nobody reads there: who answered for it, what falls due and was
-- met (the entry's state tells both, to whom they concern); and members that say nothing. A third of the row is left.
update entry e set details = coalesce((
    select jsonb_object_agg(key, value) from jsonb_each(e.details)
    where key not in ('responsible', 'duties', 'met') and value not in ('null', '""', '[]', '{}')), '{}')
  where source = 'own';

-- A fact waits or has its place: it stands in one of the two indexes, not in both. The waiting are found by their time alone;
-- those of one instant are sorted when they are asked for.
drop index outbox_waiting;
create index outbox_waiting on outbox (recorded_at) where position is null;
alter table outbox drop constraint outbox_position_key;
create unique index outbox_by_position on outbox (position) where position is not null;

-- Nearly every stream is an entry: they are walked through by the key, and only the others need a list of their own.
drop index stream_head_by_kind;
create index stream_head_by_kind on stream_head (kind, id) where kind <> 'entry';
