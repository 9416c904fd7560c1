-- What an official of the importing country said of a certificate. `country` is the importing country, who keeps it. A
-- change of mind is another row; the highest `place` of a country is the one in force.
create table verification_result (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('pass', 'refuse', 'request')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  terms text[] collate "C" not null,
  certificate uuid not null,
  issuing_country text collate "C" not null,
  issuing_authority text collate "C" not null,
  issuing_office text collate "C",
  place integer not null check (place >= 1),
  given timestamptz not null,
  primary key (id, country),
  unique (number, authority, country),
  -- One order for all authorities of a country.
  unique (certificate, place, country)
);
create index verification_result_given on verification_result (country, given desc);
create index verification_result_received on verification_result (issuing_country, issuing_authority, given desc);

create table verification_result_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null check (state in ('pass', 'refuse', 'request')),
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
create index verification_result_history_leaf on verification_result_history (leaf);

alter table verification_result enable row level security;
alter table verification_result_history enable row level security;

-- The importing country and the authority that issued, each as far as it sees the certificate itself; nobody else.
create policy verification_result_seen on verification_result for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
    or issuing_country = (select counterfoil.scope_country())
      and issuing_authority = (select counterfoil.scope_authority())
  ) and exists (select from certificate c where c.id = certificate and c.country = issuing_country)
);
create policy verification_result_entered on verification_result for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and exists (select from certificate c where c.id = certificate and c.country = issuing_country
                and c.authority = issuing_authority and c.office is not distinct from issuing_office
                and c.destination = verification_result.country)
);
-- No action changes a result; the form of a record has the right, and no row may be changed by it.
create policy verification_result_changed on verification_result for update to counterfoil_application using (false);
create policy verification_result_history_seen on verification_result_history
  for select to counterfoil_application using (
    exists (select from verification_result r where r.id = record and r.country = verification_result_history.country)
  );
create policy verification_result_history_written on verification_result_history
  for insert to counterfoil_application with check (
    exists (select from verification_result r where r.id = record and r.country = verification_result_history.country)
  );

grant select, insert on verification_result, verification_result_history to counterfoil_application;
