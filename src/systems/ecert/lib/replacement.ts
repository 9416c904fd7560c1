import type { Session, Statement, Transaction } from '../../../database/index.ts';
import {
  keeps,
  LedgerError,
  takeAction,
  type LedgerCaller,
  type Performance,
} from '../../../ledger/index.ts';
import { certificateRecord } from '../certificate-record.ts';
import { sendStatus, type Poster } from '../exchanging/outgoing.ts';

/** A certificate in force that names the one whose place it takes. */
export interface Successor {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  /** Number of the one that it replaces. */
  readonly replaces: string;
  /** SHA-256 of the document that says so, hex. */
  readonly digest: string;
  /** Whether the document bears its authority's own valid seal: then its word is the authority's. */
  readonly sealed: boolean;
}

interface Replaced {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly office: string | null;
}

const REPLACED: Statement = {
  name: 'certificate-replaced-by',
  text: `select c.* from unnest($1::text[], $2::text[], $3::text[]) as sought (country, authority, number)
         cross join lateral (
           select id, country, authority, number, office from certificate
           where country = sought.country and authority = sought.authority and number = sought.number
             and state = 'issued' limit 1) c
         order by c.id`,
};

/** Those of the named certificates that are in force, in one order for all writers. */
function inForce(session: Session, successors: readonly Successor[]): Promise<readonly Replaced[]> {
  return session.query<Replaced>(REPLACED, [
    successors.map(({ country }) => country),
    successors.map(({ authority }) => authority),
    successors.map(({ replaces }) => replaces),
  ]);
}

/**
 * Ends the certificates that others, of the same authority and in force, name as replaced, in the caller's
 * transaction. What is not in force, or not the caller's to change, stays as it is: the successor enters all the same.
 */
export async function endReplaced(
  transaction: Transaction,
  successors: readonly Successor[],
  by: Performance,
  poster?: Poster,
): Promise<void> {
  for (const old of await inForce(transaction, successors)) {
    const { id, office, ...key } = old;
    const successor = successors.find(
      ({ country, authority, replaces }) =>
        country === key.country && authority === key.authority && replaces === key.number,
    );
    if (successor === undefined || successor.number === key.number) continue;
    const caller = successor.sealed ? sealedCaller(by.caller) : by.caller;
    const isOurs = keeps(caller.scope, office === null ? key : { ...key, office });
    if (!isOurs || !caller.may('certificate.replace')) continue;
    const input = { successor: successor.number };
    const request = { id, action: 'replace', input, digest: successor.digest };
    try {
      const { entry } = await takeAction(transaction, certificateRecord, request, { ...by, caller });
      await sendStatus(poster, transaction, entry);
    } catch (error) {
      // Somebody ended it in the meantime, or the lodger's scope does not reach it.
      const isMissed =
        error instanceof LedgerError && ['action-not-allowed', 'action-forbidden'].includes(error.code);
      if (!isMissed) throw error;
    }
  }
}

/**
 * Who lodges what the authority has sealed does what the authority says, from whatever country. Only the ledger's own
 * checks are met so: the transaction keeps the lodger's scope, and row-level security asks for the sealed successor.
 */
function sealedCaller(caller: LedgerCaller): LedgerCaller {
  return {
    actor: caller.actor,
    scope: { kind: 'system' },
    ...(caller.behalf === undefined ? {} : { behalf: caller.behalf }),
    may: (permission) => permission === 'certificate.replace',
  };
}
