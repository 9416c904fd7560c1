-- The way out to partners. `partner` (key of a foreign authority) is the distribution key; `authority` is ours that speaks
-- to it. One row a message and partner, written in the transaction of the act that causes it.

-- Bytes of messages, each once, under their SHA-256; deflated (RFC 1951) where that makes them smaller.
create table exchange_content (
  digest bytea primary key check (octet_length(digest) = 32),
  packing text collate "C" not null check (packing in ('none', 'deflate')),
  size integer not null check (size >= 0),
  bytes bytea not null
);
alter table exchange_content alter column bytes set storage external;

-- The last message of ours to a partner about a subject. The row is the turn of whoever writes or ends one.
create table exchange_line (
  partner text collate "C" not null,
  authority text collate "C" not null,
  subject text collate "C" not null,
  last uuid not null,
  before uuid,
  primary key (partner, authority, subject)
);

create table exchange_delivery (
  id uuid not null,
  partner text collate "C" not null,
  authority text collate "C" not null,
  channel text collate "C" not null,
  -- Whether the partner comes and takes it.
  fetched boolean not null,
  type text collate "C" not null,
  state text collate "C" not null check (state in ('pending', 'sent', 'delivered', 'delivered-with-warnings', 'not-readable',
    'rejected', 'failed', 'expired')),
  digest bytea not null check (octet_length(digest) = 32),
  size integer not null check (size >= 0),
  subject text collate "C" not null,
  previous uuid,
  -- The envelope without its seal, which is made anew with each attempt, by the key in force.
  envelope jsonb not null,
  posted timestamptz not null,
  expires timestamptz not null,
  sent timestamptz,
  -- When the state was entered.
  changed timestamptz not null,
  attempts integer not null default 0,
  -- When it may be taken next; while it is taken, when the taker's time is over. Absent: nothing is to be done, or it waits
  -- for the message before it.
  due timestamptz,
  -- Highest level of receipt until which it is sent again, and after how many hours.
  confirm_level text collate "C" check (confirm_level in ('transport', 'technical', 'business')),
  confirm_hours integer,
  answered_level integer not null default 0,
  -- Place in the partner's box.
  place bigint,
  -- In the order in which they were written; of one subject, in the order of the acts.
  turn bigint generated always as identity,
  reference text,
  code text collate "C",
  code_values jsonb,
  -- Put to rest by an official.
  closed boolean not null default false,
  primary key (id, partner)
);
-- Each entry is written anew with every change of a row: what is not needed is left out.
create unique index exchange_delivery_place on exchange_delivery (place, partner) where place is not null;
create index exchange_delivery_due on exchange_delivery (partner, channel, due, turn) where due is not null;
create index exchange_delivery_waits on exchange_delivery (previous) where state = 'pending' and due is null and not fetched;
create index exchange_delivery_open on exchange_delivery (partner, channel, expires) where state in ('pending', 'sent');
create index exchange_delivery_unplaced on exchange_delivery (partner, turn) where fetched and place is null;
create index exchange_delivery_box on exchange_delivery (partner, place) where fetched and state in ('pending', 'sent');
create index exchange_delivery_partner on exchange_delivery (partner, id);
create index exchange_delivery_subject on exchange_delivery (subject, id);
create index exchange_delivery_dead on exchange_delivery (partner, channel, id)
  where state in ('failed', 'expired', 'rejected', 'not-readable') and not closed;

-- Attempts that failed, and what officials did; for ever.
create table exchange_event (
  partner text collate "C" not null,
  message uuid not null,
  at timestamptz not null,
  id uuid not null,
  event text collate "C" not null,
  attempt integer,
  code text collate "C",
  code_values jsonb,
  actor text,
  reason text,
  leaf uuid,
  opening jsonb,
  primary key (id, partner)
);
create index exchange_event_message on exchange_event (message, at);

-- Receipts of both directions: `given` by us about a partner's message, or a partner's about ours. The first of a level and
-- outcome counts; its repetitions change nothing.
create table exchange_receipt (
  partner text collate "C" not null,
  message uuid not null,
  given boolean not null,
  level text collate "C" not null check (level in ('transport', 'technical', 'business')),
  outcome text collate "C" not null check (outcome in ('accepted', 'accepted-with-warnings', 'not-readable', 'rejected')),
  at timestamptz not null,
  received timestamptz not null,
  findings jsonb not null,
  bytes bytea not null,
  leaf uuid not null,
  opening jsonb,
  primary key (message, level, outcome, given, partner)
);

-- How a road to a partner fares: while it fails, one message at a time tries it, at growing distances.
create table exchange_road (
  partner text collate "C" not null,
  channel text collate "C" not null,
  failures integer not null default 0,
  not_before timestamptz,
  failing_since timestamptz,
  taken timestamptz,
  code text collate "C",
  code_values jsonb,
  primary key (partner, channel)
);

-- The last place given in a partner's box. Places are given after the messages have committed, so that a list by place never
-- misses one.
create table exchange_box (
  partner text collate "C" primary key,
  last bigint not null
);

alter table exchange_line enable row level security;
alter table exchange_delivery enable row level security;
alter table exchange_event enable row level security;
alter table exchange_receipt enable row level security;
alter table exchange_content enable row level security;
alter table exchange_road enable row level security;
alter table exchange_box enable row level security;

create policy exchange_line_kept on exchange_line to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (select counterfoil.scope_authority()) in (authority, partner)
);
-- An act writes what it sends; a partner's message may bring an answer to it with it.
create policy exchange_delivery_kept on exchange_delivery to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (select counterfoil.scope_authority()) in (authority, partner)
);
create policy exchange_event_kept on exchange_event to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy exchange_receipt_kept on exchange_receipt to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (select counterfoil.scope_authority()) = partner
);
create policy exchange_content_seen on exchange_content for select to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy exchange_content_written on exchange_content for insert to counterfoil_application
  with check ((select counterfoil.scope_kind()) in ('system', 'authority'));
create policy exchange_road_kept on exchange_road to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy exchange_box_kept on exchange_box to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert on exchange_line, exchange_delivery, exchange_event, exchange_receipt, exchange_content, exchange_road,
  exchange_box to counterfoil_application;
grant update (last, before) on exchange_line to counterfoil_application;
-- What was promised to a partner never changes: id, content, subject and envelope.
grant update (channel, fetched, state, expires, sent, changed, attempts, due, answered_level, place, reference, code,
  code_values, closed) on exchange_delivery to counterfoil_application;
grant update (failures, not_before, failing_since, taken, code, code_values) on exchange_road to counterfoil_application;
grant update (last) on exchange_box to counterfoil_application;
