-- Which offices of an importing country a certificate concerns: those to which its authority has given the place of entry, and
-- where nobody has given it to any, every office of the authority.

-- Places of entry of a certificate, by name and by UN/LOCODE: capital letters and digits alone.
alter table certificate add column entry_places text[] collate "C" not null default '{}';
update certificate set entry_places = array[upper(regexp_replace(body ->> 'pointOfEntry', '[[:space:][:punct:]]+', '', 'g'))]
  where body ? 'pointOfEntry';
grant update (entry_places) on certificate to counterfoil_application;

-- What was approved of the parameter `entry-office`: the latest that covers a moment counts for its place.
create table entry_assignment (
  id bigint generated always as identity primary key,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  place text collate "C" not null check (length(place) between 1 and 200),
  -- None: the place is given to nobody any more.
  offices text[] collate "C" not null,
  valid_from timestamptz not null,
  valid_until timestamptz check (valid_until > valid_from)
);
create index entry_assignment_place on entry_assignment (authority, place, id desc);
alter table entry_assignment enable row level security;
create policy entry_assignment_kept on entry_assignment to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
);
grant select, insert on entry_assignment to counterfoil_application;

create function counterfoil.entry_standing(its_country text) returns setof entry_assignment
  language sql stable parallel safe security definer set search_path = counterfoil, pg_temp
  begin atomic
    select distinct on (a.authority, a.place) a.* from entry_assignment a
    where a.country = its_country and a.valid_from <= now() and (a.valid_until is null or a.valid_until > now())
    order by a.authority, a.place, a.id desc;
  end;
revoke all on function counterfoil.entry_standing(text) from public;

-- Places that are given to the offices that who asks is bound to (`own`), or to other offices of the authority alone. Policies
-- use it as (select counterfoil.entry_places(true)), once a query.
create function counterfoil.entry_places(own boolean) returns text[]
  language sql stable parallel safe security definer set search_path = counterfoil, pg_temp
  begin atomic
    select coalesce(array_agg(s.place), '{}') from counterfoil.entry_standing(counterfoil.scope_country()) s
    where s.authority = counterfoil.scope_authority() and s.offices <> '{}'
      and (s.offices && coalesce(counterfoil.scope_offices(), '{}')) = own;
  end;
revoke all on function counterfoil.entry_places(boolean) from public;
grant execute on function counterfoil.entry_places(boolean) to counterfoil_application;

-- Offices to which places of entry in a country are given, each as `authority|office`: for the platform, which tells of changes.
create function counterfoil.entry_offices(places text[], its_country text) returns text[]
  language sql stable parallel safe security definer set search_path = counterfoil, pg_temp
  begin atomic
    select coalesce(array_agg(distinct s.authority || '|' || o.office), '{}')
    from counterfoil.entry_standing(its_country) s cross join lateral unnest(s.offices) o (office)
    where s.place = any (places);
  end;
revoke all on function counterfoil.entry_offices(text[], text) from public;
grant execute on function counterfoil.entry_offices(text[], text) to counterfoil_application;

alter policy certificate_seen on certificate using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null
        or office = any ((select counterfoil.scope_offices())::text[]))
    or state <> 'draft'
      and (select counterfoil.scope_country()) = any (concerned)
      and ((select counterfoil.scope_office()) is null
        or destination = (select counterfoil.scope_country()) and country <> (select counterfoil.scope_country())
          and (entry_places && (select counterfoil.entry_places(true))::text[]
            or not entry_places && (select counterfoil.entry_places(false))::text[]))
  )
);
-- As the policy; see 0040.
create or replace view certificate_search as select * from certificate where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null
        or office = any ((select counterfoil.scope_offices())::text[]))
    or state <> 'draft'
      and (select counterfoil.scope_country()) = any (concerned)
      and ((select counterfoil.scope_office()) is null
        or destination = (select counterfoil.scope_country()) and country <> (select counterfoil.scope_country())
          and (entry_places && (select counterfoil.entry_places(true))::text[]
            or not entry_places && (select counterfoil.entry_places(false))::text[]))
  );
-- Its columns are those of the table as they stood when it was made.
create or replace function certificate_public(sought_number text, sought_code bytea) returns setof certificate
  language sql stable security definer set search_path = counterfoil, pg_temp
  begin atomic
    select certificate.* from certificate_code
    join certificate on certificate.id = certificate_code.certificate and certificate.country = certificate_code.country
    where certificate_code.digest = sought_code
      and certificate.plain_number = sought_number and certificate.state <> 'draft';
  end;

create or replace view certificate_arrival as
  select id, country, created, issued from (
    select id, country, created, issued, entry_places from certificate
    where state = 'issued' and destination = (select counterfoil.scope_country())
    order by created desc limit 5000
  ) newest
  where (select counterfoil.scope_kind()) = 'authority' and (
    (select counterfoil.scope_office()) is null
    or country <> (select counterfoil.scope_country())
      and (entry_places && (select counterfoil.entry_places(true))::text[]
        or not entry_places && (select counterfoil.entry_places(false))::text[]));

create or replace view inquiry_waiting as
  select id, country, due, side from (
    (select id, country, due, waiting as side, null::text as office, certificate, issuing_country from inquiry
     where waiting = 'importing' and importing_country = (select counterfoil.scope_country())
     order by due limit 2000)
    union all
    (select id, country, due, waiting, issuing_office, certificate, issuing_country from inquiry
     where waiting = 'issuing' and issuing_country = (select counterfoil.scope_country())
       and issuing_authority = (select counterfoil.scope_authority())
     order by due limit 2000)
  ) urgent
  where (select counterfoil.scope_kind()) = 'authority'
    and ((select counterfoil.scope_office()) is null
      or side = 'issuing' and office = any ((select counterfoil.scope_offices())::text[])
      or side = 'importing' and exists (
        select from certificate c where c.id = urgent.certificate and c.country = urgent.issuing_country
          and c.country <> (select counterfoil.scope_country())
          and (c.entry_places && (select counterfoil.entry_places(true))::text[]
            or not c.entry_places && (select counterfoil.entry_places(false))::text[])));
