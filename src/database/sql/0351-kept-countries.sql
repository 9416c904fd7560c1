-- Who keeps a row, in a form that the planner puts into the statement itself: with questions of its own inside it was called for every
-- row, which cost more than the row.
create or replace function counterfoil.keeps_country(country text) returns boolean
  language sql stable parallel safe
  return counterfoil.scope_kind() = 'system'
    or counterfoil.scope_kind() = 'authority' and country = counterfoil.scope_country();
