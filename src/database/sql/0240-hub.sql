-- Deliveries of this house at Hubs elsewhere, until the Hub has said the last about them.
create table hub_sent (
  partner text collate "C" not null,
  number text collate "C" not null,
  message uuid not null,
  at timestamptz not null,
  due timestamptz not null,
  looks integer not null default 0,
  settled timestamptz,
  primary key (partner, number)
);
create index hub_sent_due on hub_sent (partner, due) where settled is null;

-- The Hub of this house: what waits for a country, and how it fared. The document goes when the receiver has it.
create table hub_envelope (
  number uuid primary key,
  position bigint generated always as identity,
  sender text collate "C" not null,
  recipient text collate "C" not null,
  type integer not null,
  status integer not null,
  certificate text collate "C" not null,
  digest text collate "C" not null,
  content bytea,
  carried text,
  state text collate "C" not null check (
    state in ('PendingDelivery', 'Delivered', 'FailedDelivery', 'DeliveredWithWarnings', 'DeliveredNotReadable')
  ),
  remark text,
  at timestamptz not null,
  settled timestamptz
);
-- The same document of the same certificate is one delivery, however often it comes.
create unique index hub_envelope_same on hub_envelope (sender, recipient, digest, type, status, md5(certificate));
create index hub_envelope_waiting on hub_envelope (recipient, position) where state = 'PendingDelivery';
create index hub_envelope_under_delivery on hub_envelope (sender, position) where state = 'PendingDelivery';

-- Every state that a delivery had.
create table hub_tracking (
  number uuid not null references hub_envelope,
  state text collate "C" not null,
  remark text,
  at timestamptz not null
);
create index hub_tracking_number on hub_tracking (number, at);

alter table hub_sent enable row level security;
alter table hub_envelope enable row level security;
alter table hub_tracking enable row level security;
create policy hub_sent_kept on hub_sent to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system') with check ((select counterfoil.scope_kind()) = 'system');
create policy hub_envelope_kept on hub_envelope to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system') with check ((select counterfoil.scope_kind()) = 'system');
create policy hub_tracking_kept on hub_tracking to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system') with check ((select counterfoil.scope_kind()) = 'system');

grant select, insert on hub_sent, hub_envelope, hub_tracking to counterfoil_application;
grant update (due, looks, settled) on hub_sent to counterfoil_application;
grant update (content, carried, state, remark, settled) on hub_envelope to counterfoil_application;
