-- Accounts of documents: what may be used of each line, what is held by whom, what is used up. The sums of a line are those of
-- its shares; the checks hold whatever the code does.
create table balance_book (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  kind text collate "C" not null check (length(kind) between 1 and 40),
  subject text collate "C" not null check (length(subject) between 1 and 500),
  state text collate "C" not null check (state in ('open', 'closed')),
  version integer not null check (version >= 1),
  digest bytea not null check (octet_length(digest) = 32),
  created timestamptz not null,
  updated timestamptz not null,
  primary key (id, country),
  unique (subject, kind, country)
);

create table balance_line (
  country text collate "C" not null,
  book uuid not null,
  line integer not null check (line >= 1),
  code text collate "C" not null,
  unit text collate "C" not null check (length(unit) between 1 and 20),
  total numeric not null check (total >= 0),
  held numeric not null check (held >= 0),
  consumed numeric not null check (consumed >= 0),
  primary key (book, line, country),
  check (held + consumed <= total)
);

create table balance_share (
  country text collate "C" not null,
  book uuid not null,
  claimant text collate "C" not null check (length(claimant) between 1 and 200),
  item integer not null check (item >= 1),
  line integer not null,
  code text collate "C" not null,
  declared numeric not null check (declared > 0),
  declared_unit text collate "C" not null,
  quantity numeric not null check (quantity > 0),
  state text collate "C" not null check (state in ('held', 'consumed')),
  at timestamptz not null,
  office text collate "C",
  primary key (book, claimant, item, line, country)
);
create index balance_share_claimant on balance_share (claimant);

create table balance_movement (
  country text collate "C" not null,
  book uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null check (action in ('open', 'hold', 'drop', 'release', 'consume', 'reverse', 'close', 'reopen')),
  claimant text collate "C",
  actor text not null,
  at timestamptz not null,
  body jsonb not null,
  digest bytea not null check (octet_length(digest) = 32),
  previous bytea check (octet_length(previous) = 32),
  leaf uuid not null,
  opening jsonb,
  primary key (book, version, country),
  check ((version = 1) = (previous is null))
);
create index balance_movement_leaf on balance_movement (leaf);

alter table balance_book enable row level security;
alter table balance_line enable row level security;
alter table balance_share enable row level security;
alter table balance_movement enable row level security;

create function counterfoil.keeps_country(country text) returns boolean
  language sql stable parallel safe
  return (select counterfoil.scope_kind()) = 'system'
    or (select counterfoil.scope_kind()) = 'authority' and country = (select counterfoil.scope_country());
grant execute on function counterfoil.keeps_country(text) to counterfoil_application;

create policy balance_book_kept on balance_book to counterfoil_application
  using (counterfoil.keeps_country(country)) with check (counterfoil.keeps_country(country));
create policy balance_line_kept on balance_line to counterfoil_application
  using (counterfoil.keeps_country(country)) with check (counterfoil.keeps_country(country));
create policy balance_share_kept on balance_share to counterfoil_application
  using (counterfoil.keeps_country(country)) with check (counterfoil.keeps_country(country));
create policy balance_movement_kept on balance_movement to counterfoil_application
  using (counterfoil.keeps_country(country)) with check (counterfoil.keeps_country(country));

grant select, insert on balance_book, balance_line, balance_movement to counterfoil_application;
grant update (state, version, digest, updated) on balance_book to counterfoil_application;
grant update (held, consumed) on balance_line to counterfoil_application;
grant select, insert, delete on balance_share to counterfoil_application;
