import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import {
  accessWords,
  addAnchor,
  chargeGuess,
  keepOffice,
  loadAuthorities,
  openAccess,
  openSigningIn,
  OPERATOR,
  trustParameters,
  TrustRegister,
  type Access,
  type Role,
} from '../../access/index.ts';
import { bundleWords, policyWords, sealWords } from '../../../verify/core/index.ts';
import { mergeCatalogues, utf8 } from '../../base/index.ts';
import {
  cryptoWords,
  issueAuthority,
  issueSealCertificate,
  newRandom,
  readCertificatesPem,
  readSealKey,
  readSigningKey,
  generateKeyPair,
  seal,
  type SealKey,
} from '../../crypto/index.ts';
import { databaseWords } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import { evidenceWords, noteSigner, openEvidence } from '../../evidence/index.ts';
import { restService, restWords } from '../../exchange/channels/rest/index.ts';
import {
  addressParameter,
  ExchangeError,
  exchangeParameters,
  exchangeWords,
  openExchange,
  Partners,
} from '../../exchange/index.ts';
import { ledgerWords } from '../../ledger/index.ts';
import { openBalances } from '../../ledger/accounts/index.ts';
import { ParameterTables } from '../../ledger/parameters/index.ts';
import { Forgeries } from '../../systems/ecert/forgeries/index.ts';
import { ecertParameters } from '../../systems/ecert/parameters/index.ts';
import { paperWords } from '../../paper/index.ts';
import { standardsWords } from '../../standards/index.ts';
import { taskWords } from '../../ledger/tasks/index.ts';
import { openCases } from '../../verification/cases/index.ts';
import { RuleShelf } from '../../verification/parameters/index.ts';
import { previewedParameters, Simulations } from '../../verification/simulation/index.ts';
import { verificationWords } from '../../verification/index.ts';
import { declarationWords, formWords } from '../../systems/customs/index.ts';
import { declarationKeeper, openDeclarations } from '../../systems/customs/declaration/index.ts';
import { certificateSource } from '../../systems/ecert/facts/index.ts';
import { createIntake, createIssuing, ecertWords } from '../../systems/ecert/index.ts';
import { changeSize, readChanges, readStirrings } from '../../systems/ecert/changes/index.ts';
import { inquiryWords } from '../../systems/ecert/inquiry/index.ts';
import { noticeWords } from '../../systems/ecert/notices/index.ts';
import {
  applicationWords,
  createApplications,
  createBatches,
  loadedModels,
  rulesOf,
} from '../../systems/ecert/application/index.ts';
import { joinedModels, modelWords, shippedModels } from '../../systems/ecert/models/index.ts';
import { sampleXml, type SampleOptions } from '../../systems/ecert/testing/certificates.ts';
import { databaseIdempotency } from '../idempotency.ts';
import { auditServiceOf, registersServiceOf } from '../services/registers-service.ts';
import { createLogger } from '../logging.ts';
import type { ServerOptions } from '../options.ts';
import { createServer } from '../server.ts';
import { rulesServiceOf } from '../services/rules-service.ts';
import { administrationServiceOf } from '../services/administration-service.ts';
import type { Services } from '../services.ts';
import { httpWords } from '../words.ts';
import { paperServiceOf } from '../services/paper-service.ts';
import { LiveHub, LiveStreams, standingSessions } from '../live/index.ts';
import { certificateServiceOf } from '../services/certificate-service.ts';
import { Correspondence } from '../services/correspondence.ts';

/** An installation without partners: nobody is let in, and nothing waits. */
const NO_PARTNERS = {
  partners: { all: () => [], certificates: () => [] },
  reception: {
    receive: ({ partner }: { readonly partner: string }) =>
      Promise.reject(new ExchangeError('exchange-partner-unknown', { partner })),
    acknowledge: (partner: string) =>
      Promise.reject(new ExchangeError('exchange-partner-unknown', { partner })),
  },
  box: { list: () => Promise.resolve([]), get: () => Promise.resolve(undefined) },
};

/** A whole house under one server: real database, evidence log, intake, accounts. */
export interface TestHouse {
  readonly server: FastifyInstance;
  readonly services: Services;
  readonly access: Access;
  readonly its: TestDatabase;
  /** Everything logged so far. */
  logged(): string;
  /** A bearer token of a new account; `authority` absent is the platform's own. */
  token(account: {
    readonly authority?: string;
    readonly office?: string;
    /** A trader, in the place of an authority. */
    readonly organisation?: string;
    readonly roles: readonly Role[];
  }): Promise<string>;
  /** A sealed certificate of New Zealand's authority. */
  sealed(options: SampleOptions): Uint8Array;
  /** Seals with a key that no anchor vouches for. */
  sealedByStranger(options: SampleOptions): Uint8Array;
  /** Takes in what was changed of whom we trust. */
  refreshTrust(): Promise<void>;
  close(): Promise<void>;
}

const clock = (): Date => new Date();

export async function testHouse(
  options: Partial<ServerOptions> = {},
  webServices: Services['webServices'] = {},
): Promise<TestHouse> {
  const its = await testDatabase();
  const { database } = its;
  const shared = { database, clock, random: newRandom };
  await loadAuthorities(shared);
  for (const key of ['NZ-MPI/WLG', 'NZ-MPI/AKL']) {
    await keepOffice(shared, OPERATOR, {
      key,
      authority: 'NZ-MPI',
      names: [key.endsWith('WLG') ? 'Wellington' : 'Auckland'],
    });
  }
  const { key, anchor } = await sealKeyOf('NZ');
  const stranger = await sealKeyOf('NZ');
  await addAnchor(shared, OPERATOR, { authority: 'NZ-MPI', certificate: anchor });
  const trust = await TrustRegister.open(database);
  const signer = noteSigner(
    'test.example/log',
    'ed25519',
    readSigningKey(generateKeyPair('ed25519').privateKey),
  );
  const evidence = openEvidence({ database, signer, clock });
  const sequencing = await evidence.sequence();
  const codeKey = new Uint8Array(32).fill(7);
  const kept = { ...shared, trust, codeKey, onCommitted: () => sequencing.wake() };
  const intake = createIntake({ ...kept, workers: 1 });
  const issuing = createIssuing({
    ...kept,
    sealKeyOf: (authority) => (authority === 'NZ-MPI' ? key : undefined),
  });
  const secretKey = new Uint8Array(32).fill(9);
  const access = openAccess(shared);
  const address = addressParameter(() => new Map());
  const parameters = await ParameterTables.open({
    ...kept,
    definitions: [
      ...ecertParameters,
      ...trustParameters(shared),
      ...exchangeParameters(address),
      ...previewedParameters((): RuleShelf => new RuleShelf(parameters), clock),
    ],
  });
  const exchange = openExchange({
    ...kept,
    jitter: () => 0.5,
    partners: new Partners({ parameters, address, clock }),
    channels: new Map(),
    handlers: [],
    keyOf: (authority) => (authority === 'NZ-MPI' ? key : undefined),
  });
  const rules = new RuleShelf(parameters);
  const simulations = new Simulations({
    ...kept,
    books: rules,
    threads: 0,
    onFault: (error) => {
      throw error;
    },
  });
  simulations.start(60_000);
  const forgeries = await Forgeries.open({ ...kept, authorities: () => trust.authorities() });
  const seals = new Map([['NZ-MPI', key]]);
  const log = new LogCapture();
  const audit = auditServiceOf({ ...kept, evidence, interval: 20 });
  const desk = {
    ...kept,
    models: joinedModels(shippedModels, loadedModels(parameters)),
    rules: rulesOf(parameters),
    sealKeyOf: (authority: string) => seals.get(authority),
  };
  const cases = openCases({
    ...kept,
    ruleBooks: rules,
    documents: certificateSource({ database, anchors: () => trust.anchors() }),
    keepers: [declarationKeeper(() => Promise.resolve())],
    standing: {
      of: (_session, _declaration, countries) =>
        Promise.resolve(
          countries.map((country) => ({ country, inForce: true, paperless: true, reachable: true })),
        ),
      reachable: (_country, partners) => Promise.resolve(new Set(partners)),
    },
  });
  const services: Services = {
    clock,
    random: newRandom,
    log: createLogger('info', log),
    words: testWords,
    access,
    signingIn: openSigningIn({ ...shared, secretKey }),
    guess: (guess) => chargeGuess(shared, guess),
    evidence,
    intake,
    applications: createApplications(desk),
    batches: createBatches(desk),
    certificates: certificateServiceOf({
      database,
      issuing,
      trust,
      intake,
      logPolicy: { logs: [{ key: signer.key }], witnesses: [], groups: [], quorum: 'none' },
      bundle: (_, { entry, document: { bytes, mediaType, digest } }) =>
        Promise.resolve({ bytes, mediaType, fileName: `${entry.id}.xml`, tag: digest }),
    }),
    correspondence: new Correspondence(kept),
    balances: openBalances(kept),
    rules: rulesServiceOf({ ...kept, parameters, simulations }),
    declarations: openDeclarations({
      ...kept,
      cases,
      inquiries: {
        ask: () => Promise.resolve(undefined),
        answers: (from) => Promise.resolve({ inquiries: [], next: from }),
      },
      secondOfficialFrom: async (owner, day) => (await rules.inForce(owner, day)).practice.secondOfficialFrom,
      tell: () => Promise.resolve(),
    }),
    live: new LiveStreams(
      new LiveHub(
        {
          size: () => changeSize(database),
          read: (from, limit) => readChanges(database, from, limit),
          stirrings: () => readStirrings(database),
        },
        { interval: 50 },
      ),
      { standing: standingSessions(database, clock) },
    ),
    administration: administrationServiceOf({
      database,
      clock,
      parameters,
      forgeries,
      trust,
      evidence,
      seals: () => seals,
      witnesses: [],
    }),
    papers: paperServiceOf({
      ...kept,
      parameters,
      sealKeyOf: (authority) => seals.get(authority),
      origin: () => 'https://ledger.example',
      threads: 1,
    }),
    webServices,
    exchange,
    partnerMessages: restService({ ...NO_PARTNERS, clock, pause: async () => undefined }),
    registers: registersServiceOf(shared),
    audit,
    idempotency: databaseIdempotency(database, clock),
    schemas: [
      { name: 'sample.schema.json', mediaType: 'application/schema+json', bytes: utf8('{}'), tag: 't1' },
    ],
    trustPack: () => Promise.resolve(utf8('{"format":"counterfoil-trust-pack-1"}')),
    readiness: () => Promise.resolve([{ name: 'database', ready: true }]),
    measures: () => Promise.resolve({ logSize: 1, logWaiting: 0, logLagSeconds: 0 }),
  };
  const server = await createServer(services, { wrongAnswerMilliseconds: 120, ...options });
  let accounts = 0;
  return {
    server,
    services,
    access,
    its,
    logged: () => log.text,
    async token(account) {
      accounts += 1;
      const login = `machine-${String(accounts)}`;
      await access.addAccount(OPERATOR, { login, name: login, kind: 'machine', ...account });
      const expires = new Date(Date.now() + 3_600_000);
      return (await access.issueToken(OPERATOR, { login, label: 'test', expires })).token;
    },
    sealed: (sample) => sealedWith(key, sample),
    sealedByStranger: (sample) => sealedWith(stranger.key, sample),
    refreshTrust: () => trust.refresh(),
    async close() {
      await server.close();
      await simulations.close();
      await audit.log.close();
      await services.papers.close();
      await intake.close();
      await evidence.close();
      trust.close();
      await its.drop();
    },
  };
}

const testWords = mergeCatalogues(
  httpWords,
  accessWords,
  cryptoWords,
  databaseWords,
  evidenceWords,
  exchangeWords,
  restWords,
  ledgerWords,
  standardsWords,
  paperWords,
  sealWords,
  bundleWords,
  policyWords,
  ecertWords,
  applicationWords,
  modelWords,
  inquiryWords,
  noticeWords,
  taskWords,
  verificationWords,
  declarationWords,
  formWords,
);

function sealedWith(key: SealKey, options: SampleOptions): Uint8Array {
  return utf8(seal(sampleXml(options), key, { time: '2026-03-01T08:00:00Z', id: 'test' }));
}

async function sealKeyOf(country: string): Promise<{ readonly key: SealKey; readonly anchor: Uint8Array }> {
  const subject = {
    commonName: 'Test authority',
    organisation: 'Ministry for Primary Industries',
    country,
    from: '2026-01-01T00:00:00Z',
    until: '2036-01-01T00:00:00Z',
  };
  const authority = await issueAuthority(subject);
  const issued = await issueSealCertificate(authority, { ...subject, commonName: 'Test seal' });
  const [anchor] = readCertificatesPem(authority.certificate);
  if (anchor === undefined) throw new Error('the test authority has no certificate');
  const pem = { privateKey: issued.privateKey, certificates: issued.certificate };
  return { key: readSealKey(pem), anchor };
}

class LogCapture extends Writable {
  text = '';

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}
