-- What crossed between the outer zone and this one, or was to: every frame, with its evidence.
create table exchange_crossing (
  id uuid primary key,
  frame text collate "C",
  kind text collate "C",
  direction text collate "C" not null check (direction in ('in', 'out')),
  refusal text collate "C",
  at timestamptz not null,
  leaf uuid not null,
  opening jsonb
);
create index exchange_crossing_recent on exchange_crossing (at desc);
create index exchange_crossing_leaf on exchange_crossing (leaf);

alter table exchange_crossing enable row level security;
create policy exchange_crossing_kept on exchange_crossing to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system') with check ((select counterfoil.scope_kind()) = 'system');
grant select, insert on exchange_crossing to counterfoil_application;
