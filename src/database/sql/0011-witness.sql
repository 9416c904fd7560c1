-- What this system, as a witness of other logs, has last cosigned of each. Only ever moves forward.
create table counterfoil.witness_log (
  origin text primary key check (length(origin) between 1 and 500),
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  at timestamptz not null
);
grant select, insert, update on counterfoil.witness_log to counterfoil_application;

create function counterfoil.witness_log_forward() returns trigger
  language plpgsql
  as $$
begin
  if new.origin <> old.origin or new.size < old.size or (new.size = old.size and new.root <> old.root) then
    raise exception 'a witness never goes back' using errcode = 'check_violation', constraint = 'witness_log_forward';
  end if;
  return new;
end
$$;
create trigger witness_log_forward before update on counterfoil.witness_log
  for each row execute function counterfoil.witness_log_forward();

-- Two notes of one log, of one size and different roots: the proof that the log shows different faces.
create table counterfoil.witness_split_view (
  origin text not null,
  size bigint not null,
  known text not null,
  offered text not null,
  at timestamptz not null default now(),
  primary key (origin, size)
);
grant select, insert on counterfoil.witness_split_view to counterfoil_application;
