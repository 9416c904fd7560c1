-- What an author has typed and not saved yet: no act, no history, no evidence; gone when the application is at its end. One
-- row for each author of an application. Without `form` nothing is unsaved; the row stays, so that its revision goes on.
create table application_working_copy (
  country text collate "C" not null,
  application uuid not null,
  actor text collate "C" not null check (length(actor) between 1 and 200),
  authority text collate "C" not null,
  office text collate "C",
  -- Version of the application that it was written upon, and the form of that version: what is needed to join it with what
  -- colleagues have saved since.
  base integer not null check (base >= 1),
  ground jsonb,
  form jsonb,
  revision integer not null check (revision >= 1),
  touched timestamptz not null,
  -- By the clock of the database, the same for every process: what is told live is found by it.
  stirred timestamptz not null default clock_timestamp(),
  primary key (application, actor, country),
  check ((form is null) = (ground is null))
);
create index application_working_copy_stirred on application_working_copy (stirred);

-- How far the reading of a sheet, or the making of its applications, has come. Only figures: what was made is the batch.
create table application_batch_progress (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  office text collate "C",
  actor text collate "C" not null,
  model text collate "C" not null,
  purpose text collate "C" not null check (purpose in ('preview', 'enter')),
  state text collate "C" not null check (state in ('running', 'done', 'failed')),
  done integer not null check (done between 0 and total),
  total integer not null check (total >= 0),
  -- The batch that came of it; code and values of what went wrong.
  batch uuid,
  fault jsonb check (jsonb_typeof(fault) = 'object'),
  begun timestamptz not null,
  stirred timestamptz not null default clock_timestamp(),
  primary key (id, country)
);
create index application_batch_progress_stirred on application_batch_progress (stirred);

alter table application_working_copy enable row level security;
alter table application_batch_progress enable row level security;

-- Whoever sees the application sees what is being written in it; whose copy is whose is kept by the statements.
create policy application_working_copy_kept on application_working_copy to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or exists (select from application a where a.id = application and a.country = application_working_copy.country)
);
create policy application_batch_progress_kept on application_batch_progress to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null
      or office = any ((select counterfoil.scope_offices())::text[]))
);
grant select, insert, delete on application_working_copy, application_batch_progress to counterfoil_application;
grant update (base, ground, form, revision, touched, stirred) on application_working_copy to counterfoil_application;
grant update (state, done, total, batch, fault, stirred) on application_batch_progress to counterfoil_application;
