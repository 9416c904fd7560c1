import type { Database, Session, Statement, Transaction } from '../../../database/index.ts';
import type { CertificateFacts, DocumentKey } from '../../facts/index.ts';
import type { Reading } from '../../references/index.ts';
import { documentName } from '../naming.ts';
import type { DocumentSource, FoundDocument } from '../ports.ts';

const SYSTEM = { kind: 'system' } as const;

/** Tables of a ledger of certificates for tests; run by the owner of the schema. */
export const PAPER_LEDGER: Statement = {
  name: '',
  text: `create table paper (name text primary key, country text not null, authority text not null, number text not null,
           version integer not null, state text not null, replaces text, facts jsonb not null);
         create index paper_replaces on paper (replaces) where replaces is not null;
         create table paper_change (position bigint primary key, name text not null);
         create table paper_log (single boolean primary key default true, size bigint not null);
         insert into paper_log (size) values (0);
         grant select, insert, update on paper, paper_log to counterfoil_application;
         grant select, insert on paper_change to counterfoil_application`,
};

const WRITE: Statement = {
  name: 'paper-write',
  text: `insert into paper (name, country, authority, number, version, state, replaces, facts) values ($1, $2, $3, $4, 1, $5, $6, $7)
         on conflict (name) do update set version = paper.version + 1, state = excluded.state, facts = excluded.facts`,
};
const STATE: Statement = {
  name: 'paper-state',
  text: 'update paper set version = version + 1, state = $2 where name = $1 returning name',
};
/** The row is the turn of whoever writes: positions are in the order of commits. */
const TURN: Statement = { name: 'paper-turn', text: 'update paper_log set size = size + 1 returning size' };
const NOTE: Statement = {
  name: 'paper-note',
  text: 'insert into paper_change (position, name) values ($1, $2)',
};
const FIND: Statement = {
  name: 'paper-find',
  text: `select asked.place::integer - 1 as place, paper.country, paper.authority, paper.number
         from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (country, authority, number, place)
         join paper on paper.number = asked.number and paper.country = asked.country
           and (asked.authority is null or paper.authority = asked.authority) order by asked.place, paper.name`,
};
const COLUMNS = 'name, country, authority, number, version, state, facts';
const READ: Statement = {
  name: 'paper-read',
  text: `select ${COLUMNS} from paper where name = any($1) order by name`,
};
const LOCK: Statement = {
  name: 'paper-lock',
  text: `select ${COLUMNS} from paper where name = any($1) order by name for share`,
};
const SUCCESSORS: Statement = {
  name: 'paper-successors',
  text: 'select replaces, country, authority, number from paper where replaces = any($1) order by name',
};
const CHANGES: Statement = {
  name: 'paper-changes',
  text: `select c.position, p.country, p.authority, p.number, p.replaces from paper_change c join paper p on p.name = c.name
         where c.position > $1 order by c.position limit $2`,
};

interface Row extends DocumentKey {
  readonly name: string;
  readonly version: number;
  readonly state: string;
  readonly facts: CertificateFacts;
}

/** A ledger of certificates for tests: in the database, under locks, in the order of its commits. */
export function paperLedger(database: Database): DocumentSource {
  return {
    async find(session, _country, readings: readonly Reading[]) {
      const rows = await session.query<DocumentKey & { readonly place: number }>(FIND, [
        readings.map(({ country }) => country),
        readings.map(({ authority }) => authority ?? null),
        readings.map(({ number }) => number),
      ]);
      return readings.map((_, index) =>
        rows
          .filter(({ place }) => place === index)
          .map(({ country, authority, number }) => ({ country, authority, number })),
      );
    },
    async read(session, _country, keys, { locked }) {
      const rows = await session.query<Row>(locked ? LOCK : READ, [keys.map(documentName)]);
      const successors = await session.query<DocumentKey & { readonly replaces: string }>(SUCCESSORS, [
        rows.map(({ name }) => name),
      ]);
      return new Map(
        rows.map((row): [string, FoundDocument] => [
          row.name,
          {
            facts: { ...row.facts, version: row.version, state: row.state },
            standing: row.state === 'issued' ? 'in-force' : row.state === 'replaced' ? 'replaced' : 'void',
            successors: successors
              .filter(({ replaces }) => replaces === row.name)
              .map(({ country, authority, number }) => ({ country, authority, number })),
          },
        ]),
      );
    },
    near: () => Promise.resolve([]),
    async changes(from, limit) {
      const rows = await database.read<
        DocumentKey & { readonly position: string; readonly replaces: string | null }
      >(SYSTEM, CHANGES, [from, limit]);
      return {
        changes: rows.map(({ position, replaces, country, authority, number }) => ({
          position: Number(position),
          key: { country, authority, number },
          ...(replaces === null ? {} : { replaces: replaces.slice(replaces.lastIndexOf('/') + 1) }),
        })),
        next: Number(rows.at(-1)?.position ?? from),
      };
    },
  };
}

/** Facts of a certificate of beef: kilograms by line. */
export function beef(number: string, ...kilograms: readonly string[]): CertificateFacts {
  return {
    id: number,
    country: 'NZ',
    authority: 'NZ-MPI',
    number,
    version: 1,
    state: 'issued',
    typeCode: '853',
    issued: '2026-05-01T00:00:00Z',
    exportCountry: 'NZ',
    importCountry: 'CN',
    transitCountries: [],
    transport: [],
    containers: [],
    seals: [],
    references: [],
    lines: kilograms.map((value, index) => ({
      line: index + 1,
      codes: [{ system: 'HS', code: '020230' }],
      names: ['Frozen beef'],
      netMass: { value, unit: 'KGM' },
      quantities: [],
      packages: [],
      origins: ['NZ'],
      establishments: [],
    })),
  };
}

/** Issues a certificate, or amends the one of its number; as the successor of another where it replaces one. */
export async function issuePaper(
  transaction: Transaction,
  facts: CertificateFacts,
  replaces?: DocumentKey,
): Promise<void> {
  const name = documentName(facts);
  const { country, authority, number } = facts;
  const before = replaces === undefined ? null : documentName(replaces);
  await transaction.query(WRITE, [
    name,
    country,
    authority,
    number,
    facts.state,
    before,
    JSON.stringify(facts),
  ]);
  if (before !== null) await transaction.query(STATE, [before, 'replaced']);
  await note(transaction, name);
}

export async function endPaper(transaction: Transaction, key: DocumentKey, state: string): Promise<void> {
  const [ended] = await transaction.query(STATE, [documentName(key), state]);
  if (ended !== undefined) await note(transaction, documentName(key));
}

async function note(session: Session, name: string): Promise<void> {
  const [log] = await session.query<{ size: string }>(TURN);
  await session.query(NOTE, [log?.size, name]);
}
