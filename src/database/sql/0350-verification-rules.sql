-- How far the rules of officials have been followed: what was known of them when open cases were last looked at for it.
create table verification_rules (
  single boolean primary key default true check (single),
  -- Day of the rules, and version of each parameter, that no decision may be behind; absent before the first look.
  day date,
  versions jsonb not null default '{}',
  -- Changes whose cases are still to be marked, and the last case of the first of them that was.
  pending jsonb not null default '[]',
  after uuid
);
insert into verification_rules default values;

alter table verification_due drop constraint verification_due_cause_check;
alter table verification_due add constraint verification_due_cause_check
  check (cause in ('entered', 'certificate', 'quantity', 'deadline', 'road', 'asked', 'patterns', 'rules'));

alter table verification_rules enable row level security;
-- Whoever locks a case reads with it what its decision must know.
create policy verification_rules_seen on verification_rules for select to counterfoil_application using (true);
create policy verification_rules_moved on verification_rules for update to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
grant select, update (day, versions, pending, after) on verification_rules to counterfoil_application;
