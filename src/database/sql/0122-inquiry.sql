-- A question about a certificate and its answers. `country` and `authority` are who opened it; both sides write.
create table inquiry (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('open', 'answered', 'closed')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  terms text[] collate "C" not null,
  certificate uuid not null,
  issuing_country text collate "C" not null,
  issuing_authority text collate "C" not null,
  issuing_office text collate "C",
  importing_country text collate "C" not null,
  -- The side that has to act next; absent when it is closed.
  waiting text collate "C" check (waiting in ('issuing', 'importing')),
  due timestamptz,
  latest timestamptz not null,
  primary key (id, country),
  unique (number, authority, country)
);
create index inquiry_certificate on inquiry (certificate);
create index inquiry_importing on inquiry (importing_country, latest desc);
create index inquiry_issuing on inquiry (issuing_country, issuing_authority, latest desc);
create index inquiry_waits_importing on inquiry (importing_country, due) where waiting = 'importing';
create index inquiry_waits_issuing on inquiry (issuing_country, issuing_authority, due) where waiting = 'issuing';

create table inquiry_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null check (state in ('open', 'answered', 'closed')),
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
create index inquiry_history_leaf on inquiry_history (leaf);

-- What was written, one row for each act that brought words. The act's digest in the history is of exactly this.
create table inquiry_message (
  country text collate "C" not null,
  inquiry uuid not null,
  version integer not null check (version >= 1),
  kind text collate "C" not null check (kind in ('request', 'response', 'note')),
  side text collate "C" not null check (side in ('issuing', 'importing')),
  actor text not null,
  operator text not null check (length(operator) <= 200),
  from_country text collate "C" not null,
  from_authority text collate "C" not null,
  from_office text collate "C",
  at timestamptz not null,
  content text not null check (length(content) between 1 and 10000),
  attachments jsonb not null check (jsonb_typeof(attachments) = 'array'),
  primary key (inquiry, version, country)
);

alter table inquiry enable row level security;
alter table inquiry_history enable row level security;
alter table inquiry_message enable row level security;

-- The importing country and the authority that issued, each as far as it sees the certificate itself; nobody else.
create policy inquiry_seen on inquiry for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    importing_country = (select counterfoil.scope_country())
    or issuing_country = (select counterfoil.scope_country())
      and issuing_authority = (select counterfoil.scope_authority())
  ) and exists (select from certificate c where c.id = certificate and c.country = issuing_country)
);
create policy inquiry_entered on inquiry for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and (importing_country = (select counterfoil.scope_country())
         or issuing_country = (select counterfoil.scope_country())
           and issuing_authority = (select counterfoil.scope_authority()))
    and exists (select from certificate c where c.id = certificate and c.country = issuing_country
                and c.authority = issuing_authority and c.office is not distinct from issuing_office
                and c.destination = importing_country)
);
create policy inquiry_changed on inquiry for update to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    importing_country = (select counterfoil.scope_country())
    or issuing_country = (select counterfoil.scope_country())
      and issuing_authority = (select counterfoil.scope_authority())
  ) and exists (select from certificate c where c.id = certificate and c.country = issuing_country)
);
create policy inquiry_history_seen on inquiry_history for select to counterfoil_application using (
  exists (select from inquiry i where i.id = record and i.country = inquiry_history.country)
);
create policy inquiry_history_written on inquiry_history for insert to counterfoil_application with check (
  exists (select from inquiry i where i.id = record and i.country = inquiry_history.country)
);
create policy inquiry_message_seen on inquiry_message for select to counterfoil_application using (
  exists (select from inquiry i where i.id = inquiry and i.country = inquiry_message.country)
);
-- Nobody writes in another authority's name.
create policy inquiry_message_written on inquiry_message for insert to counterfoil_application with check (
  ((select counterfoil.scope_kind()) = 'system'
    or from_country = (select counterfoil.scope_country())
      and from_authority = (select counterfoil.scope_authority()))
  and exists (select from inquiry i where i.id = inquiry and i.country = inquiry_message.country)
);

grant select, insert on inquiry, inquiry_history, inquiry_message to counterfoil_application;
grant update (version, state, office, body, updated, terms, certificate, issuing_country, issuing_authority,
  issuing_office, importing_country, waiting, due, latest) on inquiry to counterfoil_application;
