-- Organisations of every kind, and offices as people know them: titles by language, kinds, states, a tree.

create table organisation (
  -- An authority's own key where it is one.
  key text collate "C" primary key check (key ~ '^[A-Z]{2}-[A-Za-z0-9]{1,20}$'),
  kind text collate "C" not null check (kind in ('authority', 'district', 'trader', 'carrier', 'partner')),
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  -- By language: {"en": "...", "zh": "..."}.
  title jsonb not null check (jsonb_typeof(title) = 'object'),
  state text collate "C" not null default 'active' check (state in ('active', 'suspended')),
  contact jsonb not null default '{}' check (jsonb_typeof(contact) = 'object'),
  -- Whether it runs this installation: it decides who joins.
  host boolean not null default false,
  version integer not null default 1 check (version >= 1),
  check (left(key, 2) = country)
);
create unique index organisation_host on organisation (host) where host;
create index organisation_by_country on organisation (country, kind);

alter table organisation enable row level security;
-- Authorities know one another; traders, carriers and partners are known to the authorities of their own country.
create policy organisation_known on organisation for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and (kind = 'authority' or country = (select counterfoil.scope_country()))
);
create policy organisation_kept on organisation to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
grant select, insert on organisation to counterfoil_application;
grant update (title, state, contact, host, version) on organisation to counterfoil_application;

alter table office add column kind text collate "C" not null default 'branch'
  check (kind in ('administration', 'bureau', 'branch', 'local'));
alter table office add column title jsonb not null default '{}' check (jsonb_typeof(title) = 'object');
alter table office add column closed timestamptz;
alter table office add column version integer not null default 1 check (version >= 1);
create index office_by_parent on office (parent);
grant update (kind, title, closed, version) on office to counterfoil_application;

-- An office and all those below it; the office itself also where no table knows it.
create function counterfoil.offices_below(top text, its_authority text) returns text[]
  language sql stable parallel safe security definer set search_path = counterfoil, pg_temp
  begin atomic
    with recursive below (key) as (
      select top collate "C" where top is not null
      union
      select o.key from office o join below b on o.parent = b.key where o.authority = its_authority
    )
    select array_agg(key order by key) from below;
  end;
revoke all on function counterfoil.offices_below(text, text) from public;

-- The offices that who asks is bound to. Policies use it as (select counterfoil.scope_offices()), once a query.
create function counterfoil.scope_offices() returns text[]
  language sql stable parallel safe
  return counterfoil.offices_below(counterfoil.scope_office(), counterfoil.scope_authority());
grant execute on function counterfoil.offices_below(text, text), counterfoil.scope_offices() to counterfoil_application;

-- What an office sees and keeps is what it and the offices below it hold.
alter policy certificate_seen on certificate using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null
        or office = any ((select counterfoil.scope_offices())::text[]))
    or (select counterfoil.scope_office()) is null
      and state <> 'draft'
      and (select counterfoil.scope_country()) = any (concerned)
  )
);
alter policy certificate_entered on certificate with check (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null
        or office = any ((select counterfoil.scope_offices())::text[]))
    or (select counterfoil.scope_office()) is null
      and state <> 'draft'
      and (select counterfoil.scope_country()) = any (concerned)
  )
);
alter policy certificate_changed on certificate using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null
      or office = any ((select counterfoil.scope_offices())::text[]))
);
create or replace view certificate_search as select * from certificate where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null
        or office = any ((select counterfoil.scope_offices())::text[]))
    or (select counterfoil.scope_office()) is null
      and state <> 'draft'
      and (select counterfoil.scope_country()) = any (concerned)
  );
