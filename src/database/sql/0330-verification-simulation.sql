-- Drafts of rules tried on stored cases: what was asked, how far it has come, and what it would change. Any process may run one; one
-- that has not been heard of for a while was broken off and says so.
create table verification_simulation (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  -- Of one office alone; the whole authority's where absent.
  office text collate "C",
  actor text collate "C" not null,
  name text collate "C" not null check (length(name) between 1 and 80),
  draft jsonb not null,
  -- Cases whose last decision is of these days; and the day whose rules are gone by.
  first date not null,
  until date not null check (until > first),
  day date not null,
  state text collate "C" not null check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
  stopping boolean not null default false,
  total integer not null default 0 check (total >= 0),
  done integer not null default 0 check (done >= 0),
  result jsonb,
  asked timestamptz not null,
  ended timestamptz,
  -- Who runs it, and when it was last heard of.
  worker uuid,
  beat timestamptz,
  primary key (id, country)
);
create index verification_simulation_open on verification_simulation (asked) where state in ('waiting', 'running');
create index verification_simulation_recent on verification_simulation (authority, asked);

alter table verification_simulation enable row level security;
create policy verification_simulation_kept on verification_simulation to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);

grant select, insert, delete on verification_simulation to counterfoil_application;
grant update (state, stopping, total, done, result, ended, worker, beat) on verification_simulation
  to counterfoil_application;
