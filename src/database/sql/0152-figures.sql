-- The system's own figures: sums kept up to date by a projector that follows the evidence log's order. Nothing of it is a
-- source: emptied and followed from the beginning it comes out the same.
create table figure_total (
  measure text collate "C" not null,
  -- 'country': by pair of countries; 'office': by authority and office, too.
  grain text collate "C" not null check (grain in ('country', 'office')),
  -- Digits of the commodity: 0 for the whole, 2 for chapters, 4 for headings of the Harmonized System.
  level smallint not null check (level in (0, 2, 4)),
  month date not null,
  country text collate "C" not null,
  destination text collate "C" not null,
  authority text collate "C" not null,
  office text collate "C" not null,
  commodity text collate "C" not null,
  amount numeric not null,
  primary key (measure, grain, level, country, destination, authority, office, month, commodity),
  check (length(commodity) = level)
);
create index figure_total_by_destination on figure_total (measure, grain, level, destination, month);
-- Sums that came back to nothing are cleared away.
create index figure_total_nothing on figure_total (measure) where amount = 0;

-- Index of the first leaf that is not counted yet. Who locks the row counts on.
create table figure_position (
  single boolean primary key default true check (single),
  position bigint not null check (position >= 0)
);
insert into figure_position (position) values (0);

alter table figure_total enable row level security;
alter table figure_position enable row level security;
create policy figure_total_seen on figure_total for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'authority' and (
    (select counterfoil.scope_office()) is null
      and (country = (select counterfoil.scope_country()) or destination = (select counterfoil.scope_country()))
    or grain = 'office'
      and country = (select counterfoil.scope_country())
      and authority = (select counterfoil.scope_authority())
      and office = any ((select counterfoil.scope_offices())::text[])
  )
);
create policy figure_total_kept on figure_total to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy figure_position_kept on figure_position to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
grant select, insert, update, delete on figure_total to counterfoil_application;
grant select, update on figure_position to counterfoil_application;
