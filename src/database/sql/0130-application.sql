-- The issuing office at work: applications that become certificates when they are signed, the numbers an office gives,
-- and batches from spreadsheets.

create table application (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('draft', 'submitted', 'reviewed', 'issued', 'abandoned')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  terms text[] collate "C" not null,
  touched timestamptz not null,
  model text collate "C" not null,
  destination text collate "C",
  primary key (id, country),
  unique (number, authority, country)
) with (toast_tuple_target = 8160);
create index application_recent on application (authority, touched desc, id desc);
create index application_terms on application using gin (terms);

create table application_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null check (state in ('draft', 'submitted', 'reviewed', 'issued', 'abandoned')),
  actor text not null,
  at timestamptz not null,
  digest bytea not null check (octet_length(digest) = 32),
  previous bytea check (octet_length(previous) = 32),
  leaf uuid not null,
  opening jsonb,
  change jsonb,
  primary key (record, version, country),
  check ((version = 1) = (previous is null))
) with (toast_tuple_target = 8160);

-- The last serial that was given; raised in the transaction of the signature, so that no number is lost.
create table number_series (
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  office text collate "C" not null default '',
  year integer not null check (year between 2000 and 9999),
  last bigint not null check (last >= 1),
  primary key (authority, office, year, country)
);

create table application_batch (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  office text collate "C" not null default '',
  model text collate "C" not null,
  model_version integer not null,
  digest bytea not null check (octet_length(digest) = 32),
  actor text not null,
  at timestamptz not null,
  -- Rows of the sheet, applications made of them, and what was left out with its faults.
  report jsonb not null,
  leaf uuid not null,
  opening jsonb,
  primary key (id, country),
  -- The same sheet enters once.
  unique (digest, authority, office, model, country)
);
create index application_batch_recent on application_batch (authority, at desc);

alter table application enable row level security;
alter table application_history enable row level security;
alter table number_series enable row level security;
alter table application_batch enable row level security;

create policy application_kept on application to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null
      or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy application_history_kept on application_history to counterfoil_application using (
  exists (select from application a where a.id = record and a.country = application_history.country)
);
create policy number_series_kept on number_series to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = ''
      or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy application_batch_kept on application_batch to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null
      or office = any ((select counterfoil.scope_offices())::text[]))
);

grant select, insert on application, application_history, number_series, application_batch
  to counterfoil_application;
grant update (version, state, office, body, updated, terms, touched, model, destination) on application
  to counterfoil_application;
grant update (last) on number_series to counterfoil_application;

-- Applications among what changed, for the platform alone; beside ledger_change and of its columns.
create index application_history_leaf on application_history (leaf);
create view application_change as
  select h.leaf, 'application' as kind, h.record, h.version, h.action, h.state, h.actor, h.at,
    a.country, a.authority, a.office, array[]::text[] as concerned, null::text as destination, null::uuid as certificate,
    null::integer as level, null::text as side
  from application_history h join application a on a.id = h.record and a.country = h.country
  where (select counterfoil.scope_kind()) = 'system';
grant select on application_change to counterfoil_application;

-- The same condition as the policy of the table; see certificate_search.
create view application_search as select * from application where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null
      or office = any ((select counterfoil.scope_offices())::text[]));
grant select on application_search to counterfoil_application;
