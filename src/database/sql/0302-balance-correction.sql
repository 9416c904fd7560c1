-- Corrections of accounts by hand: one official proposes with a reason, another approves. A correction is a record of the ledger.
create table balance_correction (
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
  subject text collate "C" not null,
  proposed timestamptz not null,
  primary key (id, country),
  unique (number, authority, country),
  -- Four eyes.
  check (state <> 'approved' or body ->> 'decidedBy' <> body ->> 'proposedBy')
);
create index balance_correction_subject on balance_correction (subject, proposed desc, id desc);

create table balance_correction_history (
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

alter table balance_correction enable row level security;
alter table balance_correction_history enable row level security;

create policy balance_correction_kept on balance_correction to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
);
create policy balance_correction_history_seen on balance_correction_history for select to counterfoil_application using (
  exists (select from balance_correction c where c.id = record and c.country = balance_correction_history.country)
);
create policy balance_correction_history_written on balance_correction_history for insert to counterfoil_application with check (
  exists (select from balance_correction c where c.id = record and c.country = balance_correction_history.country)
);

grant select, insert on balance_correction, balance_correction_history to counterfoil_application;
grant update (version, state, office, body, updated, terms, subject, proposed) on balance_correction to counterfoil_application;

create view balance_correction_search as select * from balance_correction where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority());
grant select on balance_correction_search to counterfoil_application;
