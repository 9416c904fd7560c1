-- The way in from partners: bytes first, acknowledged after commit, read afterwards; kept for ever.

create table exchange_arrival (
  id uuid not null,
  partner text collate "C" not null,
  -- Ours, to whom it is addressed.
  authority text collate "C" not null,
  channel text collate "C" not null,
  -- By what the partner repeats it.
  name text not null,
  -- Id of the envelope, where there is one.
  message uuid,
  type text collate "C",
  dialect text collate "C",
  media_type text collate "C" not null,
  digest bytea not null check (octet_length(digest) = 32),
  raw bytea check (octet_length(raw) = 32),
  size integer not null check (size >= 0),
  subject text collate "C",
  previous uuid,
  answers uuid,
  envelope jsonb,
  -- Of a partner that is being tested: read, answered, without effect.
  trial boolean not null,
  state text collate "C" not null
    check (state in ('kept', 'read', 'read-with-warnings', 'not-readable', 'rejected', 'conflict')),
  received timestamptz not null,
  changed timestamptz not null,
  attempts integer not null default 0,
  due timestamptz,
  -- Until when it waits for the message before it.
  held_until timestamptz,
  code text collate "C",
  code_values jsonb,
  findings jsonb,
  primary key (id, partner)
);
-- The same bytes have one effect.
create unique index exchange_arrival_content on exchange_arrival (digest, authority, partner) where state <> 'conflict';
create index exchange_arrival_due on exchange_arrival (partner, due, id) where due is not null;
create index exchange_arrival_partner on exchange_arrival (partner, id);
create index exchange_arrival_minute on exchange_arrival (partner, received);
create index exchange_arrival_message on exchange_arrival (message) where message is not null;
create index exchange_arrival_previous on exchange_arrival (previous) where due is not null;
create index exchange_arrival_subject on exchange_arrival (subject, id) where subject is not null;
create index exchange_arrival_unread on exchange_arrival (id) where state in ('not-readable', 'rejected', 'conflict');

-- Every name under which a partner has brought a message, and what it brought under it.
create table exchange_arrival_name (
  partner text collate "C" not null,
  name text not null,
  digest bytea not null check (octet_length(digest) = 32),
  arrival uuid not null,
  primary key (name, partner)
);

-- What was turned away at the door: counted, with the last of each kind.
create table exchange_refusal (
  partner text collate "C" not null,
  channel text collate "C" not null,
  code text collate "C" not null,
  amount bigint not null,
  first timestamptz not null,
  latest timestamptz not null,
  name text not null,
  primary key (partner, channel, code)
);

alter table exchange_arrival enable row level security;
alter table exchange_arrival_name enable row level security;
alter table exchange_refusal enable row level security;
create policy exchange_arrival_kept on exchange_arrival to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (select counterfoil.scope_authority()) = partner
);
create policy exchange_arrival_name_kept on exchange_arrival_name to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy exchange_refusal_kept on exchange_refusal to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert on exchange_arrival, exchange_arrival_name, exchange_refusal to counterfoil_application;
grant update (type, subject, state, changed, attempts, due, held_until, code, code_values, findings) on exchange_arrival
  to counterfoil_application;
grant update (arrival) on exchange_arrival_name to counterfoil_application;
grant update (amount, latest, name) on exchange_refusal to counterfoil_application;
