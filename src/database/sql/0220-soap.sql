-- What proved a SOAP message fresh (a nonce, a signature), until it could not pass for fresh any more: nothing is taken twice,
-- by whichever process. The digest covers who sent it, too.
create table counterfoil.soap_proof (
  digest bytea primary key check (octet_length(digest) = 32),
  expires timestamptz not null
);
create index soap_proof_due on counterfoil.soap_proof (expires);

alter table counterfoil.soap_proof enable row level security;
create policy soap_proof_kept on counterfoil.soap_proof to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert, delete on counterfoil.soap_proof to counterfoil_application;
-- Nothing changes it: whoever sweeps locks what they sweep.
grant update (expires) on counterfoil.soap_proof to counterfoil_application;
