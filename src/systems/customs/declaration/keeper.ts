import type { Session, Statement, Transaction } from '../../../database/index.ts';
import {
  ENTRY_COLUMNS,
  entryOf,
  takeActions,
  type EntryRow,
  type Performance,
} from '../../../ledger/index.ts';
import type { CaseAlert, CaseKeeper, CaseName, DecidedCase } from '../../../verification/cases/index.ts';
import {
  OUTCOMES,
  type Decision,
  type DeclarationFacts,
  type Reason,
} from '../../../verification/facts/index.ts';
import type { DeclarationEntry } from './contract.ts';
import type { DeclarationBody, DeclarationState } from './declaration-body.ts';
import { stateOfOutcome } from './declaration-lifecycle.ts';
import { declarationRecord } from './declaration-record.ts';
import { followDecisions, raise } from './following.ts';
import { keyOfClaimant } from './lib/naming.ts';
import { factsOf } from './lib/version-storage.ts';
import { isNews, type OutcomeTeller } from './telling.ts';

const BY_KEYS: Statement = {
  name: 'declaration-by-keys',
  text: `select ${ENTRY_COLUMNS} from declaration where (country, authority, number) in (
           select country, authority, number
           from jsonb_to_recordset($1::jsonb) as asked (country text, authority text, number text)
         )`,
};

/** Declarations as networked verification knows them: what it decides is written here in the transaction that stores the decision. */
export function declarationKeeper(tell: OutcomeTeller): CaseKeeper {
  return {
    kind: 'declaration',
    read: readFacts,
    decided: (transaction, cases, by) => writeDecisions(transaction, { cases, tell }, by),
    alerted: writeAlerts,
  };
}

async function readFacts(
  session: Session,
  cases: readonly (CaseName & { readonly version: number })[],
): Promise<ReadonlyMap<string, DeclarationFacts>> {
  const keys = cases.flatMap(({ claimant, version: revision }) => {
    const key = keyOfClaimant(claimant);
    return key === undefined ? [] : [{ ...key, revision }];
  });
  const found = await factsOf(session, keys);
  const byKey = new Map(found.map(({ facts, ...key }) => [nameOf(key), facts]));
  return new Map(
    cases.flatMap(({ claimant }) => {
      const key = keyOfClaimant(claimant);
      const facts = key === undefined ? undefined : byKey.get(nameOf(key));
      return facts === undefined ? [] : [[claimant, facts] as const];
    }),
  );
}

function nameOf(key: {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
}): string {
  return `${key.country}/${key.authority}/${key.number}`;
}

async function entriesOf(
  session: Session,
  cases: readonly CaseName[],
): Promise<ReadonlyMap<string, DeclarationEntry>> {
  const keys = cases.flatMap(({ claimant }) => keyOfClaimant(claimant) ?? []);
  const rows = await session.query<EntryRow>(BY_KEYS, [JSON.stringify(keys)]);
  return new Map(
    rows.map((row) => {
      const entry = entryOf<DeclarationBody, DeclarationState>(row);
      return [`declaration/${nameOf(entry)}`, entry] as const;
    }),
  );
}

async function writeDecisions(
  transaction: Transaction,
  { cases, tell }: { readonly cases: readonly DecidedCase[]; readonly tell: OutcomeTeller },
  by: Performance,
): Promise<void> {
  const entries = await entriesOf(transaction, cases);
  const requests = cases.flatMap((decided) => {
    const entry = entries.get(decided.claimant);
    return entry === undefined ? [] : [decisionOn(entry, decided, by.now)];
  });
  const written = await takeActions(transaction, declarationRecord, requests, by);
  const after = written.map(({ entry }) => entry);
  // An official's word stands: what the rules say beside it leaves no work of theirs.
  await followDecisions(
    transaction,
    after.filter(({ body }) => body.overruled === undefined),
    by,
  );
  // A decision may rest on other certificates and say the same.
  await tell(
    transaction,
    after.filter((entry) => isNews(entries.get(`declaration/${nameOf(entry)}`), entry)),
  );
}

function decisionOn(entry: DeclarationEntry, { decision, place, digest }: DecidedCase, now: Date) {
  const { outcome } = decision;
  const at = now.toISOString();
  const stands = entry.body.overruled !== undefined;
  const moved = !stands && stateOfOutcome(outcome) !== entry.state;
  return {
    id: entry.id,
    action: stands ? 'decide-beside' : 'decide',
    input: { outcome, place },
    digest,
    change: {
      outcome,
      decision: place,
      reasons: reasonsOf(decision),
      waitsFor: decision.waitsFor.map(({ code, reference }) => ({ code, reference })),
      unclear: unclearIn(decision),
      deadline: decision.deadline,
      fallback: decision.fallback,
      touched: at,
      ...(moved ? { since: at } : {}),
    },
  };
}

/** References that may mean several documents; absent where there is none. */
function unclearIn({ findings }: Decision): DeclarationBody['unclear'] {
  const unclear = new Map(
    findings.flatMap(({ document }) => {
      if (document?.link !== 'ambiguous' || document.reference === undefined) return [];
      const { code, reference } = document;
      return [[`${code} ${reference}`, { code, reference }] as const];
    }),
  );
  return unclear.size === 0 ? undefined : [...unclear.values()].slice(0, MOST_UNCLEAR);
}

const MOST_UNCLEAR = 100;

/** Of so many reasons a list says the sentence. */
const MOST_TOLD = 2;

/** Reasons that bear on the outcome, the gravest first, each once, with the items that they are of. */
function reasonsOf({ findings }: Decision): DeclarationBody['reasons'] {
  const byCode = new Map<string, { readonly items: number[]; readonly reason: Reason }>();
  for (const { item, reasons } of findings) {
    for (const reason of reasons) {
      const known = byCode.get(reason.code) ?? { items: [], reason };
      if (!known.items.includes(item)) known.items.push(item);
      byCode.set(reason.code, known);
    }
  }
  return [...byCode.values()]
    .toSorted((left, right) => OUTCOMES.indexOf(right.reason.outcome) - OUTCOMES.indexOf(left.reason.outcome))
    .slice(0, 100)
    .map(({ items, reason: { code, actor, outcome, sentence, values } }, place) => ({
      code,
      actor,
      items,
      outcome,
      ...(place < MOST_TOLD ? { sentence: { ...sentence }, values: { ...values } } : {}),
    }));
}

async function writeAlerts(
  transaction: Transaction,
  alerts: readonly CaseAlert[],
  by: Performance,
): Promise<void> {
  const entries = await entriesOf(transaction, alerts);
  const told = new Map<string, DeclarationEntry>();
  // One act for each: several alerts of one declaration follow one another.
  for (const { claimant, cause, certificate } of alerts) {
    const entry = entries.get(claimant);
    if (entry === undefined || entry.state === 'withdrawn' || entry.state === 'annulled') continue;
    const named =
      certificate === undefined
        ? {}
        : {
            certificate: {
              country: certificate.country,
              authority: certificate.authority,
              number: certificate.number,
            },
          };
    const [written] = await takeActions(
      transaction,
      declarationRecord,
      [
        {
          id: entry.id,
          action: 'alert',
          input: { code: cause, ...named },
          change: { touched: by.now.toISOString() },
        },
      ],
      by,
    );
    if (written !== undefined) told.set(entry.id, written.entry);
  }
  await raise(transaction, [...told.values()], 'look-at-alert', by);
}
