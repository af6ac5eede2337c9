-- No statement looks into these values: the server keeps them as they were written instead of taking each apart to put it together
-- again when it is read. Half of what a row of the register cost it when it came in.
alter table party alter column details type json using details::json;
alter table case_summary alter column labels type json using labels::json;
alter table round_summary alter column title type json using title::json;
alter table entry alter column issuer_names type json using issuer_names::json,
  alter column holder_names type json using holder_names::json,
  alter column details type json using details::json;
alter table entry_change alter column details type json using details::json;
alter table notice alter column title type json using title::json, alter column body type json using body::json;
