-- Openings of evidence are all different and never asked for by what they hold, and a document's seal is not either: their statistics
-- would be of no use to a plan, and make an analysis of the tables that grow most two to four times as long.
do $$
declare its record;
begin
  for its in
    select a.attrelid::regclass as relation, a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'counterfoil'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped
      and a.atttypid = 'jsonb'::regtype and a.attname in ('opening', 'cleared_opening', 'seal')
  loop
    execute format('alter table %s alter column %I set statistics 0', its.relation, its.name);
  end loop;
end $$;

-- A plan changes when a table has several times the rows, not when it has a tenth more.
alter table certificate set (autovacuum_analyze_scale_factor = 0.3);
alter table certificate_document set (autovacuum_analyze_scale_factor = 0.3);
alter table certificate_history set (autovacuum_analyze_scale_factor = 0.3);
