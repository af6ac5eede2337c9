-- A small part of the register with an index of its own: of a fragment that thousands hold, a hundred are found in a sixteenth
-- or in a 256th of it as well, through lists that are as much shorter. By the last digits of the id, which are chance.
create index entry_search_sixteenth on entry_search using gin (grams) with (gin_pending_list_limit = 64)
  where substr(id::text, 36) = '0';
create index entry_search_256th on entry_search using gin (grams) with (gin_pending_list_limit = 64)
  where substr(id::text, 35) = '00';
create index party_search_sixteenth on party_search using gin (grams) with (gin_pending_list_limit = 64)
  where substr(id::text, 36) = '0';
create index party_search_256th on party_search using gin (grams) with (gin_pending_list_limit = 64)
  where substr(id::text, 35) = '00';

-- What was written last waits in a list that every question reads through to its end: a short one.
alter index entry_search_grams set (gin_pending_list_limit = 256);
alter index party_search_grams set (gin_pending_list_limit = 256);
