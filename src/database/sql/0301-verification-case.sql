-- Cases of networked verification: what is decided on, what it cites, every decision with what it was made from, and what is to be
-- decided again. `country` (where it is decided) is the distribution key.
create table verification_case (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  office text collate "C",
  -- Who keeps what is decided on.
  keeper text collate "C" not null check (length(keeper) between 1 and 40),
  -- Its permanent name, by which it also claims quantities of accounts.
  claimant text collate "C" not null check (length(claimant) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('open', 'finalised', 'withdrawn', 'reversed')),
  -- Of the last decision; 0 before the first. And the version that it was about.
  place integer not null default 0 check (place >= 0),
  decided integer,
  outcome text collate "C" check (outcome in ('pass', 'hold', 'inquire', 'refuse')),
  overruled text collate "C" check (overruled in ('pass', 'hold', 'inquire', 'refuse')),
  -- What the last decision says, versions apart; and the decision itself.
  substance bytea check (octet_length(substance) = 32),
  digest bytea check (octet_length(digest) = 32),
  -- Exporting countries whose road was down when it was decided.
  unverified text[] collate "C" not null default '{}',
  -- Whether an account had too little for it.
  short boolean not null default false,
  entered timestamptz not null,
  changed timestamptz not null,
  primary key (id, country),
  unique (claimant, country),
  check ((place = 0) = (outcome is null))
);
create index verification_case_unverified on verification_case (country) where unverified <> '{}';

-- References as the versions of a case cite them, and since when.
create table verification_citation (
  country text collate "C" not null,
  case_id uuid not null,
  code text collate "C" not null,
  reference text collate "C" not null,
  cited date not null,
  primary key (case_id, code, reference, country)
);

-- What a case waits for or rests on: a number as `#` and its normal form, or the name of a document.
create table verification_sought (
  country text collate "C" not null,
  case_id uuid not null,
  key text collate "C" not null check (length(key) between 1 and 700),
  primary key (key, case_id, country)
);
create index verification_sought_case on verification_sought (case_id);

create table verification_decision (
  country text collate "C" not null,
  authority text collate "C" not null,
  office text collate "C",
  case_id uuid not null,
  place integer not null check (place >= 1),
  version integer not null check (version >= 1),
  outcome text collate "C" not null check (outcome in ('pass', 'hold', 'inquire', 'refuse')),
  fallback boolean not null,
  decision jsonb not null,
  -- As it was read, to the letter: it is decided from again.
  input json not null,
  digest bytea not null check (octet_length(digest) = 32),
  previous bytea check (octet_length(previous) = 32),
  at timestamptz not null,
  leaf uuid not null,
  opening jsonb,
  primary key (case_id, place, country),
  check ((place = 1) = (previous is null))
);
create index verification_decision_leaf on verification_decision (leaf);
create index verification_decision_recent on verification_decision (country, at);

-- Marks that a case is to be decided. Each has an id: a decision removes those that it has seen and no other.
create table verification_due (
  id bigint generated always as identity,
  country text collate "C" not null,
  case_id uuid not null,
  due timestamptz not null,
  cause text collate "C" not null
    check (cause in ('entered', 'certificate', 'quantity', 'deadline', 'road', 'asked', 'patterns')),
  attempts integer not null default 0,
  primary key (id, country)
);
create index verification_due_ripe on verification_due (due, id);
create index verification_due_case on verification_due (case_id);

-- What turned out after a release; each once.
create table verification_alert (
  country text collate "C" not null,
  case_id uuid not null,
  cause text collate "C" not null check (cause in ('certificate-void', 'verified-otherwise', 'shortfall')),
  certificate text collate "C" not null,
  released jsonb not null,
  at timestamptz not null,
  primary key (case_id, cause, certificate, country)
);

-- How far the evidence log has been followed. No case is older than the table, so the log of before does not concern it.
create table verification_follower (
  single boolean primary key default true check (single),
  position bigint not null check (position >= 0)
);
insert into verification_follower (position) select coalesce(max(index) + 1, 0) from evidence_sequence;

alter table verification_case enable row level security;
alter table verification_citation enable row level security;
alter table verification_sought enable row level security;
alter table verification_decision enable row level security;
alter table verification_due enable row level security;
alter table verification_alert enable row level security;
alter table verification_follower enable row level security;

create policy verification_case_kept on verification_case to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy verification_decision_seen on verification_decision for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);
-- Only the platform decides, by the rules.
create policy verification_decision_written on verification_decision for insert to counterfoil_application
  with check ((select counterfoil.scope_kind()) = 'system');
create policy verification_citation_kept on verification_citation to counterfoil_application
  using (counterfoil.keeps_country(country)) with check (counterfoil.keeps_country(country));
create policy verification_sought_kept on verification_sought to counterfoil_application
  using (counterfoil.keeps_country(country)) with check (counterfoil.keeps_country(country));
create policy verification_due_kept on verification_due to counterfoil_application
  using (counterfoil.keeps_country(country)) with check (counterfoil.keeps_country(country));
create policy verification_alert_kept on verification_alert to counterfoil_application
  using (counterfoil.keeps_country(country)) with check (counterfoil.keeps_country(country));
create policy verification_follower_kept on verification_follower to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert on verification_case, verification_citation, verification_sought, verification_decision, verification_due,
  verification_alert to counterfoil_application;
grant update (version, state, place, decided, outcome, overruled, substance, digest, unverified, short, changed) on verification_case
  to counterfoil_application;
grant delete on verification_sought, verification_due to counterfoil_application;
grant update (due, attempts) on verification_due to counterfoil_application;
grant select, update (position) on verification_follower to counterfoil_application;
