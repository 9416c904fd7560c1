-- When the next message may go by a road whose agreement bounds messages a minute.
alter table exchange_road add column paced timestamptz;
grant update (paced) on exchange_road to counterfoil_application;

-- What became of a document that was put into another dialect: of ours before it was sent, of a partner's before it was taken in.
-- The original lies in exchange_content under its digest; what was made of it says nothing that is not told here.
create table exchange_translation (
  partner text collate "C" not null,
  authority text collate "C" not null,
  -- The delivery, or the arrival.
  message uuid not null,
  original bytea not null check (octet_length(original) = 32),
  source text collate "C" not null,
  target text collate "C" not null,
  -- What the translation does not say as the original does, what it says and the original does not, and how many more there are.
  losses jsonb not null,
  defaulted jsonb not null,
  omitted integer not null check (omitted >= 0),
  primary key (message, partner)
);

alter table exchange_translation enable row level security;
create policy exchange_translation_kept on exchange_translation to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority' and (select counterfoil.scope_authority()) in (authority, partner)
);
grant select, insert on exchange_translation to counterfoil_application;
