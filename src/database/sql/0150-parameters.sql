-- Parameters: what everybody goes by, proposed by one official and approved by another. Few and small; the country of
-- a change is 'ZZ' where it is the whole installation's.

-- A proposed change is a record of the ledger.
create table parameter_change (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  terms text[] collate "C" not null,
  parameter text collate "C" not null,
  proposed timestamptz not null,
  primary key (id, country),
  unique (number, authority, country)
);
create index parameter_change_recent on parameter_change (proposed desc, id desc);

create table parameter_change_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  actor text not null,
  at timestamptz not null,
  digest bytea not null check (octet_length(digest) = 32),
  previous bytea check (octet_length(previous) = 32),
  leaf uuid not null,
  opening jsonb,
  change jsonb,
  primary key (record, version, country),
  check ((version = 1) = (previous is null))
);

-- How many approved changes a parameter has seen. The row is the turn of whoever approves: versions have no gaps.
create table parameter_version (
  parameter text collate "C" primary key,
  version integer not null check (version >= 1),
  recorded timestamptz not null
);

-- Bitemporal: what was approved to hold from a day until another, and when that was recorded. Nothing is changed or
-- removed; the assertion of the highest version that covers a moment counts for it.
create table parameter_row (
  parameter text collate "C" not null,
  version integer not null check (version >= 1),
  place integer not null check (place >= 0),
  -- Empty for the whole installation; an authority's or an office's overlay otherwise.
  authority text collate "C" not null default '',
  office text collate "C" not null default '',
  -- Canonical JSON of the key.
  key text collate "C" not null,
  -- Absent where the row is ended.
  value jsonb,
  valid_from timestamptz not null,
  valid_until timestamptz,
  recorded timestamptz not null,
  change uuid not null,
  -- Whether people who are not signed in may read it.
  open boolean not null,
  -- Countries whose officials may read it; all where absent.
  concerned text[] collate "C",
  proposed_by text not null,
  approved_by text not null,
  primary key (parameter, version, place),
  check (valid_until > valid_from),
  check (office = '' or authority <> ''),
  -- Four eyes.
  check (proposed_by <> approved_by)
);
create index parameter_row_by_key on parameter_row (parameter, key);

alter table parameter_change enable row level security;
alter table parameter_change_history enable row level security;
alter table parameter_row enable row level security;

create policy parameter_change_seen on parameter_change for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = 'ZZ'
    or authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
  )
);
create policy parameter_change_entered on parameter_change for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy parameter_change_changed on parameter_change for update to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy parameter_change_history_seen on parameter_change_history for select to counterfoil_application using (
  exists (select from parameter_change c where c.id = record and c.country = parameter_change_history.country)
);
create policy parameter_change_history_written on parameter_change_history for insert to counterfoil_application with check (
  exists (select from parameter_change c where c.id = record and c.country = parameter_change_history.country)
);

create policy parameter_row_seen on parameter_row for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'public' and open and authority = '' and concerned is null
  or (select counterfoil.scope_kind()) = 'authority'
    and (authority = '' or authority = (select counterfoil.scope_authority()))
    and (office = '' or (select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
    and (concerned is null or (select counterfoil.scope_country()) = any (concerned))
);
create policy parameter_row_written on parameter_row for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);

grant select, insert on parameter_change, parameter_change_history, parameter_row, parameter_version
  to counterfoil_application;
grant update (version, state, office, body, updated, terms, parameter, proposed) on parameter_change
  to counterfoil_application;
grant update (version, recorded) on parameter_version to counterfoil_application;

create view parameter_change_search as select * from parameter_change where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = 'ZZ'
    or authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
  );
grant select on parameter_change_search to counterfoil_application;

-- Which announcements an account has read.
create table announcement_read (
  account uuid not null references account,
  announcement text collate "C" not null check (length(announcement) between 1 and 100),
  at timestamptz not null,
  primary key (account, announcement)
);
alter table announcement_read enable row level security;
create policy announcement_read_kept on announcement_read to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
grant select, insert on announcement_read to counterfoil_application;
