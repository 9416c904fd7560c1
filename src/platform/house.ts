import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
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
import { ecertParameters } from '../systems/ecert/parameters/index.ts';
import { openEvidence, type Evidence, type Sequencing } from '../evidence/index.ts';
import { createIntake, createIssuing, type Intake, type Issuing } from '../systems/ecert/index.ts';
import {
  createApplications,
  createBatches,
  loadedModels,
  rulesOf,
  type Applications,
  type Batches,
} from '../systems/ecert/application/index.ts';
import { joinedModels, shippedModels } from '../systems/ecert/models/index.ts';
import { answerNow, type SealKey } from '../crypto/index.ts';
import { parsePolicy, runNow, type LogPolicy } from '../../verify/core/index.ts';
import { openKeys, readSealKeys, type Keys } from './keys.ts';
import { PlatformError } from './error.ts';
import { openStorage, type Storage } from './storage.ts';

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
  readonly policy: LogPolicy | undefined;
  /** The key that seals for an office, or else for its authority; absent where none is installed here. */
  readonly sealKeyOf: (authority: string, office: string | undefined) => SealKey | undefined;
  /** Seal keys installed here, by authority or office. */
  readonly sealKeys: () => ReadonlyMap<string, SealKey>;
  /** Takes in seal keys that were put into the key folder since. */
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
    what: 'trust' | 'sequencer' | 'database' | 'witness' | 'figures',
    error?: unknown,
  ) => void;
  /** Gives the trust that the intake goes by (default: the register's own). */
  readonly intakeTrust?: (trust: TrustRegister) => Parameters<typeof createIntake>[0]['trust'];
}

const TRUST_REFRESH_MILLISECONDS = 5_000;
const FIGURES_MILLISECONDS = 1_000;

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
    let seals = keys.seals;
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
    const trust = await TrustRegister.open(database);
    trust.keepFresh(TRUST_REFRESH_MILLISECONDS, (error) => {
      onFault('trust', error);
    });
    opened.push(async () => {
      trust.close();
    });
    const shared = { database, clock, random, codeKey: keys.code, onCommitted: () => sequencing.wake() };
    const { parameters, forgeries, figures } = await openRegisters({ ...shared, trust }, onFault, opened);
    const intake = createIntake({
      ...shared,
      trust: options.intakeTrust?.(trust) ?? trust,
      workers: configuration.workers,
      maximumBytes: configuration.bodyLimitBytes,
    });
    opened.push(() => intake.close());
    const sealKeyOf: House['sealKeyOf'] = (authority, office) =>
      (office === undefined ? undefined : seals.get(office)) ?? seals.get(authority);
    const rules = rulesOf(parameters);
    const issuing = createIssuing({ ...shared, trust, sealKeyOf, rules });
    const models = joinedModels(shippedModels, loadedModels(parameters));
    const desk = { ...shared, trust, sealKeyOf, models, rules };
    const applications = createApplications(desk);
    return {
      configuration,
      clock,
      random,
      storage: storage.kind,
      database,
      keys,
      access: openAccess({ database, clock, random, secretKey: keys.secrets }),
      signingIn: openSigningIn({ database, clock, random, secretKey: keys.secrets }),
      trust,
      parameters,
      forgeries,
      figures,
      evidence,
      sequencing,
      intake,
      issuing,
      applications,
      batches: createBatches(desk),
      policy,
      sealKeyOf,
      sealKeys: () => seals,
      async refreshSealKeys() {
        seals = await readSealKeys(path.join(folder, 'seals'));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
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
  shared: Pick<House, 'database' | 'clock' | 'random' | 'trust'> & { readonly onCommitted: () => void },
  onFault: HouseOptions['onFault'],
  opened: (() => Promise<void>)[],
): Promise<Pick<House, 'parameters' | 'forgeries' | 'figures'>> {
  const { database, random, trust } = shared;
  const stale = (error: unknown): void => {
    onFault('trust', error);
  };
  const definitions = [...ecertParameters, ...trustParameters({ random, database })];
  const parameters = await ParameterTables.open({ ...shared, definitions });
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
