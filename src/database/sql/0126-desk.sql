-- What is newest, or most urgent, for who asks. Each view bounds its rows below the conditions of the scope, in the order of
-- an index: row-level security would have the planner guess that hardly a row is seen, and sort them all. What is told of a
-- record beyond its id is read from the table itself, under its policy.
create index inquiry_overdue on inquiry (importing_country, due) where waiting = 'issuing';

-- Whole authorities alone see what comes from abroad.
create view certificate_arrival as
  select id, country, created, issued from (
    select id, country, created, issued from certificate
    where state = 'issued' and destination = (select counterfoil.scope_country())
    order by created desc limit 5000
  ) newest
  where (select counterfoil.scope_kind()) = 'authority' and (select counterfoil.scope_office()) is null;

create view result_received as
  select id, country, given from (
    select id, country, given, issuing_office from verification_result
    where issuing_country = (select counterfoil.scope_country())
      and issuing_authority = (select counterfoil.scope_authority())
    order by given desc limit 5000
  ) newest
  where (select counterfoil.scope_kind()) = 'authority'
    and ((select counterfoil.scope_office()) is null
      or issuing_office = any ((select counterfoil.scope_offices())::text[]));

create view inquiry_waiting as
  select id, country, due, side from (
    (select id, country, due, waiting as side, null::text as office from inquiry
     where waiting = 'importing' and importing_country = (select counterfoil.scope_country())
     order by due limit 2000)
    union all
    (select id, country, due, waiting, issuing_office from inquiry
     where waiting = 'issuing' and issuing_country = (select counterfoil.scope_country())
       and issuing_authority = (select counterfoil.scope_authority())
     order by due limit 2000)
  ) urgent
  where (select counterfoil.scope_kind()) = 'authority'
    and ((select counterfoil.scope_office()) is null
      or side = 'issuing' and office = any ((select counterfoil.scope_offices())::text[]));

grant select on certificate_arrival, result_received, inquiry_waiting to counterfoil_application;
