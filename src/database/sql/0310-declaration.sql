-- Customs declarations: the record that customs works through, and every version that the trader gave, in full.

-- The key of the trader, carrier or partner among the public who asks; in the place of an authority's.
create function counterfoil.scope_organisation() returns text
  language sql stable parallel safe
  return case when counterfoil.scope_kind() = 'public' then counterfoil.scope_authority() end;
grant execute on function counterfoil.scope_organisation() to counterfoil_application;

create table declaration (
  id uuid not null,
  country text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  authority text collate "C" not null,
  number text collate "C" not null check (length(number) between 1 and 200),
  version integer not null check (version >= 1),
  state text collate "C" not null
    check (state in ('lodged', 'passed', 'held', 'inquired', 'refused', 'withdrawn', 'finalised')),
  office text collate "C",
  body jsonb not null,
  created timestamptz not null,
  updated timestamptz not null,
  terms text[] collate "C" not null,
  touched timestamptz not null,
  -- Key of the trader for whom it is lodged.
  declarant text collate "C" not null,
  lodged date not null,
  outcome text collate "C" check (outcome in ('pass', 'hold', 'inquire', 'refuse')),
  deadline date,
  value numeric,
  currency text collate "C",
  primary key (id, country),
  unique (number, authority, country)
) with (toast_tuple_target = 8160);
create index declaration_recent on declaration (authority, touched desc, id desc);
create index declaration_of_declarant on declaration (declarant, touched desc, id desc);
create index declaration_waiting on declaration (authority, deadline) where deadline is not null;
create index declaration_terms on declaration using gin (terms);

create table declaration_history (
  country text collate "C" not null,
  record uuid not null,
  version integer not null check (version >= 1),
  action text collate "C" not null,
  state text collate "C" not null
    check (state in ('lodged', 'passed', 'held', 'inquired', 'refused', 'withdrawn', 'finalised')),
  actor text not null,
  at timestamptz not null,
  digest bytea not null check (octet_length(digest) = 32),
  previous bytea check (octet_length(previous) = 32),
  leaf uuid not null,
  opening jsonb,
  change jsonb,
  primary key (record, version, country),
  check ((version = 1) = (previous is null))
) with (toast_tuple_target = 8160);
create index declaration_history_leaf on declaration_history (leaf);

-- What the trader gave, kept for ever as it came.
create table declaration_version (
  country text collate "C" not null,
  declaration uuid not null,
  revision integer not null check (revision >= 1),
  form text collate "C" not null,
  media_type text collate "C" not null,
  -- As the trader wrote it in JSON, or what was read of it.
  content jsonb not null,
  -- What comparison reads of it, with who keeps it and for whom.
  facts jsonb not null,
  findings jsonb not null,
  -- Where it did not come as the JSON of `content`.
  bytes bytea,
  digest bytea not null check (octet_length(digest) = 32),
  actor text not null,
  at timestamptz not null,
  primary key (declaration, revision, country)
) with (toast_tuple_target = 8160);

-- Inquiries that were opened from declarations; the threads themselves are kept by who keeps inquiries.
create table declaration_inquiry (
  country text collate "C" not null,
  inquiry uuid not null,
  declaration uuid not null,
  primary key (inquiry, country)
);

-- Up to where answers to inquiries were taken into their cases.
create table declaration_answers (
  single boolean primary key default true check (single),
  position bigint not null check (position >= 0)
);

alter table declaration enable row level security;
alter table declaration_history enable row level security;
alter table declaration_version enable row level security;
alter table declaration_inquiry enable row level security;
alter table declaration_answers enable row level security;

-- The authority that keeps it and its offices by their place in the tree, and the trader for whom it is lodged.
create policy declaration_seen on declaration for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null
      or office = any ((select counterfoil.scope_offices())::text[]))
  or declarant = (select counterfoil.scope_organisation())
);
-- Written by the platform only: a decision touches cases, certificates and accounts that no single party may see.
create policy declaration_kept on declaration to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy declaration_history_seen on declaration_history for select to counterfoil_application using (
  exists (select from declaration d where d.id = record and d.country = declaration_history.country)
);
create policy declaration_history_kept on declaration_history to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy declaration_version_seen on declaration_version for select to counterfoil_application using (
  exists (
    select from declaration d where d.id = declaration and d.country = declaration_version.country
  )
);
create policy declaration_version_kept on declaration_version to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy declaration_inquiry_kept on declaration_inquiry to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy declaration_answers_kept on declaration_answers to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert on declaration, declaration_history, declaration_version, declaration_inquiry,
  declaration_answers to counterfoil_application;
grant update (version, state, office, body, updated, terms, touched, declarant, lodged, outcome, deadline, value, currency)
  on declaration to counterfoil_application;
grant update (position) on declaration_answers to counterfoil_application;

-- Declarations among what changed, for the platform alone; of the columns of ledger_change.
create view declaration_change as
  select h.leaf, 'declaration' as kind, h.record, h.version, h.action, h.state, h.actor, h.at,
    d.country, d.authority, d.office, array[]::text[] as concerned, null::text as destination, null::uuid as certificate,
    null::integer as level, null::text as side, d.declarant
  from declaration_history h join declaration d on d.id = h.record and d.country = h.country
  where (select counterfoil.scope_kind()) = 'system';
grant select on declaration_change to counterfoil_application;

-- The same condition as the policy of the table; see certificate_search.
create view declaration_search as select * from declaration where
  (select counterfoil.scope_kind()) = 'system'
  or (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null
      or office = any ((select counterfoil.scope_offices())::text[]))
  or declarant = (select counterfoil.scope_organisation());
grant select on declaration_search to counterfoil_application;
