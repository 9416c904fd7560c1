-- Who may act: competent authorities with their offices and trust anchors, accounts, sessions.

create table authority (
  key text collate "C" primary key check (key ~ '^[A-Z]{2}-[A-Za-z0-9]{1,20}$'),
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  -- By language: {"en": "...", "zh": "..."}.
  title jsonb not null check (jsonb_typeof(title) = 'object'),
  -- Names and identifiers by which certificates mention it.
  names text[] not null default '{}',
  -- What it certifies: phytosanitary, veterinary, food.
  fields text[] collate "C" not null default '{}',
  seal_required boolean not null default false,
  validity_days integer check (validity_days > 0),
  check (left(key, 2) = country)
);
create index authority_by_country on authority (country);

create table office (
  key text collate "C" primary key check (length(key) between 1 and 64),
  authority text collate "C" not null references authority,
  -- The office above; absent directly under the authority.
  parent text collate "C" references office,
  names text[] not null default '{}',
  check (parent is distinct from key)
);
create index office_by_authority on office (authority);

-- A certificate (CA or pinned seal) that an authority's seals are accepted under, and when. Never changed: trust that
-- ends is written down as an end.
create table trust_anchor (
  fingerprint bytea primary key check (octet_length(fingerprint) = 32),
  authority text collate "C" not null references authority,
  certificate bytea not null check (octet_length(certificate) between 100 and 65536),
  trusted_from timestamptz,
  trusted_until timestamptz,
  check (trusted_until > trusted_from)
);
create index trust_anchor_by_authority on trust_anchor (authority);

create table trust_revocation (
  fingerprint bytea not null references trust_anchor,
  -- Serial number, upper-case hexadecimal without leading zeros.
  serial text collate "C" not null check (serial ~ '^([1-9A-F][0-9A-F]{0,63}|0)$'),
  revoked timestamptz not null,
  primary key (fingerprint, serial)
);

create table account (
  id uuid primary key,
  -- Folded: lower case, compatibility forms joined.
  login text collate "C" not null unique check (length(login) between 1 and 100),
  name text not null check (length(name) between 1 and 200),
  kind text collate "C" not null check (kind in ('person', 'machine')),
  -- Argon2id, PHC text; absent where only tokens open the account.
  password text check (password like '$argon2id$%'),
  -- Absent for the operators of the platform.
  authority text collate "C" references authority,
  office text collate "C" references office,
  roles text[] collate "C" not null default '{}' check (
    roles <@ '{reader,clerk,officer,supervisor,registrar,auditor,administrator}'::text[]
  ),
  language text collate "C" check (language in ('en', 'zh', 'fr', 'es', 'ru', 'ar')),
  expires timestamptz,
  disabled timestamptz,
  created timestamptz not null,
  check (office is null or authority is not null)
);
create index account_by_authority on account (authority);

-- An open door: a person's session or a machine's token. Only the digest of the secret is kept.
create table session (
  digest bytea primary key check (octet_length(digest) = 32),
  account uuid not null references account,
  kind text collate "C" not null check (kind in ('session', 'token')),
  label text check (length(label) between 1 and 100),
  created timestamptz not null,
  expires timestamptz not null,
  revoked timestamptz,
  check (expires > created)
);
create index session_by_account on session (account);
create index session_due on session (expires);

-- What was done to accounts and trust, and who came in: the openings of the evidence leaves.
create table access_history (
  leaf uuid primary key,
  subject text collate "C" not null,
  at timestamptz not null,
  -- Salt and act; erasing it leaves the log whole and the act unprovable.
  opening jsonb
);
create index access_history_by_subject on access_history (subject, at);

-- How often a door was tried: a bucket that leaks with time, by pair of login and address, by address and by login.
-- Keys are digests, so that the table names nobody.
create table sign_in_attempt (
  key bytea primary key check (octet_length(key) = 32),
  level real not null check (level >= 0),
  at timestamptz not null,
  -- When this pair last came in: it stays open while strangers guess at the same login.
  succeeded timestamptz
);
create index sign_in_attempt_due on sign_in_attempt (at);

alter table authority enable row level security;
alter table office enable row level security;
alter table trust_anchor enable row level security;
alter table trust_revocation enable row level security;
alter table account enable row level security;
alter table session enable row level security;
alter table access_history enable row level security;
alter table sign_in_attempt enable row level security;

-- Anyone may know whom we trust; the rest is the platform's own.
create policy authority_known on authority for select to counterfoil_application
  using ((select counterfoil.scope_kind()) <> 'none');
create policy office_known on office for select to counterfoil_application
  using ((select counterfoil.scope_kind()) <> 'none');
create policy anchor_known on trust_anchor for select to counterfoil_application
  using ((select counterfoil.scope_kind()) <> 'none');
create policy revocation_known on trust_revocation for select to counterfoil_application
  using ((select counterfoil.scope_kind()) <> 'none');

create policy authority_kept on authority to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy office_kept on office to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy anchor_kept on trust_anchor to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy revocation_kept on trust_revocation to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy account_kept on account to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy session_kept on session to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy access_history_kept on access_history to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy attempt_kept on sign_in_attempt to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert on authority, office, trust_anchor, trust_revocation, account, session, access_history
  to counterfoil_application;
grant update (title, names, fields, seal_required, validity_days) on authority to counterfoil_application;
grant update (parent, names) on office to counterfoil_application;
grant update (trusted_from, trusted_until) on trust_anchor to counterfoil_application;
grant update (name, password, office, roles, language, expires, disabled) on account to counterfoil_application;
grant update (revoked) on session to counterfoil_application;
grant select, insert, update, delete on sign_in_attempt to counterfoil_application;
-- Expired doors may be cleared away; what came in through them stays in the history.
grant delete on session to counterfoil_application;
