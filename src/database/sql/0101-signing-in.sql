-- How one signs in: what a session was opened by and when its holder last proved it, second factors, passkeys, client
-- certificates, machines' public keys, invitations.

alter table session
  -- The name by which its owner knows it; the digest stays inside.
  add column id uuid not null default gen_random_uuid(),
  add column factors text[] collate "C" not null default '{}',
  -- When the holder last proved who they are; absent where nobody did.
  add column proved timestamptz,
  -- When it was last used, to a quarter of an hour.
  add column seen timestamptz,
  -- Where from, as a network, and by what kind of program: for the owner to recognise, not to trace.
  add column network text check (length(network) between 1 and 60),
  add column agent text check (length(agent) between 1 and 80),
  -- SHA-256 of the client certificate without which the token opens nothing (RFC 8705).
  add column certificate bytea check (octet_length(certificate) = 32),
  -- Permissions that the token is narrowed to; absent for all that the account's roles give.
  add column permissions text[] collate "C" check (cardinality(permissions) <= 100);
create unique index session_by_id on session (id);

-- Time-based codes (RFC 6238). The secret is sealed under a key of the key folder.
create table code_generator (
  account uuid primary key references account,
  secret bytea not null check (octet_length(secret) between 40 and 200),
  created timestamptz not null,
  -- Absent until the first code proved that the secret arrived.
  confirmed timestamptz,
  -- The last time step whose code was used: no code opens twice.
  last_step bigint not null default 0
);

create table recovery_code (
  account uuid not null references account,
  digest bytea not null check (octet_length(digest) = 32),
  created timestamptz not null,
  used timestamptz,
  primary key (account, digest)
);

create table passkey (
  credential bytea primary key check (octet_length(credential) between 1 and 1023),
  id uuid not null unique,
  account uuid not null references account,
  -- COSE key.
  public_key bytea not null check (octet_length(public_key) between 16 and 4096),
  counter bigint not null check (counter >= 0),
  transports text[] collate "C" not null default '{}' check (cardinality(transports) <= 10),
  -- Whether its maker keeps copies of it on several devices.
  synced boolean not null,
  name text not null check (length(name) between 1 and 100),
  created timestamptz not null,
  used timestamptz
);
create index passkey_by_account on passkey (account);

-- What an authenticator is asked to sign: known until it comes back, or for minutes.
create table challenge (
  digest bytea primary key check (octet_length(digest) = 32),
  purpose text collate "C" not null check (purpose in ('register', 'prove')),
  account uuid references account,
  expires timestamptz not null
);
create index challenge_due on challenge (expires);

-- A client certificate by which an account comes in over mutual TLS.
create table account_certificate (
  fingerprint bytea primary key check (octet_length(fingerprint) = 32),
  id uuid not null unique,
  account uuid not null references account,
  subject text not null check (length(subject) <= 1000),
  issuer text not null check (length(issuer) <= 1000),
  serial text collate "C" not null check (serial ~ '^[0-9A-F]{1,64}$'),
  ends timestamptz not null,
  created timestamptz not null
);
create index account_certificate_by_account on account_certificate (account);

-- A machine's public key, by which it signs its assertions (RFC 7523).
create table account_key (
  id uuid primary key,
  account uuid not null references account,
  -- RFC 7638 thumbprint.
  thumbprint text collate "C" not null unique check (length(thumbprint) = 43),
  jwk jsonb not null check (jsonb_typeof(jwk) = 'object' and not jwk ? 'd'),
  label text not null check (length(label) between 1 and 100),
  created timestamptz not null,
  expires timestamptz not null,
  check (expires > created)
);
create index account_key_by_account on account_key (account);

-- Assertions that were used, until they would have expired anyway.
create table used_assertion (
  digest bytea primary key check (octet_length(digest) = 32),
  expires timestamptz not null
);
create index used_assertion_due on used_assertion (expires);

-- By an invitation a person sets their first password, or a new one.
create table invitation (
  digest bytea primary key check (octet_length(digest) = 32),
  account uuid not null references account,
  created timestamptz not null,
  expires timestamptz not null,
  used timestamptz,
  check (expires > created)
);
create index invitation_by_account on invitation (account);

-- Wrong passwords and codes since the last right one, by digest of the login: counted alike for logins nobody has.
create table sign_in_failure (
  login bytea primary key check (octet_length(login) = 32),
  failures integer not null check (failures > 0),
  at timestamptz not null
);
create index sign_in_failure_due on sign_in_failure (at);

alter table code_generator enable row level security;
alter table recovery_code enable row level security;
alter table passkey enable row level security;
alter table challenge enable row level security;
alter table account_certificate enable row level security;
alter table account_key enable row level security;
alter table used_assertion enable row level security;
alter table invitation enable row level security;
alter table sign_in_failure enable row level security;

create policy code_generator_kept on code_generator to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy recovery_code_kept on recovery_code to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy passkey_kept on passkey to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy challenge_kept on challenge to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy account_certificate_kept on account_certificate to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy account_key_kept on account_key to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy used_assertion_kept on used_assertion to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy invitation_kept on invitation to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy sign_in_failure_kept on sign_in_failure to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant update (proved, seen, factors) on session to counterfoil_application;
-- What a person enrols they may remove; that it was there stays in the history.
grant select, insert, delete on
  code_generator, recovery_code, passkey, challenge, account_certificate, account_key, used_assertion, invitation,
  sign_in_failure
  to counterfoil_application;
grant update (secret, created, confirmed, last_step) on code_generator to counterfoil_application;
grant update (used) on recovery_code to counterfoil_application;
grant update (counter, name, synced, used) on passkey to counterfoil_application;
grant update (used) on invitation to counterfoil_application;
grant update (failures, at) on sign_in_failure to counterfoil_application;
