import { newRandom } from '../../../crypto/index.ts';
import type { Database, Session, Transaction } from '../../../database/index.ts';
import { systemCaller, type Performance } from '../../../ledger/index.ts';
import { readBook, plainDecimal } from '../../../ledger/accounts/index.ts';
import type { DeclarationFacts, DocumentKey } from '../../facts/index.ts';
import { certificateAccount } from '../naming.ts';
import { openCases, type CasesOptions, type OpenCases } from '../open-cases.ts';
import { testBooks } from './book.ts';
import { addDeclaration, TEST_DESK, testDesk } from './desk.ts';
import { PAPER_LEDGER, paperLedger } from './paper-ledger.ts';

const SYSTEM = { kind: 'system' } as const;

/** Cases over a database of a test's own, with everything around them. */
export interface Setting {
  readonly cases: OpenCases;
  readonly now: { value: Date };
  /** Countries whose road is down. */
  readonly down: Set<string>;
  act<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  by(): Performance;
  /** Enters a version of a declaration and decides it. */
  declare(facts: DeclarationFacts): ReturnType<OpenCases['decide']>;
  /** Held, consumed and certified of a line, as the account of China says. */
  account(key: DocumentKey, line?: number): Promise<readonly string[] | undefined>;
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export function claimantOf({ country, authority, number }: DocumentKey): string {
  return `declaration/${country}/${authority}/${number}`;
}

/** Makes the tables of a test's ledger and desk. */
export async function prepareSetting(administrator: Session): Promise<void> {
  await administrator.query(PAPER_LEDGER);
  await administrator.query(TEST_DESK);
}

export function openSetting(database: Database, more: Partial<CasesOptions> = {}): Setting {
  const now = { value: new Date('2026-06-01T09:00:00Z') };
  const down = new Set<string>();
  const cases = openCases({
    database,
    clock: () => now.value,
    random: newRandom,
    ruleBooks: testBooks,
    documents: paperLedger(database),
    keepers: [testDesk],
    standing: {
      of: (_session, _declaration, countries) =>
        Promise.resolve(
          countries.map((country) => ({
            country,
            inForce: true,
            paperless: true,
            reachable: !down.has(country),
          })),
        ),
      reachable: (_country, partners) =>
        Promise.resolve(new Set(partners.filter((partner) => !down.has(partner)))),
    },
    ...more,
  });
  const act: Setting['act'] = (work) => database.transaction(SYSTEM, work);
  const by = (): Performance => ({
    caller: systemCaller('account/trader'),
    now: now.value,
    random: newRandom,
  });
  return {
    cases,
    now,
    down,
    act,
    by,
    async declare(facts) {
      const claimant = claimantOf(facts);
      const { id } = await act(async (transaction) => {
        await cases.lock(transaction, claimant);
        await addDeclaration(transaction, claimant, facts);
        const { office } = facts;
        return cases.enter(
          transaction,
          { claimant, declaration: facts, ...(office === undefined ? {} : { office }) },
          by(),
        );
      });
      return cases.decide(id);
    },
    async account(key, number = 1) {
      const read = await act((transaction) => readBook(transaction, certificateAccount('CN', key)));
      const line = read?.book.lines.find((each) => each.line === number);
      return line === undefined ? undefined : [line.held, line.consumed, line.limit].map(plainDecimal);
    },
    query: (text, values = []) => database.read(SYSTEM, { name: '', text }, values),
  };
}
