-- Suspected forgeries that people report, kept by the authority in whose name the paper was made; 'ZZ' where that is none
-- of the known ones.
create table forgery (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('reported', 'examined', 'confirmed', 'dismissed')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  terms text[] collate "C" not null,
  -- Number of the certificate that the paper claims to be, without signs.
  plain_number text collate "C" not null,
  claimed_country text collate "C" not null,
  seen_country text collate "C",
  commodity text collate "C",
  reported timestamptz not null,
  primary key (id, country),
  unique (number, authority, country)
);
create index forgery_recent on forgery (reported desc, id desc);
create index forgery_confirmed on forgery (updated) where state = 'confirmed';

create table forgery_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null check (state in ('reported', 'examined', 'confirmed', 'dismissed')),
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
create index forgery_history_leaf on forgery_history (leaf);

create table forgery_photograph (
  country text collate "C" not null,
  forgery uuid not null,
  place integer not null check (place between 1 and 4),
  media_type text collate "C" not null check (media_type in ('image/jpeg', 'image/png')),
  digest bytea not null check (octet_length(digest) = 32),
  bytes bytea not null check (octet_length(bytes) between 1 and 3145728),
  primary key (forgery, place, country)
);
alter table forgery_photograph alter column bytes set storage external;

-- What opens a report to who made it. Only the digest of the code is kept.
create table forgery_code (
  country text collate "C" not null,
  digest bytea not null check (octet_length(digest) = 32),
  forgery uuid not null,
  primary key (digest, country)
);

alter table forgery enable row level security;
alter table forgery_history enable row level security;
alter table forgery_photograph enable row level security;
alter table forgery_code enable row level security;

create policy forgery_seen on forgery for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy forgery_entered on forgery for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
);
create policy forgery_changed on forgery for update to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy forgery_history_seen on forgery_history for select to counterfoil_application using (
  exists (select from forgery f where f.id = record and f.country = forgery_history.country)
);
create policy forgery_history_written on forgery_history for insert to counterfoil_application with check (
  exists (select from forgery f where f.id = record and f.country = forgery_history.country)
);
create policy forgery_photograph_seen on forgery_photograph for select to counterfoil_application using (
  exists (select from forgery f where f.id = forgery and f.country = forgery_photograph.country)
);
create policy forgery_photograph_written on forgery_photograph for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
);
create policy forgery_code_kept on forgery_code to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert on forgery, forgery_history, forgery_photograph, forgery_code to counterfoil_application;
grant update (version, state, office, body, updated, terms, plain_number, claimed_country, seen_country, commodity, reported)
  on forgery to counterfoil_application;

create view forgery_search as select * from forgery where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]));
grant select on forgery_search to counterfoil_application;
