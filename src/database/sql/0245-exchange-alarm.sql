-- Alarms of the exchange: raised and cleared by rule, each with its evidence; one of a rule, partner and matter stands at a time.
create table exchange_alarm (
  id uuid primary key,
  rule text collate "C" not null check (rule in ('partner-silent', 'queue-ageing', 'certificate-expiring', 'clock-skew')),
  partner text collate "C" not null,
  -- The channel or the fingerprint that it is about; empty where it is the partner.
  matter text collate "C" not null,
  raised timestamptz not null,
  -- In the unit of the rule: hours, days or seconds.
  measured double precision not null,
  allowed double precision not null,
  leaf uuid not null,
  opening jsonb,
  cleared timestamptz,
  cleared_leaf uuid,
  cleared_opening jsonb
);
create unique index exchange_alarm_standing on exchange_alarm (rule, partner, matter) where cleared is null;
create index exchange_alarm_partner on exchange_alarm (partner, raised desc);
create index exchange_alarm_leaf on exchange_alarm (leaf);
create index exchange_alarm_cleared_leaf on exchange_alarm (cleared_leaf) where cleared_leaf is not null;

alter table exchange_alarm enable row level security;
create policy exchange_alarm_kept on exchange_alarm to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system') with check ((select counterfoil.scope_kind()) = 'system');
grant select, insert on exchange_alarm to counterfoil_application;
grant update (cleared, cleared_leaf, cleared_opening) on exchange_alarm to counterfoil_application;
