import type { Clock, RandomBytes } from '../base/index.ts';
import type { Database, Statement } from '../database/index.ts';
import type { Exchange } from '../exchange/index.ts';
import type { ParameterTables } from '../ledger/parameters/index.ts';
import {
  declarationKeeper,
  openDeclarations,
  outcomeTeller,
  type Declarations,
  type InquiryDesk,
} from '../systems/customs/declaration/index.ts';
import { CommodityCheck } from '../systems/customs/nomenclature/index.ts';
import { agreementParameter } from '../systems/ecert/agreements/index.ts';
import { readChanges } from '../systems/ecert/changes/index.ts';
import { certificateSource } from '../systems/ecert/facts/index.ts';
import type { TrustSource } from '../systems/ecert/index.ts';
import { Inquiries, type InquiryOptions } from '../systems/ecert/inquiry/index.ts';
import { openCases, type OpenCases } from '../verification/cases/index.ts';
import { RuleShelf } from '../verification/parameters/index.ts';
import { partnerStanding } from './partner-standing.ts';
import { repeating } from './repeating.ts';

/** Customs in one process: declarations, and the cases that are decided on them. */
export interface Customs {
  readonly declarations: Declarations;
  readonly cases: OpenCases;
  /** Rules of officials as books. */
  readonly rules: RuleShelf;
}

export interface CustomsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly trust: Pick<TrustSource, 'anchors'>;
  readonly parameters: ParameterTables;
  readonly exchange: Pick<Exchange, 'post'> & {
    readonly partners: Pick<Exchange['partners'], 'all' | 'find'>;
    readonly traffic: Pick<Exchange['traffic'], 'alarms'>;
  };
  readonly inquiries: Pick<InquiryOptions, 'terms' | 'poster'>;
  readonly onCommitted: () => void;
  readonly onFault: (error: unknown) => void;
}

/** Binds verification to who keeps certificates, declarations and inquiries, which know nothing of one another. */
export function openCustoms(parts: CustomsParts): Customs {
  const { database, trust, parameters, exchange } = parts;
  const rules = new RuleShelf(parameters, [agreementParameter]);
  const tell = outcomeTeller(exchange);
  const commodities = new CommodityCheck(parameters);
  const cases = openCases({
    ...parts,
    ruleBooks: rules,
    documents: certificateSource({ database, anchors: () => trust.anchors() }),
    keepers: [declarationKeeper(tell)],
    standing: partnerStanding(parts),
  });
  const declarations = openDeclarations({
    ...parts,
    cases,
    tell,
    commodities: (asked) => commodities.check(asked),
    inquiries: inquiryDesk(parts),
    secondOfficialFrom: async (owner, day) => (await rules.inForce(owner, day)).practice.secondOfficialFrom,
  });
  return { declarations, cases, rules };
}

const CERTIFICATE: Statement = {
  name: 'customs-certificate',
  text: 'select id from certificate where country = $1 and authority = $2 and number = $3',
};

/** Inquiries of customs are those of every official: asked under the caller's own scope, answered in the same thread. */
function inquiryDesk({ database, inquiries: terms, ...parts }: CustomsParts): InquiryDesk {
  const inquiries = new Inquiries({ ...parts, ...terms, database });
  return {
    async ask(caller, { country, authority, number }, text) {
      const [found] = await database.read<{ id: string }>(caller.scope, CERTIFICATE, [
        country,
        authority,
        number,
      ]);
      if (found === undefined) return undefined;
      const writer = { ...caller, name: caller.name ?? '' };
      const { entry } = await inquiries.open(found.id, { content: text }, writer);
      return { id: entry.id };
    },
    async answers(from, limit) {
      const { changes, next } = await readChanges(database, from, limit);
      const answered = changes.filter(({ kind, action }) => kind === 'inquiry' && action === 'answer');
      return { inquiries: [...new Set(answered.map(({ record }) => record))], next };
    },
  };
}

const POLL_MILLISECONDS = 2_000;

/** Takes answers of issuers into their cases until it is stopped. */
export function startAnswers(
  declarations: Pick<Declarations, 'followAnswers'>,
  onFault: (error: unknown) => void,
): () => Promise<void> {
  const takeAll = async (): Promise<void> => {
    while (await declarations.followAnswers());
  };
  return repeating(POLL_MILLISECONDS, takeAll, onFault);
}
