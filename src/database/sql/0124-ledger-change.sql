-- What changed in the ledger, found by the leaf of its act. The evidence log's own order is the order of changes: gapless,
-- never rewritten, the same for every process; nothing more is written for whoever follows it.
create index certificate_history_leaf on certificate_history (leaf);
-- What came for a country, newest first. By arrival, so that the index grows at its ends.
create index certificate_arrivals on certificate (destination, created desc, id) where state = 'issued';

-- For the platform alone, which decides itself who is told of what. A view, because policies over each row would keep the
-- planner from going by the leaf.
create view ledger_change as
  select h.leaf, 'certificate' as kind, h.record, h.version, h.action, h.state, h.actor, h.at,
    c.country, c.authority, c.office, c.concerned, c.destination, c.id as certificate, null::integer as level, null::text as side
  from certificate_history h join certificate c on c.id = h.record and c.country = h.country
  where (select counterfoil.scope_kind()) = 'system'
  union all
  select h.leaf, 'verification_result', h.record, h.version, h.action, h.state, h.actor, h.at,
    r.issuing_country, r.issuing_authority, r.issuing_office, array[r.country], r.country, r.certificate, null, null
  from verification_result_history h join verification_result r on r.id = h.record and r.country = h.country
  where (select counterfoil.scope_kind()) = 'system'
  union all
  select h.leaf, 'inquiry', h.record, h.version, h.action, h.state, h.actor, h.at,
    i.issuing_country, i.issuing_authority, i.issuing_office, array[i.importing_country], i.importing_country,
    i.certificate, null,
    (select m.side from inquiry_message m where m.inquiry = h.record and m.version = h.version and m.country = h.country)
  from inquiry_history h join inquiry i on i.id = h.record and i.country = h.country
  where (select counterfoil.scope_kind()) = 'system'
  union all
  select h.leaf, 'task', h.record, h.version, h.action, h.state, h.actor, h.at,
    t.country, t.authority, t.office, array[]::text[], null, null, t.level, null
  from task_history h join task t on t.id = h.record and t.country = h.country
  where (select counterfoil.scope_kind()) = 'system';
grant select on ledger_change to counterfoil_application;
