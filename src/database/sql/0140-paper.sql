-- Papers and their status: serial numbers of papers, and the place of each certificate in a status list.

-- The next serial number of a paper, by country and year; counted up in the transaction that prints, so that none is lost.
create table paper_allotment (
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  year integer not null check (year between 2000 and 9999),
  next bigint not null check (next >= 1),
  primary key (country, year)
);
alter table paper_allotment enable row level security;
create policy paper_allotted on paper_allotment to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and country = (select counterfoil.scope_country())
) with check (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and country = (select counterfoil.scope_country())
);
grant select, insert, update (next) on paper_allotment to counterfoil_application;

-- How many places of an authority's status lists are given away.
create table status_allotment (
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  next bigint not null check (next >= 1),
  primary key (authority, country)
);
alter table status_allotment enable row level security;
create policy status_allotted on status_allotment to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
) with check ((select counterfoil.scope_kind()) = 'system');
grant select, insert, update (next) on status_allotment to counterfoil_application;

-- The place of a certificate, given once. Places do not follow numbers: whoever reads a list learns of no certificate.
create table status_entry (
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  certificate uuid not null,
  authority text collate "C" not null,
  list integer not null check (list >= 0),
  place integer not null check (place >= 0),
  primary key (certificate, country),
  unique (authority, list, place, country)
);
alter table status_entry enable row level security;
create policy status_entry_seen on status_entry for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
);
create policy status_entry_made on status_entry for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
);
grant select, insert on status_entry to counterfoil_application;

-- What ended since a list was last made.
create index certificate_ended on certificate (authority, updated)
  where state in ('withdrawn', 'replaced', 'cancelled');
