-- Also who among the public a declaration concerns: its trader is told of what changes.
create or replace view declaration_change as
  select h.leaf, 'declaration' as kind, h.record, h.version, h.action, h.state, h.actor, h.at,
    d.country, d.authority, d.office, array[]::text[] as concerned, null::text as destination, null::uuid as certificate,
    null::integer as level, null::text as side, d.declarant
  from declaration_history h join declaration d on d.id = h.record and d.country = h.country
  where (select counterfoil.scope_kind()) = 'system';

-- Those that wait are counted for every worklist; those that ended are many more.
create index declaration_at_work on declaration (authority, state)
  where state in ('lodged', 'held', 'inquired', 'refused');
