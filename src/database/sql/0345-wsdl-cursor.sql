-- How far we have read at partners whose own web services are asked since a cursor: the partner's text of it.
create table wsdl_cursor (
  partner text collate "C" primary key,
  cursor text not null check (length(cursor) <= 2000),
  at timestamptz not null
);
alter table wsdl_cursor enable row level security;
create policy wsdl_cursor_kept on wsdl_cursor to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system') with check ((select counterfoil.scope_kind()) = 'system');

grant select, insert on wsdl_cursor to counterfoil_application;
grant update (cursor, at) on wsdl_cursor to counterfoil_application;
