-- Photographs and papers beside a result or a message. What was uploaded waits for its act for a day; then it is cited
-- by its owner, under which it may be seen, and its bytes are kept once for each country by their digest.
create table attachment_upload (
  id uuid not null,
  country text collate "C" not null,
  authority text collate "C" not null,
  actor text not null,
  name text not null check (length(name) between 1 and 200),
  media_type text collate "C" not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
  digest bytea not null check (octet_length(digest) = 32),
  bytes bytea not null check (octet_length(bytes) between 1 and 5242880),
  at timestamptz not null,
  primary key (id, country)
);
alter table attachment_upload alter column bytes set storage external;
create index attachment_upload_due on attachment_upload (at);
create index attachment_upload_actor on attachment_upload (actor);

create table attachment (
  id uuid not null,
  country text collate "C" not null,
  -- Name of the record type and id of the record it belongs to.
  owner_kind text collate "C" not null check (owner_kind in ('verification_result', 'inquiry')),
  owner uuid not null,
  version integer not null check (version >= 1),
  place integer not null check (place between 1 and 8),
  name text not null check (length(name) between 1 and 200),
  media_type text collate "C" not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
  digest bytea not null check (octet_length(digest) = 32),
  primary key (id, country),
  unique (owner, version, place, country)
);
create index attachment_digest on attachment (digest);

create table attachment_content (
  country text collate "C" not null,
  digest bytea not null check (octet_length(digest) = 32),
  bytes bytea not null check (octet_length(bytes) between 1 and 5242880),
  primary key (digest, country)
);
alter table attachment_content alter column bytes set storage external;

alter table attachment_upload enable row level security;
alter table attachment enable row level security;
alter table attachment_content enable row level security;

create policy attachment_upload_own on attachment_upload to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or country = (select counterfoil.scope_country()) and authority = (select counterfoil.scope_authority())
);
create policy attachment_seen on attachment for select to counterfoil_application using (
  owner_kind = 'verification_result' and exists (select from verification_result r where r.id = owner)
  or owner_kind = 'inquiry' and exists (select from inquiry i where i.id = owner)
);
create policy attachment_written on attachment for insert to counterfoil_application with check (
  ((select counterfoil.scope_kind()) = 'system' or country = (select counterfoil.scope_country()))
  and (owner_kind = 'verification_result' and exists (select from verification_result r where r.id = owner)
    or owner_kind = 'inquiry' and exists (select from inquiry i where i.id = owner))
);
create policy attachment_content_seen on attachment_content for select to counterfoil_application using (
  exists (select from attachment a where a.digest = attachment_content.digest and a.country = attachment_content.country)
);
create policy attachment_content_written on attachment_content for insert to counterfoil_application with check (
  exists (select from attachment a where a.digest = attachment_content.digest and a.country = attachment_content.country)
);

-- What is taken for an act is locked first, and for that alone the right to change the moment is needed.
grant select, insert, update (at), delete on attachment_upload to counterfoil_application;
grant select, insert on attachment, attachment_content to counterfoil_application;
