import type { Scope, Session } from '../../../database/index.ts';
import { allowedActions, getRecord, LedgerError, readHistory, searchRecords } from '../../../ledger/index.ts';
import { plainDecimal, readBook } from '../../../ledger/accounts/index.ts';
import { addDecimals, parseDecimal, type Decimal } from '../../../base/index.ts';
import { certificateAccount, type StoredDecision } from '../../../verification/cases/index.ts';
import type { DocumentKey } from '../../../verification/facts/index.ts';
import { takeAct, wantsSecondOfficial } from './acting.ts';
import { askIssuer, followAnswers } from './asking.ts';
import type {
  ComparedAccount,
  DeclarationCaller,
  DeclarationComparison,
  DeclarationEntry,
  DeclarationOptions,
  Declarations,
  DeclarationVersion,
  DeclarationView,
  FullVersion,
  Feed,
  Lodged,
  Lodging,
} from './contract.ts';
import { countDeclarations } from './counting.ts';
import { declarationRecord } from './declaration-record.ts';
import { DeclarationError } from './error.ts';
import { readFeed } from './feed.ts';
import { claimantOf } from './lib/naming.ts';
import { officeOf } from './lib/owning.ts';
import { namesOf } from './lib/people.ts';
import { listVersions, readBytes, readVersion } from './lib/version-storage.ts';
import { amend, enteringOf, findByNumber, lodge, stated } from './lodging.ts';
import { lookedUp } from './looking-up.ts';

const SYSTEM: Scope = { kind: 'system' };

/** Opens the declarations of one process. */
export function openDeclarations(options: DeclarationOptions): Declarations {
  return new Desk(options);
}

class Desk implements Declarations {
  readonly #options: DeclarationOptions;

  constructor(options: DeclarationOptions) {
    this.#options = options;
  }

  async lodge(caller: DeclarationCaller, lodging: Lodging): Promise<Lodged> {
    return this.#decided(caller, await lodge(this.#options, caller, lodging));
  }

  async amend(
    caller: DeclarationCaller,
    { id, version, ...content }: Parameters<Declarations['amend']>[1],
  ): Promise<Lodged> {
    const before = await this.get(caller, id);
    return this.#decided(caller, await amend(this.#options, caller, { ...content, before, version }));
  }

  search({ scope }: DeclarationCaller, { filters, ...rest }: Parameters<Declarations['search']>[1]) {
    return searchRecords(this.#options.database, scope, declarationRecord, { ...rest, filters });
  }

  /** Who may not see it is told that it is not there. */
  async get({ scope }: DeclarationCaller, id: string): Promise<DeclarationEntry> {
    const entry = await getRecord(this.#options.database, scope, declarationRecord, id);
    if (entry === undefined) throw new LedgerError('record-not-found', { id });
    return entry;
  }

  async read(caller: DeclarationCaller, id: string): Promise<DeclarationView> {
    const { database, clock } = this.#options;
    const entry = await this.get(caller, id);
    const [version, decision] = await this.#system(
      async (session) =>
        [await versionInForce(session, entry), await this.#lastDecision(session, entry)] as const,
    );
    const declarantClass = decision?.input.declaration.declarantClass;
    return {
      entry,
      version,
      ...(decision === undefined ? {} : { decision }),
      ...(declarantClass === undefined ? {} : { declarantClass }),
      actions: actionsFor(entry, caller),
      secondOfficial: await wantsSecondOfficial(this.#options, entry, clock()),
      people: await namesOf(database, caller, actorsOf(entry, version)),
    };
  }

  async history(caller: DeclarationCaller, id: string): ReturnType<Declarations['history']> {
    const entry = await this.get(caller, id);
    return this.#system(async (session) => ({
      entry,
      lines: await readHistory(session, declarationRecord, id),
      versions: await listVersions(session, id),
    }));
  }

  async decisions(
    caller: DeclarationCaller,
    id: string,
    after: number,
    limit: number,
  ): ReturnType<Declarations['decisions']> {
    const { cases } = this.#options;
    const entry = await this.get(caller, id);
    const items = await this.#system((session) => cases.decisions(session, claimantOf(entry), after, limit));
    return { entry, items };
  }

  async decision(caller: DeclarationCaller, id: string, place: number): ReturnType<Declarations['decision']> {
    const { cases } = this.#options;
    const entry = await this.get(caller, id);
    const decision = await this.#system((session) => cases.decision(session, claimantOf(entry), place));
    if (decision === undefined) throw new DeclarationError('decision-not-found', { place });
    return { entry, decision };
  }

  async replay(caller: DeclarationCaller, id: string, place: number): ReturnType<Declarations['replay']> {
    const { decision } = await this.decision(caller, id, place);
    return this.#options.cases.replay(decision);
  }

  async compare(caller: DeclarationCaller, id: string): Promise<DeclarationComparison> {
    const entry = await this.get(caller, id);
    return this.#system(async (session) => {
      const version = await versionInForce(session, entry);
      const decision = await this.#lastDecision(session, entry);
      const accounts = await accountsOf(session, entry, decision);
      return { entry, version, ...(decision === undefined ? {} : { decision }), accounts };
    });
  }

  async act(
    caller: DeclarationCaller,
    { id, action, input, version }: Parameters<Declarations['act']>[1],
  ): Promise<DeclarationEntry> {
    const { cases, onCommitted } = this.#options;
    const before = await this.get(caller, id);
    const seen = version ?? before.version;
    if (action === 'inquire') {
      // The route has checked the input by the schema of the action.
      const { certificate, text } = input as { certificate: DocumentKey; text: string };
      const asked = await askIssuer(this.#options, caller, { before, certificate, text, version: seen });
      onCommitted?.();
      return asked;
    }
    const { due } = await takeAct(this.#options, caller, { before, action, input, version: seen });
    if (due === true) {
      const standing = await this.#system((session) => cases.read(session, claimantOf(before)));
      if (standing !== undefined) await cases.decide(standing.id);
    }
    onCommitted?.();
    return this.get(caller, id);
  }

  async whatIf(caller: DeclarationCaller, lodging: Lodging): ReturnType<Declarations['whatIf']> {
    const { database, cases, clock, commodities } = this.#options;
    const { facts, reading, office } = await this.#system(async (session) => {
      const what = await stated(session, caller, lodging, clock());
      return { ...what, office: await officeOf(session, what.facts.authority, what.facts.office) };
    });
    const { findings } = lookedUp(reading, facts, commodities);
    // Only of a declaration that the caller sees is what it holds already told apart from what others hold.
    const own = await findByNumber(database, caller.scope, facts);
    const asked =
      own === undefined
        ? { declaration: facts, ...(office === undefined ? {} : { office }) }
        : enteringOf(own, { ...facts, version: own.body.revision + 1 });
    return { decision: await cases.whatIf(asked), number: facts.number, findings };
  }

  async content(
    caller: DeclarationCaller,
    id: string,
    revision: number,
  ): ReturnType<Declarations['content']> {
    await this.get(caller, id);
    return this.#system((session) => readBytes(session, id, revision));
  }

  counts({ scope }: DeclarationCaller): ReturnType<Declarations['counts']> {
    return countDeclarations(this.#options.database, scope);
  }

  feed({ scope }: DeclarationCaller, after: string | undefined, limit: number): Promise<Feed> {
    return readFeed(this.#options.database, scope, after, limit);
  }

  async followAnswers(): Promise<boolean> {
    const more = await followAnswers(this.#options);
    if (more) this.#options.onCommitted?.();
    return more;
  }

  #system<Result>(act: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#options.database.transaction(SYSTEM, act);
  }

  async #lastDecision(session: Session, entry: DeclarationEntry): Promise<StoredDecision | undefined> {
    const { decision } = entry.body;
    return decision === undefined
      ? undefined
      : this.#options.cases.decision(session, claimantOf(entry), decision);
  }

  /** What was lodged is there whatever becomes of the decision: a worker makes it where this one fails. */
  async #decided(
    caller: DeclarationCaller,
    { entry, created, case: due }: Lodged & { readonly case?: string },
  ): Promise<Lodged> {
    if (due !== undefined) await this.#options.cases.decide(due);
    this.#options.onCommitted?.();
    return { entry: due === undefined ? entry : await this.get(caller, entry.id), created };
  }
}

async function versionInForce(session: Session, entry: DeclarationEntry): Promise<FullVersion> {
  const version = await readVersion(session, entry.id, entry.body.revision);
  if (version === undefined) throw new Error('a declaration has the version it names');
  return version;
}

/** What the caller may do now, by the names that the API has. */
function actionsFor(entry: DeclarationEntry, caller: DeclarationCaller): readonly string[] {
  const kept = allowedActions(declarationRecord.lifecycle, entry, caller).filter((action) => {
    if (action === 'propose-overrule') return false;
    const { proposed, annulling, finalised } = entry.body;
    if (action === 'propose-annul') return annulling === undefined && finalised?.result === 'released';
    if (action === 'confirm-overrule') return proposed !== undefined && !proposes(proposed, caller);
    if (action === 'confirm-annul') return annulling !== undefined && !proposes(annulling, caller);
    if (action === 'decline-annul') return annulling !== undefined;
    return action !== 'decline-overrule' || proposed !== undefined;
  });
  const isParty = declarationRecord.isParty?.(caller.scope, entry) === true;
  const asTrader = [...declarationRecord.lifecycle.actions]
    .filter(([, action]) => action.by === 'party' && action.from.includes(entry.state))
    .filter(([, action]) => isParty && caller.may(action.permission))
    .map(([name]) => name);
  return [...asTrader, ...kept];
}

function proposes(
  proposed: NonNullable<DeclarationEntry['body']['proposed' | 'annulling']>,
  { actor, behalf }: DeclarationCaller,
): boolean {
  const first = [proposed.by, proposed.behalf];
  return first.includes(actor) || (behalf !== undefined && first.includes(behalf));
}

function actorsOf({ body }: DeclarationEntry, { actor }: DeclarationVersion): readonly string[] {
  const { overruled, proposed, finalised, withdrawn, annulling, annulled } = body;
  const acts = [
    overruled,
    overruled?.confirmed,
    proposed,
    finalised,
    withdrawn,
    annulling,
    annulled,
    annulled?.confirmed,
  ];
  return [...new Set([actor, ...acts.flatMap((act) => act?.by ?? [])])];
}

/** Accounts of the certificates that the decision compared, as they are now. */
async function accountsOf(
  session: Session,
  entry: DeclarationEntry,
  stored: StoredDecision | undefined,
): Promise<readonly ComparedAccount[]> {
  const compared: ComparedAccount[] = [];
  for (const { country, authority, number } of stored?.decision.versions.certificates ?? []) {
    const key = { country, authority, number };
    const found = await readBook(session, certificateAccount(entry.country, key));
    if (found === undefined) continue;
    const { book, shares } = found;
    const own = shares.filter(({ claimant }) => claimant === claimantOf(entry));
    compared.push({
      ...key,
      lines: book.lines.map(({ line, unit, limit, held, consumed }) => ({
        line,
        unit,
        limit: plainDecimal(limit),
        held: plainDecimal(held),
        consumed: plainDecimal(consumed),
        own: plainDecimal(
          own
            .filter((share) => share.line === line)
            .reduce((sum, { quantity }) => addDecimals(sum, quantity), ZERO),
        ),
      })),
    });
  }
  return compared;
}

const ZERO: Decimal = parseDecimal('0') ?? { coefficient: 0n, scale: 0 };
