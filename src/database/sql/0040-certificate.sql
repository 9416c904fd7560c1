-- The e-ledger of certificates: record, history, documents. `country` (whose authority issued) is the distribution
-- key: it is in every unique constraint, so that the tables can be sharded by it unchanged.

create table certificate (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null
    check (state in ('draft', 'issued', 'withdrawn', 'replaced', 'cancelled', 'expired')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  -- Search columns, computed by the record's definition at every write.
  terms text[] collate "C" not null,
  plain_number text collate "C" not null,
  destination text collate "C",
  -- Countries that may see the record once it is issued: issuing, importing, transit.
  concerned text[] collate "C" not null,
  type_code text collate "C",
  issued timestamptz not null,
  expires timestamptz,
  net_kilograms numeric,
  primary key (id, country),
  -- The number leads: an index that begins with the country would tempt the planner, while the table is small, into plans
  -- that prepared statements keep as it grows.
  unique (number, authority, country)
) with (
  -- Rows of a few kilobytes stay whole: compressing each would cost more than the disk it saves.
  toast_tuple_target = 8160
);
create index certificate_recent on certificate (issued desc, id desc);
create index certificate_due on certificate (expires) where expires is not null and state = 'issued';
create index certificate_terms on certificate using gin (terms);

create table certificate_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null
    check (state in ('draft', 'issued', 'withdrawn', 'replaced', 'cancelled', 'expired')),
  actor text not null,
  at timestamptz not null,
  digest bytea not null check (octet_length(digest) = 32),
  previous bytea check (octet_length(previous) = 32),
  leaf uuid not null,
  -- Salt and act behind the leaf's commitment. Erasing it leaves the log whole and the act unprovable.
  opening jsonb,
  change jsonb,
  primary key (record, version, country),
  check ((version = 1) = (previous is null))
) with (toast_tuple_target = 8160);

-- The bytes as they were received or sealed, kept for ever; one row for each act that brought a document.
create table certificate_document (
  country text collate "C" not null,
  certificate uuid not null,
  version integer not null check (version >= 1),
  digest bytea not null check (octet_length(digest) = 32),
  media_type text collate "C" not null,
  -- Deflated (RFC 1951) where that makes them smaller; size and digest are of the document itself.
  packing text collate "C" not null check (packing in ('none', 'deflate')),
  size integer not null check (size >= 0),
  bytes bytea not null,
  findings jsonb not null,
  -- Verdict on the seal when the document came in, without the signed content.
  seal jsonb not null,
  received timestamptz not null,
  primary key (certificate, version, country)
) with (toast_tuple_target = 8160);
-- Packed already.
alter table certificate_document alter column bytes set storage external;
create index certificate_document_digest on certificate_document (digest);

-- SHA-256 of the security codes that are printed on paper. Who knows number and code is found by the code alone: a wrong
-- code and an unknown number miss in one and the same place.
create table certificate_code (
  country text collate "C" not null,
  digest bytea not null check (octet_length(digest) = 32),
  certificate uuid not null,
  primary key (digest, country)
);

alter table certificate_code enable row level security;
alter table certificate enable row level security;
alter table certificate_history enable row level security;
alter table certificate_document enable row level security;

create policy certificate_seen on certificate for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null or office = (select counterfoil.scope_office()))
    or (select counterfoil.scope_office()) is null
      and state <> 'draft'
      and (select counterfoil.scope_country()) = any (concerned)
  )
);
create policy certificate_entered on certificate for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null or office = (select counterfoil.scope_office()))
    or (select counterfoil.scope_office()) is null
      and state <> 'draft'
      and (select counterfoil.scope_country()) = any (concerned)
  )
);
create policy certificate_changed on certificate for update to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = (select counterfoil.scope_office()))
);

-- Whoever sees the certificate sees what happened to it, and its documents.
create policy history_seen on certificate_history for select to counterfoil_application using (
  exists (select from certificate c where c.id = record and c.country = certificate_history.country)
);
create policy history_written on certificate_history for insert to counterfoil_application with check (
  exists (select from certificate c where c.id = record and c.country = certificate_history.country)
);
create policy document_seen on certificate_document for select to counterfoil_application using (
  exists (select from certificate c where c.id = certificate and c.country = certificate_document.country)
);
create policy document_written on certificate_document for insert to counterfoil_application with check (
  exists (select from certificate c where c.id = certificate and c.country = certificate_document.country)
);

grant select, insert on certificate, certificate_history, certificate_document to counterfoil_application;
-- What names a record and when it was created never changes.
grant update (version, state, office, body, updated, terms, plain_number, destination, concerned, type_code, issued,
  expires, net_kilograms) on certificate to counterfoil_application;

-- For searches. Row-level security would keep the planner from using the index over terms, whose operator is not
-- leakproof; this view states the same condition as the policy, and its owner is not bound by it.
create view certificate_search as select * from certificate where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null or office = (select counterfoil.scope_office()))
    or (select counterfoil.scope_office()) is null
      and state <> 'draft'
      and (select counterfoil.scope_country()) = any (concerned)
  );
grant select on certificate_search to counterfoil_application;

-- Codes are written with their certificate and read by nobody but the function below.
create policy code_written on certificate_code for insert to counterfoil_application with check (
  exists (select from certificate c where c.id = certificate and c.country = certificate_code.country)
);
grant insert on certificate_code to counterfoil_application;

-- The one door for people without an account. Both number and code must fit.
create function certificate_public(sought_number text, sought_code bytea) returns setof certificate
  language sql stable security definer set search_path = counterfoil, pg_temp
  begin atomic
    select certificate.* from certificate_code
    join certificate on certificate.id = certificate_code.certificate and certificate.country = certificate_code.country
    where certificate_code.digest = sought_code
      and certificate.plain_number = sought_number and certificate.state <> 'draft';
  end;
revoke all on function certificate_public(text, bytea) from public;
grant execute on function certificate_public(text, bytea) to counterfoil_application;
