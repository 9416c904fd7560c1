-- Work that waits for an office: who has to do what by when, and who is told when it is not done. `country`, `authority`
-- and `office` are whose work it is; `origin` is the country that caused it, and `origin_office` the office.
create table task (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('open', 'taken', 'done', 'dropped')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  terms text[] collate "C" not null,
  kind text collate "C" not null check (length(kind) between 1 and 40),
  subject uuid not null,
  origin text collate "C" not null check (origin ~ '^[A-Z]{2}$'),
  origin_office text collate "C",
  level integer not null check (level between 0 and 2),
  assignee text,
  due timestamptz not null,
  reminds timestamptz,
  escalates timestamptz,
  primary key (id, country),
  unique (number, authority, country)
);
create index task_waiting on task (country, authority, due) where state in ('open', 'taken');
create index task_subject on task (subject) where state in ('open', 'taken');
create index task_reminds on task (reminds) where state in ('open', 'taken') and reminds is not null;
create index task_escalates on task (escalates) where state in ('open', 'taken') and escalates is not null;

create table task_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null check (state in ('open', 'taken', 'done', 'dropped')),
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
create index task_history_leaf on task_history (leaf);

alter table task enable row level security;
alter table task_history enable row level security;

-- Whose work it is, and who caused it abroad: who asks must be able to settle what they asked for.
create policy task_seen on task for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null
        or office = any ((select counterfoil.scope_offices())::text[]))
    or origin = (select counterfoil.scope_country()) and country <> (select counterfoil.scope_country())
      and ((select counterfoil.scope_office()) is null
        or origin_office = any ((select counterfoil.scope_offices())::text[]))
  )
);
create policy task_entered on task for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and origin = (select counterfoil.scope_country())
);
create policy task_changed on task for update to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (
    country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and ((select counterfoil.scope_office()) is null
        or office = any ((select counterfoil.scope_offices())::text[]))
    or origin = (select counterfoil.scope_country()) and country <> (select counterfoil.scope_country())
      and ((select counterfoil.scope_office()) is null
        or origin_office = any ((select counterfoil.scope_offices())::text[]))
  )
);
create policy task_history_seen on task_history for select to counterfoil_application using (
  exists (select from task t where t.id = record and t.country = task_history.country)
);
create policy task_history_written on task_history for insert to counterfoil_application with check (
  exists (select from task t where t.id = record and t.country = task_history.country)
);

grant select, insert on task, task_history to counterfoil_application;
grant update (version, state, office, body, updated, terms, kind, subject, origin, origin_office,
  level, assignee, due, reminds, escalates)
  on task to counterfoil_application;
