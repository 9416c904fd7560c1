-- Answers to requests that carried an Idempotency-Key, to be repeated when the request is. A row without a status is
-- a claim: its request is being carried out.
create table counterfoil.idempotency_key (
  actor text not null,
  key text not null,
  request_digest bytea not null,
  claimed timestamptz not null,
  status smallint,
  headers jsonb,
  body text,
  primary key (actor, key),
  check (length(key) between 1 and 255),
  check (octet_length(request_digest) = 32),
  check ((status is null) = (body is null) and (status is null) = (headers is null))
);

create index idempotency_key_claimed on counterfoil.idempotency_key (claimed);

grant select, insert, update, delete on counterfoil.idempotency_key to counterfoil_application;
