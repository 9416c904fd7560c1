-- Figures of verification: sums of what each case stands for after its last decision. Nothing of it is a source: emptied and
-- followed from the beginning of the evidence log it comes out the same.
create table verification_figure (
  country text collate "C" not null,
  authority text collate "C" not null,
  -- Empty where the case was lodged at no office.
  office text collate "C" not null,
  -- Of the day on which the case was entered.
  month date not null,
  -- 'all' is the whole; a case of several commodities counts once under each.
  dimension text collate "C" not null
    check (dimension in ('all', 'country', 'chapter', 'heading', 'port', 'reason', 'rule', 'scheme', 'shadow')),
  key text collate "C" not null check (length(key) <= 300),
  measure text collate "C" not null,
  amount numeric not null,
  primary key (country, dimension, measure, month, authority, office, key)
);
create index verification_figure_nothing on verification_figure (country) where amount = 0;

-- What each case was counted as, to be taken back when it is counted anew.
create table verification_figure_case (
  country text collate "C" not null,
  case_id uuid not null,
  counted jsonb not null,
  primary key (case_id, country)
);

-- Cases in which a rule in shadow would have had it otherwise.
create table verification_shadow (
  country text collate "C" not null,
  authority text collate "C" not null,
  office text collate "C" not null,
  case_id uuid not null,
  rule text collate "C" not null check (length(rule) <= 300),
  kind text collate "C" not null check (kind in ('group', 'different')),
  claimant text collate "C" not null,
  version integer not null,
  outcome text collate "C" not null,
  would_be text collate "C" not null,
  at timestamptz not null,
  primary key (case_id, rule, country)
);
create index verification_shadow_latest on verification_shadow (country, rule, kind, at);

-- Index of the first leaf that is not counted yet. Who locks the row counts on.
create table verification_figure_position (
  single boolean primary key default true check (single),
  position bigint not null check (position >= 0)
);
insert into verification_figure_position (position) values (0);

alter table verification_figure enable row level security;
alter table verification_figure_case enable row level security;
alter table verification_shadow enable row level security;
alter table verification_figure_position enable row level security;

create policy verification_figure_seen on verification_figure for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy verification_figure_kept on verification_figure to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy verification_figure_case_kept on verification_figure_case to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy verification_shadow_seen on verification_shadow for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'authority'
    and country = (select counterfoil.scope_country())
    and authority = (select counterfoil.scope_authority())
    and ((select counterfoil.scope_office()) is null or office = any ((select counterfoil.scope_offices())::text[]))
);
create policy verification_shadow_kept on verification_shadow to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy verification_figure_position_kept on verification_figure_position to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');

grant select, insert, update, delete on verification_figure, verification_figure_case, verification_shadow
  to counterfoil_application;
grant select, update on verification_figure_position to counterfoil_application;
