-- When an account last looked at its desk, and the mark before.
create table desk_visit (
  account uuid primary key references account,
  at timestamptz not null,
  previous timestamptz
);

-- Who wants a notice by e-mail, of what.
create table notice_preference (
  account uuid primary key references account,
  address text not null check (length(address) between 3 and 254),
  kinds text[] collate "C" not null check (kinds <@ '{certificate,result,inquiry,task}'::text[]),
  changed timestamptz not null
);

-- How far the notices have followed the log. Who locks the row goes on from there.
create table notice_position (
  single boolean primary key default true check (single),
  position bigint not null check (position >= 0)
);

-- Notices to send: one row for each account, in which what happens until it is sent is counted together.
create table notice_outbox (
  account uuid primary key references account,
  -- How many changes of each kind.
  counts jsonb not null check (jsonb_typeof(counts) = 'object'),
  first timestamptz not null,
  due timestamptz not null,
  attempts integer not null default 0 check (attempts >= 0)
);
create index notice_outbox_due on notice_outbox (due);

alter table desk_visit enable row level security;
alter table notice_preference enable row level security;
alter table notice_position enable row level security;
alter table notice_outbox enable row level security;
create policy desk_visit_kept on desk_visit to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy notice_preference_kept on notice_preference to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy notice_position_kept on notice_position to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy notice_outbox_kept on notice_outbox to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
grant select, insert, update, delete on desk_visit, notice_preference, notice_outbox to counterfoil_application;
grant select, insert, update on notice_position to counterfoil_application;
