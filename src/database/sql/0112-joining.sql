-- Applications to join: an authority, an embassy, a trader asks for accounts. A record like any other, kept by the
-- authority that runs this installation; where none does, by the platform.

create table joining (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 40),
  version integer not null check (version >= 1),
  state text collate "C" not null
    check (state in ('lodged', 'questioned', 'checked', 'approved', 'refused')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  terms text[] collate "C" not null,
  lodged timestamptz not null,
  applicant text collate "C" not null,
  kind text collate "C" not null,
  primary key (id, country),
  unique (number, authority, country)
);
create index joining_recent on joining (lodged desc, id desc);
create index joining_terms on joining using gin (terms);

create table joining_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null
    check (state in ('lodged', 'questioned', 'checked', 'approved', 'refused')),
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

-- What came with an application: a letter, an identity card.
create table joining_document (
  country text collate "C" not null,
  joining uuid not null,
  id uuid not null,
  media_type text collate "C" not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  size integer not null check (size between 1 and 5242880),
  digest bytea not null check (octet_length(digest) = 32),
  bytes bytea not null,
  received timestamptz not null,
  primary key (joining, id, country)
);
alter table joining_document alter column bytes set storage external;

-- What opens an application to who lodged it. Only the digest of the code is kept.
create table joining_code (
  digest bytea primary key check (octet_length(digest) = 32),
  joining uuid not null
);

alter table joining enable row level security;
alter table joining_history enable row level security;
alter table joining_document enable row level security;
alter table joining_code enable row level security;

create policy joining_seen on joining to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and (select counterfoil.scope_office()) is null
);
create policy joining_history_seen on joining_history to counterfoil_application using (
  exists (select from joining j where j.id = record and j.country = joining_history.country)
);
create policy joining_document_seen on joining_document to counterfoil_application using (
  exists (select from joining j where j.id = joining and j.country = joining_document.country)
);
create policy joining_code_kept on joining_code to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert on joining, joining_history, joining_document, joining_code to counterfoil_application;
grant update (version, state, office, body, updated, terms, lodged, applicant, kind) on joining
  to counterfoil_application;

create view joining_search as select * from joining where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and (select counterfoil.scope_office()) is null;
grant select on joining_search to counterfoil_application;
