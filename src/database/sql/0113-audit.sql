-- Who came in, looked, searched, exported and changed. Entries are written in batches; each batch is one leaf of the
-- evidence log, which commits to the root of a Merkle tree over its entries.

create table audit_batch (
  id uuid primary key,
  leaf uuid not null,
  at timestamptz not null,
  size integer not null check (size between 1 and 10000),
  root bytea not null check (octet_length(root) = 32),
  -- Salt and act behind the leaf.
  opening jsonb not null
);

create table audit_entry (
  id uuid not null,
  batch uuid not null,
  place integer not null check (place >= 0),
  at timestamptz not null,
  kind text collate "C" not null check (kind in ('sign-in', 'view', 'search', 'export', 'change')),
  actor text collate "C" not null,
  behalf text collate "C",
  -- Of who acted; absent for the platform's own and for nobody in particular.
  country text collate "C",
  authority text collate "C",
  office text collate "C",
  route text collate "C" not null,
  subject text collate "C" not null,
  status smallint not null,
  -- Names of the filters of a search, never their values.
  filters text[] collate "C" not null default '{}',
  -- SHA-256 over the salt and what was sought: it proves a supposed search, and tells nobody else of it.
  sought bytea check (octet_length(sought) = 32),
  salt bytea not null check (octet_length(salt) = 16),
  primary key (batch, place)
);
create index audit_entry_recent on audit_entry (at desc, id desc);
create index audit_entry_by_actor on audit_entry (actor, at desc);
create index audit_entry_by_subject on audit_entry (subject, at desc);

alter table audit_batch enable row level security;
alter table audit_entry enable row level security;
-- An authority's auditor sees what its own people did; one bound to an office, those of that office and below it.
create policy audit_entry_seen on audit_entry for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null
      or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy audit_entry_written on audit_entry for insert to counterfoil_application
  with check ((select counterfoil.scope_kind()) = 'system');
create policy audit_batch_kept on audit_batch to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
grant select, insert on audit_batch, audit_entry to counterfoil_application;
