import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  keepSigners,
  openAccess,
  openSigningIn,
  trustParameters,
  TrustRegister,
  type Access,
  type SigningIn,
} from '../access/index.ts';
import type { Clock, RandomBytes } from '../base/index.ts';
import type { Configuration } from '../configuration/index.ts';
import type { Database } from '../database/index.ts';
import { ParameterTables } from '../ledger/parameters/index.ts';
import { Figures } from '../systems/ecert/figures/index.ts';
import { Forgeries } from '../systems/ecert/forgeries/index.ts';
import { commodityCheckParameter, nomenclatureParameter } from '../systems/customs/nomenclature/index.ts';
import { applicationTerm, ecertParameters, inquiryTerm } from '../systems/ecert/parameters/index.ts';
import { openEvidence, type Evidence, type Sequencing } from '../evidence/index.ts';
import { exchangeParameters, type Exchange } from '../exchange/index.ts';
import { ecertHandlers } from '../systems/ecert/exchanging/index.ts';
import { createIntake, createIssuing, type Intake, type Issuing } from '../systems/ecert/index.ts';
import {
  createApplications,
  createBatches,
  loadedModels,
  rulesOf,
  type Applications,
  type Batches,
  type RuleScope,
} from '../systems/ecert/application/index.ts';
import { joinedModels, shippedModels } from '../systems/ecert/models/index.ts';
import { answerNow, type SealingKey } from '../crypto/index.ts';
import { RuleShelf } from '../verification/parameters/index.ts';
import { previewedParameters, Simulations } from '../verification/simulation/index.ts';
import { parsePolicy, runNow, type LogPolicy } from '../../verify/core/index.ts';
import { openKeys, type Keys } from './keys.ts';
import { PlatformError } from './error.ts';
import { addRoads, type MailRoad } from './mail-road.ts';
import { exchangeParts, openHouseExchange, type ExchangeParts } from './exchange.ts';
import { openCustoms, type Customs, type CustomsParts } from './customs.ts';
import { openStorage, type Storage } from './storage.ts';
import { openVerificationFigures } from './verification-figures.ts';

/** The rooms of one process, put together. */
export interface House {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly storage: Storage['kind'];
  readonly database: Database;
  readonly keys: Keys;
  readonly access: Access;
  readonly signingIn: SigningIn;
  readonly trust: TrustRegister;
  readonly parameters: ParameterTables;
  readonly forgeries: Forgeries;
  readonly figures: Figures;
  readonly evidence: Evidence;
  readonly sequencing: Sequencing;
  readonly intake: Intake;
  readonly issuing: Issuing;
  readonly applications: Applications;
  readonly batches: Batches;
  /** Declarations, and the cases that are decided on them. */
  readonly customs: Customs;
  readonly simulations: Simulations;
  /** The switch centre; its roads are added to `exchangeParts.channels`. */
  readonly exchange: Exchange;
  readonly exchangeParts: ExchangeParts;
  /** Takes in exchange keys that were put into the key folder since. */
  refreshExchangeKeys(): Promise<void>;
  /** Mail as a road; absent where no address is configured. */
  readonly mailRoad: MailRoad | undefined;
  readonly policy: LogPolicy | undefined;
  /** The key that seals for an office, or else for its authority; absent where none is installed here. */
  readonly sealKeyOf: (authority: string, office: string | undefined) => SealingKey | undefined;
  /** Seal keys installed here, by authority or office. */
  readonly sealKeys: () => ReadonlyMap<string, SealingKey>;
  /** Takes in seal keys that were put into the key folder since, and keeps their certificates for ever. */
  refreshSealKeys(): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly jitter: () => number;
  /** A command beside a running server joins its database; the server itself does not join another's. */
  readonly join: boolean;
  readonly onFault: (
    what: 'trust' | 'sequencer' | 'database' | 'witness' | 'figures' | 'keys' | 'exchange' | 'cases',
    error?: unknown,
  ) => void;
  /** Gives the trust that the intake goes by (default: the register's own). */
  readonly intakeTrust?: (trust: TrustRegister) => Parameters<typeof createIntake>[0]['trust'];
}

const TRUST_REFRESH_MILLISECONDS = 5_000;
const FIGURES_MILLISECONDS = 1_000;
/** How often a process looks whether a simulation waits that another has taken in. */
const SIMULATIONS_MILLISECONDS = 5_000;

/** Puts the house together, from the database up; what was opened is closed again when a later part fails. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { configuration, clock, random, onFault } = options;
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of opened.toReversed().splice(0)) await each();
    opened.length = 0;
  };
  try {
    const folder = path.join(path.resolve(configuration.dataFolder), 'keys');
    const keys = await openKeys(folder, configuration.logOrigin);
    const { seals } = keys;
    const storage = await openStorage(configuration, {
      join: options.join,
      jitter: options.jitter,
      onUnexpectedEnd: () => {
        onFault('database');
      },
    });
    opened.push(() => storage.close());
    const { database } = storage;
    const { policy, evidence, sequencing } = await openLog(options, database, keys);
    opened.push(() => evidence.close());
    await keepPublicParts(options, database, seals);
    const trust = await TrustRegister.open(database);
    trust.keepFresh(TRUST_REFRESH_MILLISECONDS, (error) => {
      onFault('trust', error);
    });
    opened.push(async () => {
      trust.close();
    });
    const refreshSealKeys = async (): Promise<void> => {
      if (!(await seals.refresh())) return;
      await keepPublicParts(options, database, seals);
      await trust.refresh();
    };
    opened.push(lookAgain(refreshSealKeys, onFault));
    const shared = { database, clock, random, codeKey: keys.code, onCommitted: () => sequencing.wake() };
    const parts = exchangeParts();
    const mailRoad = await addRoads(parts.channels, { ...options, keyFolder: folder, secret: keys.code });
    const registers = await openRegisters({ ...shared, trust, address: parts.address }, onFault, opened);
    const { parameters } = registers;
    const exchangeHouse = { ...shared, trust, jitter: options.jitter, parameters, keyFolder: folder };
    const ways = await openHouseExchange(parts, exchangeHouse, (error) => onFault('exchange', error));
    const { exchange, poster, translate, refreshKeys } = ways;
    opened.push(lookAgain(refreshKeys, onFault));
    const intake = createIntake({
      ...shared,
      trust: options.intakeTrust?.(trust) ?? trust,
      workers: configuration.workers,
      maximumBytes: configuration.bodyLimitBytes,
      poster,
    });
    opened.push(() => intake.close());
    const sealKeyOf: House['sealKeyOf'] = (authority, office) =>
      (office === undefined ? undefined : seals.current().get(office)) ?? seals.current().get(authority);
    const terms = (owner: RuleScope) => inquiryTerm(parameters, owner);
    parts.handlers.push(...ecertHandlers({ ...shared, intake, terms, translate }));
    const cases = { ...shared, trust, parameters, exchange, inquiries: { terms, poster } };
    const verification = openVerification(cases, options, opened);
    return {
      ...openDesk({ ...shared, trust, sealKeyOf, parameters, poster }),
      configuration,
      clock,
      random,
      storage: storage.kind,
      database,
      keys,
      access: openAccess({ database, clock, random }),
      signingIn: openSigningIn({ database, clock, random, secretKey: keys.secrets }),
      trust,
      ...registers,
      evidence,
      sequencing,
      intake,
      ...verification,
      exchange,
      exchangeParts: parts,
      refreshExchangeKeys: refreshKeys,
      mailRoad,
      policy,
      sealKeyOf,
      sealKeys: () => seals.current(),
      refreshSealKeys,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Declarations and the cases on them, drafts of rules tried on these, and what is counted of them. */
function openVerification(
  parts: Omit<CustomsParts, 'onFault'>,
  { configuration, onFault }: HouseOptions,
  opened: (() => Promise<void>)[],
): Pick<House, 'customs' | 'simulations'> {
  const faulty = (error: unknown): void => {
    onFault('cases', error);
  };
  const customs = openCustoms({ ...parts, onFault: faulty });
  const { rules: books } = customs;
  const simulations = new Simulations({ ...parts, books, threads: configuration.workers, onFault: faulty });
  opened.push(() => simulations.close());
  simulations.start(SIMULATIONS_MILLISECONDS);
  const counted = openVerificationFigures(parts.database, books);
  opened.push(() => counted.close());
  counted.keepFollowing(FIGURES_MILLISECONDS, (error) => {
    onFault('figures', error);
  });
  return { customs, simulations };
}

/** What offices issue with, each part by the same rules. */
function openDesk(
  parts: Omit<Parameters<typeof createIssuing>[0], 'rules'> & { readonly parameters: ParameterTables },
): Pick<House, 'issuing' | 'applications' | 'batches'> {
  const { parameters } = parts;
  const rules = rulesOf(parameters);
  const models = joinedModels(shippedModels, loadedModels(parameters));
  const terms = (owner: RuleScope) => applicationTerm(parameters, owner);
  const desk = { ...parts, models, rules, terms };
  return {
    issuing: createIssuing({ ...parts, rules }),
    applications: createApplications(desk),
    batches: createBatches(desk),
  };
}

/** Papers that a key sealed are to verify when the key is gone. */
function keepPublicParts(
  { clock, random }: HouseOptions,
  database: Database,
  seals: Keys['seals'],
): Promise<void> {
  const signers = [...seals.current()].map(([owner, { certificate, intermediates }]) => ({
    owner,
    certificate,
    intermediates,
  }));
  return keepSigners({ database, clock, random }, signers);
}

/** Looks at the key folder now and then; a fault that lasts is told once. Returns what ends it. */
function lookAgain(refresh: () => Promise<void>, onFault: HouseOptions['onFault']): () => Promise<void> {
  let isFaulty = false;
  const look = async (): Promise<void> => {
    await refresh();
    isFaulty = false;
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      if (!isFaulty) onFault('keys', error);
      isFaulty = true;
    });
  }, TRUST_REFRESH_MILLISECONDS).unref();
  return async () => {
    clearInterval(timer);
  };
}

/** The evidence log, sequenced by this process in turn with others, and witnessed where a policy asks for it. */
async function openLog(
  { configuration, clock, onFault }: HouseOptions,
  database: Database,
  keys: Keys,
): Promise<Pick<House, 'policy' | 'evidence' | 'sequencing'>> {
  const policy = await witnessPolicy(configuration);
  const evidence = openEvidence({
    database,
    signer: keys.log,
    clock,
    ...(policy === undefined ? {} : { policy }),
  });
  const sequencing = await evidence.sequence({
    onFault: (error) => {
      onFault('sequencer', error);
    },
  });
  if (policy !== undefined && policy.quorum !== 'none') {
    evidence
      .gather({
        onRefusal: () => {
          onFault('witness');
        },
      })
      .start();
  }
  return { policy, evidence, sequencing };
}

/** What this process keeps in memory of the ledger and takes in anew now and then. */
async function openRegisters(
  shared: Pick<House, 'database' | 'clock' | 'random' | 'trust'> & {
    readonly onCommitted: () => void;
    readonly address: ExchangeParts['address'];
  },
  onFault: HouseOptions['onFault'],
  opened: (() => Promise<void>)[],
): Promise<Pick<House, 'parameters' | 'forgeries' | 'figures'>> {
  const { database, clock, random, trust, address } = shared;
  const stale = (error: unknown): void => {
    onFault('trust', error);
  };
  const definitions = [
    ...ecertParameters,
    ...trustParameters({ random, database }),
    ...exchangeParameters(address),
    ...previewedParameters(() => new RuleShelf(parameters), clock),
    nomenclatureParameter,
    commodityCheckParameter,
  ];
  const parameters: ParameterTables = await ParameterTables.open({ ...shared, definitions });
  opened.push(async () => {
    parameters.close();
  });
  parameters.keepFresh(TRUST_REFRESH_MILLISECONDS, stale);
  const forgeries = await Forgeries.open({ ...shared, authorities: () => trust.authorities() });
  opened.push(async () => {
    forgeries.close();
  });
  forgeries.keepFresh(TRUST_REFRESH_MILLISECONDS, stale);
  const figures = new Figures({ database });
  opened.push(() => figures.close());
  figures.keepFollowing(FIGURES_MILLISECONDS, (error) => {
    onFault('figures', error);
  });
  return { parameters, forgeries, figures };
}

async function witnessPolicy({ witnessPolicy: file }: Configuration): Promise<LogPolicy | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  });
  const reading = runNow(parsePolicy(text), answerNow);
  if (!reading.read)
    throw new PlatformError('policy-unreadable', { file, fault: reading.fault, line: reading.line });
  return reading.policy;
}
