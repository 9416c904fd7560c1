import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { uuidV7 } from '../../src/base/index.ts';
import { newRandom } from '../../src/crypto/index.ts';
import { copyLine } from '../../src/database/index.ts';
import { certificateRecord, examine, type CertificateBody } from '../../src/systems/ecert/index.ts';
import type { Static } from 'typebox';
import { AUTHORITY, benchCertificate } from '../subject/certificates.ts';

type Body = Static<typeof CertificateBody>;

/** Certificates that differ in what they say; the others repeat them under numbers and dates of their own. */
const TEMPLATES = 1_000;
const PORTION = 20_000;
const YEARS = 5;
const YEAR = 31_557_600_000;
/** Half of them for the country whose official asks. */
const DESTINATIONS = ['CN', 'CN', 'CN', 'CN', 'JP', 'KR', 'US', 'GB'];

/** Number of a certificate of the register. */
export function registerNumber(index: number): string {
  return `NZL-R/${String(index).padStart(8, '0')}`;
}

/** Container of a certificate of the register. */
export function registerContainer(index: number): string {
  return `MSKU${String(1_000_000 + (index % 9_000_000))}`;
}

/**
 * Fills the ledger with a register of so many certificates, as if they had come in over five years: rows and history by
 * COPY, the index over their terms made anew afterwards, the figures summed up. Far quicker than through the intake.
 */
export async function fillRegister(url: string, count: number, tell: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string; whole: boolean }>(
      `select count(*) as count, to_regclass('counterfoil.certificate_terms') is not null as whole
       from counterfoil.certificate where number like 'NZL-R/%'`,
    );
    // A portion is there or is not; the index comes last. So what was broken off, or is to become more, goes on where it ended.
    const filled = Number(rows[0]?.count);
    if (filled >= count && rows[0]?.whole === true) return;
    await client.query(
      "set search_path = counterfoil, public; set maintenance_work_mem = '1GB'; drop index if exists certificate_terms",
    );
    const templates = bodies();
    for (let from = filled; from < count; from += PORTION) {
      const until = Math.min(count, from + PORTION);
      await copyPortion(client, templates, from, until);
      if (until % (PORTION * 5) === 0 || until === count)
        tell(`${String(until)} of ${String(count)} certificates`);
    }
    tell('history');
    await client.query(HISTORY);
    tell('figures');
    await client.query(FIGURES);
    tell('index');
    await client.query('create index certificate_terms on certificate using gin (terms)');
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

const HISTORY = `
  insert into certificate_history (country, record, version, action, state, actor, at, digest, leaf, change)
  select country, id, 1, 'received', state, 'system/bench', created, sha256(number::bytea), gen_random_uuid(), null
  from certificate where number like 'NZL-R/%'
  on conflict do nothing`;

/** As the projector would have summed them up. */
const FIGURES = `
  insert into figure_total (measure, grain, level, month, country, destination, authority, office, commodity, amount)
  select 'certificates', grain, level, date_trunc('month', issued)::date, country, destination,
    case grain when 'office' then authority else '' end, case grain when 'office' then coalesce(office, '') else '' end,
    coalesce(left(body -> 'tariffs' ->> 0, level), ''), count(*)
  from certificate, unnest(array['country', 'office']) as grain, unnest(array[0, 2, 4]) as level
  where number like 'NZL-R/%'
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9
  on conflict (measure, grain, level, month, country, destination, authority, office, commodity)
  do update set amount = excluded.amount`;

function bodies(): readonly Body[] {
  return Array.from({ length: TEMPLATES }, (_, number) => {
    const { statement } = examine(benchCertificate(number, [3, 0]), 'application/xml', {
      anchors: [],
      now: new Date(),
    });
    if (statement === undefined) throw new Error('a certificate of the bench cannot be read');
    return statement.body;
  });
}

const SKELETON = [
  'id',
  'country',
  'authority',
  'number',
  'version',
  'state',
  'office',
  'body',
  'created',
  'updated',
];

async function copyPortion(
  client: pg.Client,
  templates: readonly Body[],
  from: number,
  until: number,
): Promise<void> {
  const columns = Object.entries(certificateRecord.columns);
  const names = [...SKELETON, 'terms', ...columns.map(([name]) => name)].join(', ');
  const stream = client.query(copyFrom(`copy certificate (${names}) from stdin`));
  const lines = function* (): Generator<string> {
    for (let index = from; index < until; index += 1) {
      const record = recordOf(index, templates);
      yield copyLine([
        record.id,
        record.country,
        record.authority,
        record.number,
        1,
        'issued',
        record.office,
        JSON.stringify(record.body),
        record.body.issued,
        record.body.issued,
        arrayText(certificateRecord.terms(record)),
        ...columns.map(([, column]) => {
          const value = column.of(record);
          return typeof value === 'object' ? arrayText(value) : value;
        }),
      ]);
    }
  };
  await pipeline(Readable.from(lines()), stream);
}

function recordOf(index: number, templates: readonly Body[]) {
  const template = templates[index % templates.length];
  if (template === undefined) throw new Error('there is no template');
  // Evenly over the years, the last of them a day ago.
  const issued = new Date(
    Date.now() - 86_400_000 - ((index * 7919) % 1_000_003) * ((YEARS * YEAR) / 1_000_003),
  );
  return {
    id: uuidV7(issued.getTime(), newRandom),
    country: AUTHORITY.country,
    authority: AUTHORITY.key,
    office: AUTHORITY.offices[0].key,
    number: registerNumber(index),
    body: {
      ...template,
      issued: issued.toISOString(),
      importCountry: DESTINATIONS[index % DESTINATIONS.length] ?? 'CN',
      containers: [registerContainer(index)],
      seals: [`NZ${String(index).padStart(8, '0')}`],
    },
  };
}

function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
