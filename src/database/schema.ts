import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from './embedded/start.ts';
import { migrate } from './migrations.ts';
import { openClient } from './lib/connection.ts';
import { APPLICATION_ROLE } from './lib/roles.ts';

/** Objects of our schema that are not an extension's. */
const OURS = (catalog: string, row: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${row}.oid and d.deptype = 'e')`;

const RELATION = `c.relnamespace = 'counterfoil'::regnamespace and ${OURS('pg_class', 'c')}`;

/** Rights by name; the owner's own go without saying. */
const GRANTS = (acl: string, owner: string) => `
  select coalesce(pg_get_userbyid(nullif(a.grantee, 0)), 'public') as grantee,
         string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) as rights
  from aclexplode(${acl}) a where a.grantee <> ${owner} group by 1`;

/**
 * Each query yields one text column: a line of the picture. Whatever differs between server versions without meaning
 * anything (catalogued not-null constraints of 18, object numbers) is left out.
 */
const QUERIES: readonly (readonly [title: string, query: string])[] = [
  [
    'extensions',
    `select extname || ' in ' || extnamespace::regnamespace from pg_extension where extname <> 'plpgsql'`,
  ],
  [
    'schema',
    `select 'grant ' || g.rights || ' to ' || g.grantee
     from pg_namespace n, lateral (${GRANTS('n.nspacl', 'n.nspowner')}) g where n.nspname = 'counterfoil'`,
  ],
  [
    'types',
    `select t.typname || ' ' || case t.typtype
         when 'e' then 'enum (' || (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder)
                                    from pg_enum where enumtypid = t.oid) || ')'
         else 'domain ' || format_type(t.typbasetype, t.typtypmod) || coalesce(' default ' || t.typdefault, '')
           || coalesce(' ' || (select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname)
                               from pg_constraint k where k.contypid = t.oid and k.contype = 'c'), '') end
     from pg_type t where t.typnamespace = 'counterfoil'::regnamespace and t.typtype in ('e', 'd')
       and ${OURS('pg_type', 't')}`,
  ],
  [
    'relations',
    `select case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
                           when 'm' then 'materialised view' when 'S' then 'sequence' end || ' ' || c.relname
         || coalesce(' owned by ' || nullif(pg_get_userbyid(c.relowner), 'counterfoil_migrator'), '')
         || case when c.relpersistence = 'u' then ' unlogged' else '' end
         || coalesce(' ' || pg_get_partkeydef(c.oid), '') || coalesce(' ' || pg_get_expr(c.relpartbound, c.oid), '')
         || case when c.relrowsecurity then ' row level security' else '' end
         || case when c.relforcerowsecurity then ' forced' else '' end
         || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')
         || case when c.relkind in ('v', 'm') then ' as ' || pg_get_viewdef(c.oid) else '' end
     from pg_class c where ${RELATION} and c.relkind in ('r', 'p', 'v', 'm', 'S')`,
  ],
  [
    'columns',
    `select c.relname || '.' || lpad(row_number() over (partition by c.oid order by a.attnum)::text, 2, '0') || ' '
         || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || case when a.attcollation not in (0, t.typcollation)
                 then ' collate ' || (select collname from pg_collation where oid = a.attcollation) else '' end
         || case when a.attnotnull then ' not null' else '' end
         || case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end
         || case when a.attgenerated <> '' then ' generated (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                 else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end
     from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where ${RELATION} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
  ],
  [
    'constraints',
    `select c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
     from pg_constraint k join pg_class c on c.oid = k.conrelid where ${RELATION} and k.contype <> 'n'`,
  ],
  [
    'indexes',
    `select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid where ${RELATION}`,
  ],
  [
    'triggers',
    `select pg_get_triggerdef(g.oid) from pg_trigger g join pg_class c on c.oid = g.tgrelid
     where ${RELATION} and not g.tgisinternal`,
  ],
  [
    'policies',
    `select p.tablename || ' ' || p.policyname || ' ' || lower(p.permissive) || ' for ' || lower(p.cmd)
         || ' to ' || array_to_string(p.roles, ', ') || coalesce(' using ' || p.qual, '')
         || coalesce(' with check ' || p.with_check, '')
     from pg_policies p where p.schemaname = 'counterfoil'`,
  ],
  [
    'functions',
    `select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ') returns '
         || coalesce(pg_get_function_result(p.oid), 'nothing') || ' ' || l.lanname
         || case p.provolatile when 'i' then ' immutable' when 's' then ' stable' else ' volatile' end
         || case p.proparallel when 's' then ' parallel safe' else '' end
         || case when p.proisstrict then ' strict' else '' end
         || case when p.prosecdef then ' security definer' else '' end
         || coalesce(' set ' || array_to_string(p.proconfig, ', '), '')
         || ' as ' || coalesce(nullif(pg_get_function_sqlbody(p.oid), ''), p.prosrc)
     from pg_proc p join pg_language l on l.oid = p.prolang
     where p.pronamespace = 'counterfoil'::regnamespace and ${OURS('pg_proc', 'p')}`,
  ],
  [
    'grants',
    `select o.kind || ' ' || o.name || ': ' || g.rights || ' to ' || g.grantee from (
         select 'on ' || c.relname as name, 'relation' as kind, c.relacl as acl, c.relowner as owner
         from pg_class c where ${RELATION} and c.relkind <> 'i'
       union all
         select 'on ' || c.relname || '.' || a.attname, 'column', a.attacl, c.relowner
         from pg_class c join pg_attribute a on a.attrelid = c.oid where ${RELATION} and a.attnum > 0
       union all
         select 'on ' || p.proname, 'function', coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner
         from pg_proc p where p.pronamespace = 'counterfoil'::regnamespace and ${OURS('pg_proc', 'p')}
     ) o, lateral (${GRANTS('o.acl', 'o.owner')}) g`,
  ],
];

/**
 * The picture of a migrated database, equal on every server version: tables, columns, constraints, indexes,
 * triggers, policies, functions and grants, one a line, sorted. Wants a user that may read the catalogues.
 */
export async function describeSchema(url: string): Promise<string> {
  const client = await openClient({ url });
  try {
    // Names are written with their schema when they are not ours, whoever asks.
    await client.query('set search_path = counterfoil');
    const parts = [`The schema that the migrations make, for the role ${APPLICATION_ROLE}.`, ''];
    for (const [title, query] of QUERIES) {
      const { rows } = await client.query<[string]>({ text: query, rowMode: 'array' });
      const lines = rows.map(([line]) => plain(line)).toSorted();
      parts.push(`# ${title}`, ...lines, '');
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}

/** One line, and a view's columns without their table's name, which only older servers write where it is plain. */
function plain(line: string): string {
  const text = line.replaceAll(/\s*\n\s*/g, ' ').trim();
  return /^(materialised )?view /.test(text) ? text.replaceAll(/\b[a-z_]+\.(?=[a-z_])/g, '') : text;
}

/** {@link describeSchema} of a fresh embedded server with our migrations: the text of `schema.snapshot.txt`. */
export async function snapshotSchema(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'counterfoil-schema-'));
  const server = await startEmbedded({ folder, durable: false });
  try {
    await migrate({ url: server.migrationUrl });
    return await describeSchema(server.migrationUrl);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
