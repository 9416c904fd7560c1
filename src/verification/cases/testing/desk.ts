import type { Session, Statement, Transaction } from '../../../database/index.ts';
import type { DeclarationFacts } from '../../facts/index.ts';
import type { CaseAlert, CaseKeeper, DecidedCase } from '../ports.ts';

/** Tables of a keeper of declarations for tests; run by the owner of the schema. */
export const TEST_DESK: Statement = {
  name: '',
  text: `create table desk (claimant text not null, version integer not null, facts jsonb not null, primary key (claimant, version));
         create table desk_told (claimant text not null, place integer not null, version integer not null, outcome text not null,
           digest text not null, stale boolean not null, primary key (claimant, place));
         create table desk_alert (id bigint generated always as identity, claimant text not null, cause text not null,
           certificate text, released jsonb not null);
         grant select, insert on desk, desk_told, desk_alert to counterfoil_application`,
};

const ADD: Statement = {
  name: 'desk-add',
  text: 'insert into desk (claimant, version, facts) values ($1, $2, $3) on conflict do nothing',
};
const READ: Statement = {
  name: 'desk-read',
  text: `select d.claimant, d.facts from desk d join unnest($1::text[], $2::integer[]) as asked (claimant, version)
         on d.claimant = asked.claimant and d.version = asked.version`,
};
/** Stale is what is told of a version, or by the versions of certificates, that are no longer the last when it is told. */
const TOLD: Statement = {
  name: 'desk-told',
  text: `insert into desk_told (claimant, place, version, outcome, digest, stale)
         select claimant, place, version, outcome, digest,
           version is distinct from (select max(d.version) from desk d where d.claimant = told.claimant)
             or exists (select from jsonb_to_recordset(papers) as seen (country text, authority text, number text, version integer)
               join paper p on p.name = seen.country || '/' || seen.authority || '/' || seen.number where p.version <> seen.version)
         from unnest($1::text[], $2::integer[], $3::integer[], $4::text[], $5::text[], $6::jsonb[])
           as told (claimant, place, version, outcome, digest, papers)`,
};
const ALERT: Statement = {
  name: 'desk-alert',
  text: 'insert into desk_alert (claimant, cause, certificate, released) values ($1, $2, $3, $4)',
};

export function addDeclaration(
  transaction: Transaction,
  claimant: string,
  facts: DeclarationFacts,
): Promise<unknown> {
  return transaction.query(ADD, [claimant, facts.version, JSON.stringify(facts)]);
}

/** A keeper of declarations that writes down what it is told, in the transaction that tells it. */
export const testDesk: CaseKeeper = {
  kind: 'declaration',
  async read(session: Session, cases) {
    const rows = await session.query<{ claimant: string; facts: DeclarationFacts }>(READ, [
      cases.map(({ claimant }) => claimant),
      cases.map(({ version }) => version),
    ]);
    return new Map(rows.map(({ claimant, facts }) => [claimant, facts]));
  },
  async decided(transaction: Transaction, cases: readonly DecidedCase[]) {
    await transaction.query(TOLD, [
      cases.map(({ claimant }) => claimant),
      cases.map(({ place }) => place),
      cases.map(({ version }) => version),
      cases.map(({ decision }) => decision.outcome),
      cases.map(({ digest }) => digest),
      cases.map(({ decision }) => JSON.stringify(decision.versions.certificates)),
    ]);
  },
  async alerted(transaction: Transaction, alerts: readonly CaseAlert[]) {
    for (const { claimant, cause, certificate, released } of alerts)
      await transaction.query(ALERT, [claimant, cause, certificate?.number, JSON.stringify(released)]);
  },
};

/** A declaration of beef: by item, the certificate cited and the kilograms drawn on it. */
export function beefDeclaration(
  number: string,
  version: number,
  items: readonly { readonly certificate: string; readonly kilograms: string }[],
): DeclarationFacts {
  return {
    country: 'CN',
    authority: 'CN-GACC',
    number,
    version,
    direction: 'import',
    declarant: 'CN-1',
    lodged: '2026-06-01',
    routeCountries: [],
    transportDocuments: [],
    containers: [],
    seals: [],
    documents: [],
    items: items.map(({ certificate, kilograms }, index) => ({
      item: index + 1,
      commodity: '0202300090',
      origin: 'NZ',
      quantities: [{ measure: 'net-mass', value: kilograms, unit: 'KGM' }],
      documents: [{ code: 'A', reference: certificate }],
    })),
  };
}
