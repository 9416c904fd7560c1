-- Settings that carry who asks. Policies use them as (select counterfoil.scope_kind()), so that a query evaluates
-- each once. Unset means 'none', which no policy admits.

create function counterfoil.scope_kind() returns text
  language sql stable parallel safe
  return coalesce(nullif(split_part(current_setting('counterfoil.scope', true), '|', 1), ''), 'none');

create function counterfoil.scope_country() returns text
  language sql stable parallel safe
  return nullif(split_part(current_setting('counterfoil.scope', true), '|', 2), '');

create function counterfoil.scope_authority() returns text
  language sql stable parallel safe
  return nullif(split_part(current_setting('counterfoil.scope', true), '|', 3), '');

create function counterfoil.scope_office() returns text
  language sql stable parallel safe
  return nullif(split_part(current_setting('counterfoil.scope', true), '|', 4), '');

grant execute on function
  counterfoil.scope_kind(), counterfoil.scope_country(), counterfoil.scope_authority(), counterfoil.scope_office()
  to counterfoil_application;

-- Partial numbers and words of any script are searched by trigrams.
create extension if not exists pg_trgm schema counterfoil;
