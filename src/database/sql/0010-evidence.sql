-- The evidence log. Everything here is public by construction (a leaf is a salted commitment), so no row-level
-- security: the grants say what may happen, and nothing that a checkpoint covers may be changed or removed.

-- The one log of this database. Its row is the turn: who locks it may sequence.
create table counterfoil.evidence_log (
  single boolean primary key default true check (single),
  origin text not null check (length(origin) between 1 and 500),
  -- Never written. It exists so that the application may lock the row without being able to change the origin.
  turn smallint not null default 0 check (turn = 0)
);
grant select, insert, update (turn) on counterfoil.evidence_log to counterfoil_application;

create table counterfoil.evidence_leaf (
  id uuid primary key,
  -- Canonical JSON, ASCII: {"c":commitment,"t":time,"v":1}.
  leaf text collate "C" not null check (octet_length(leaf) between 1 and 300)
);
grant select, insert on counterfoil.evidence_leaf to counterfoil_application;

-- Leaves that wait for their index, first come first served. Written by the statement that writes the leaf, hence
-- without a foreign key; the sequencer deletes.
create table counterfoil.evidence_queue (
  place bigint generated always as identity primary key,
  leaf_id uuid not null
) with (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_cost_delay = 0
);
grant select, insert, delete on counterfoil.evidence_queue to counterfoil_application;

create table counterfoil.evidence_sequence (
  index bigint primary key check (index >= 0),
  leaf_id uuid not null unique
);
grant select, insert on counterfoil.evidence_sequence to counterfoil_application;

-- Full tiles only: a partial one follows from the leaves (level 0) or from the roots of the level below.
create table counterfoil.evidence_tile (
  level smallint not null check (level between 0 and 6),
  number bigint not null check (number >= 0),
  hashes bytea not null check (octet_length(hashes) = 8192),
  root bytea not null check (octet_length(root) = 32),
  primary key (level, number)
);
-- Hashes do not compress.
alter table counterfoil.evidence_tile alter column hashes set storage external;
grant select, insert on counterfoil.evidence_tile to counterfoil_application;

create table counterfoil.evidence_checkpoint (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  at timestamptz not null
);
grant select, insert on counterfoil.evidence_checkpoint to counterfoil_application;

create table counterfoil.evidence_cosignature (
  size bigint not null references counterfoil.evidence_checkpoint,
  key_name text not null,
  key_id bigint not null check (key_id between 0 and 4294967295),
  -- The signature line of the note, with its newline.
  line text not null,
  at timestamptz not null,
  primary key (size, key_name, key_id)
);
grant select, insert on counterfoil.evidence_cosignature to counterfoil_application;
