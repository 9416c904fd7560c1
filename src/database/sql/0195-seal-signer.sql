-- The certificates of the keys that sealed here, public part only. A paper has no room for its signer's certificate:
-- whoever verifies it needs the certificate after the key was renewed and destroyed. Written when a key is first seen;
-- never changed, never removed.
create table seal_signer (
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  -- Authority, or the office where the key is an office's own.
  owner text collate "C" not null check (length(owner) between 1 and 64),
  certificate bytea not null check (octet_length(certificate) between 100 and 65536),
  -- What stands between it and the anchor, nearest first.
  intermediates bytea[] not null default '{}' check (cardinality(intermediates) <= 8),
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  noted timestamptz not null,
  primary key (fingerprint, owner),
  check (valid_until > valid_from)
);
alter table seal_signer enable row level security;
create policy signer_known on seal_signer for select to counterfoil_application
  using ((select counterfoil.scope_kind()) <> 'none');
create policy signer_kept on seal_signer for insert to counterfoil_application
  with check ((select counterfoil.scope_kind()) = 'system');
grant select, insert on seal_signer to counterfoil_application;
