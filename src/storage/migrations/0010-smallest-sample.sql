-- In ten millions a 256th still has lists of tens of thousands for what half of the register holds: a smaller part beside it.
create index entry_search_4096th on entry_search using gin (grams) with (gin_pending_list_limit = 64)
  where substr(id::text, 34) = '000';
create index party_search_4096th on party_search using gin (grams) with (gin_pending_list_limit = 64)
  where substr(id::text, 34) = '000';
