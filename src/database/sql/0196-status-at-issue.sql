-- A certificate has its place in a status list from its issue on, given in the transaction that issues it: an authority's own
-- officials give places of its own lists, and see no others.
create policy status_allotted_by_authority on status_allotment to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'authority'
  and country = (select counterfoil.scope_country()) and authority = (select counterfoil.scope_authority())
) with check (
  (select counterfoil.scope_kind()) = 'authority'
  and country = (select counterfoil.scope_country()) and authority = (select counterfoil.scope_authority())
);
create policy status_entry_seen_by_authority on status_entry for select to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'authority'
  and country = (select counterfoil.scope_country()) and authority = (select counterfoil.scope_authority())
);
create policy status_entry_made_by_authority on status_entry for insert to counterfoil_application with check (
  (select counterfoil.scope_kind()) = 'authority'
  and country = (select counterfoil.scope_country()) and authority = (select counterfoil.scope_authority())
);
