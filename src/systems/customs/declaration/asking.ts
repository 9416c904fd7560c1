import type { Scope, Statement, Transaction } from '../../../database/index.ts';
import {
  allowedActions,
  ENTRY_COLUMNS,
  LedgerError,
  takeAction,
  takeActions,
  systemCaller,
  type EntryRow,
  type Performance,
} from '../../../ledger/index.ts';
import type { DocumentKey } from '../../../verification/facts/index.ts';
import type { DeclarationCaller, DeclarationEntry, DeclarationOptions } from './contract.ts';
import { declarationRecord } from './declaration-record.ts';
import { DeclarationError } from './error.ts';
import { raise } from './following.ts';
import { claimantOf } from './lib/naming.ts';

const SYSTEM: Scope = { kind: 'system' };
const PORTION = 500;

const REMEMBER: Statement = {
  name: 'declaration-inquiry-keep',
  text: 'insert into declaration_inquiry (country, inquiry, declaration) values ($1, $2, $3) on conflict do nothing',
};
const ASKED: Statement = {
  name: 'declaration-inquiry-asked',
  text: `select i.inquiry, ${ENTRY_COLUMNS.split(', ')
    .map((name) => `d.${name}`)
    .join(', ')}
         from declaration_inquiry i join declaration d on d.id = i.declaration and d.country = i.country
         where i.inquiry = any($1::uuid[]) order by d.id`,
};
const POSITION: Statement = {
  name: 'declaration-answers-position',
  text: 'select position::text as position from declaration_answers',
};
/** Before the first question there is no answer: the log is followed from where it then ends. */
const BEGIN: Statement = {
  name: 'declaration-answers-begin',
  text: `insert into declaration_answers (position) select coalesce(max(index) + 1, 0) from evidence_sequence
         on conflict (single) do nothing`,
};
/** Goes on only from where it was read: of several processes one takes a portion in. */
const ADVANCE: Statement = {
  name: 'declaration-answers-advance',
  text: 'update declaration_answers set position = $2 where position = $1 returning position',
};

/** What an official asks the issuer of a certificate that the declaration cites. */
export interface Question {
  readonly before: DeclarationEntry;
  readonly certificate: DocumentKey;
  readonly text: string;
  readonly version: number;
}

/**
 * Asks the issuer. The inquiry is opened first, in its keeper's own transaction: where the second one fails, the question still
 * stands and is asked, only its answer does not find back; asking again is possible.
 * @throws {DeclarationError} `inquiry-not-possible`.
 */
export async function askIssuer(
  { database, cases, inquiries, clock, random }: DeclarationOptions,
  caller: DeclarationCaller,
  { before, certificate, text, version }: Question,
): Promise<DeclarationEntry> {
  if (version !== before.version)
    throw new LedgerError('record-version-stale', { expected: version, current: before.version });
  // What the ledger would refuse afterwards must not leave a question behind that nobody finds.
  if (!allowedActions(declarationRecord.lifecycle, before, caller).includes('inquire'))
    throw new LedgerError('action-not-allowed', { action: 'inquire', state: before.state });
  const opened = await inquiries.ask(caller, certificate, text);
  if (opened === undefined)
    throw new DeclarationError('inquiry-not-possible', { number: certificate.number });
  const by: Performance = { caller, now: clock(), random };
  return database.transaction(SYSTEM, async (transaction) => {
    await cases.lock(transaction, claimantOf(before));
    const { entry } = await takeAction(
      transaction,
      declarationRecord,
      {
        id: before.id,
        action: 'inquire',
        input: { certificate, text, inquiry: opened.id },
        change: { touched: by.now.toISOString() },
      },
      by,
    );
    await transaction.query(BEGIN);
    await transaction.query(REMEMBER, [before.country, opened.id, before.id]);
    return entry;
  });
}

/** Takes a portion of answers into their cases: a due mark, the state of the question, and somebody's work. */
export async function followAnswers(options: DeclarationOptions): Promise<boolean> {
  const { database, inquiries, clock, random } = options;
  const [at] = await database.read<{ position: string }>(SYSTEM, POSITION);
  if (at === undefined) {
    await database.transaction(SYSTEM, (transaction) => transaction.query(BEGIN));
    return false;
  }
  const from = Number(at.position);
  const { inquiries: answered, next } = await inquiries.answers(from, PORTION);
  if (next === from) return false;
  const by: Performance = { caller: systemCaller('rule'), now: clock(), random };
  await database.transaction(SYSTEM, async (transaction) => {
    const moved = await transaction.query(ADVANCE, [from, next]);
    if (moved.length === 0 || answered.length === 0) return;
    for (const asked of await transaction.query<AskedRow>(ASKED, [answered]))
      await takeIn(options, { transaction, asked }, by);
  });
  return true;
}

type AskedRow = EntryRow & { readonly inquiry: string };

/** What is at its end when the case is locked needs no answer any more. */
async function takeIn(
  { cases }: DeclarationOptions,
  { transaction, asked }: { readonly transaction: Transaction; readonly asked: AskedRow },
  by: Performance,
): Promise<void> {
  const claimant = claimantOf(asked);
  const standing = await cases.lock(transaction, claimant);
  if (standing?.state !== 'open') return;
  const change = { touched: by.now.toISOString() };
  const written = await takeActions(
    transaction,
    declarationRecord,
    [{ id: asked.id, action: 'answer', input: { inquiry: asked.inquiry }, change }],
    by,
  );
  await cases.stir(transaction, claimant);
  await raise(
    transaction,
    written.map(({ entry }) => entry),
    'read-answer',
    by,
  );
}
