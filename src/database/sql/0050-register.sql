-- How far each import has come. A source is named by a digest of what it is, so that an import that was cut short is
-- found again and goes on where it stopped, and a source that has changed is another source.
create table counterfoil.import_job (
  identity text primary key check (identity ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('file', 'folder', 'zip', 'register')),
  source text not null check (length(source) between 1 and 4096),
  -- Counts the processes that took the import up; only the last of them may move it on.
  run integer not null default 1 check (run > 0),
  -- All items before this one are done.
  position bigint not null default 0 check (position >= 0),
  accepted bigint not null default 0 check (accepted >= 0),
  repeated bigint not null default 0 check (repeated >= 0),
  refused bigint not null default 0 check (refused >= 0),
  -- Bytes of the report of refusals that are safely on disk.
  report_length bigint not null default 0 check (report_length >= 0),
  started timestamptz not null,
  updated timestamptz not null,
  finished timestamptz,
  check (accepted + repeated + refused = position)
);

comment on table counterfoil.import_job is 'Progress of bulk imports and of moved registers.';

grant select, insert, update on counterfoil.import_job to counterfoil_application;
