import type { AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { loadAuthorities, openAccess, openSigningIn, OPERATOR } from '../../src/access/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../../src/crypto/index.ts';
import { noteSigner, openEvidence } from '../../src/evidence/index.ts';
import {
  auditServiceOf,
  Correspondence,
  createLogger,
  createServer,
  databaseIdempotency,
  httpWords,
  LiveHub,
  LiveStreams,
  logDestination,
  registersServiceOf,
  standingSessions,
  type AdministrationService,
  type CertificateService,
  type Services,
} from '../../src/http/index.ts';
import { systemCaller } from '../../src/ledger/index.ts';
import { createIntake, NumberLookup } from '../../src/systems/ecert/index.ts';
import { changeSize, readChanges } from '../../src/systems/ecert/changes/index.ts';
import { Forgeries } from '../../src/systems/ecert/forgeries/index.ts';
import { AUTHORITY, type BenchSeal } from './certificates.ts';
import type { BenchServer } from './server.ts';

const clock = (): Date => new Date();

export interface BenchHouse {
  readonly port: number;
  readonly token: string;
  readonly store: (documents: readonly Uint8Array[]) => Promise<void>;
  close(): Promise<void>;
}

/** The whole server as it runs in production, over the embedded database, with logs written to nowhere. */
export async function openHouse(
  { database }: Pick<BenchServer, 'database'>,
  sealing: Pick<BenchSeal, 'anchors'>,
): Promise<BenchHouse> {
  const signer = noteSigner(
    'bench.example/log',
    'ed25519',
    readSigningKey(generateKeyPair('ed25519').privateKey),
  );
  const evidence = openEvidence({ database, signer, clock });
  const sequencing = await evidence.sequence();
  const shared = { database, clock, random: newRandom };
  const intake = createIntake({
    ...shared,
    trust: { authorities: () => [AUTHORITY], anchors: () => sealing.anchors },
    codeKey: newRandom(32),
    workers: cpus().length,
    onCommitted: () => sequencing.wake(),
  });
  await loadAuthorities(shared);
  const access = openAccess(shared);
  const account = {
    login: 'bench',
    name: 'bench',
    kind: 'machine',
    authority: AUTHORITY.key,
    roles: ['supervisor'],
  } as const;
  await access.addAccount(OPERATOR, account);
  const expires = new Date(Date.now() + 86_400_000);
  const { token } = await access.issueToken(OPERATOR, { login: account.login, label: 'bench', expires });
  const lookup = new NumberLookup(database);
  const byNumber: CertificateService['byNumber'] = ({ scope }, country, number) =>
    lookup.find(scope, country, number);
  const onCommitted = (): void => sequencing.wake();
  const forgeries = await Forgeries.open({ ...shared, onCommitted, authorities: () => [AUTHORITY] });
  const parts: Partial<Services> = {
    ...shared,
    log: createLogger('info', logDestination('/dev/null')),
    words: httpWords,
    access,
    signingIn: openSigningIn(shared),
    audit: auditServiceOf({ ...shared, evidence, onCommitted }),
    registers: registersServiceOf(shared),
    correspondence: new Correspondence({ ...shared, onCommitted }),
    live: new LiveStreams(
      new LiveHub({
        size: () => changeSize(database),
        read: (from, limit) => readChanges(database, from, limit),
      }),
      { standing: standingSessions(database, clock) },
    ),
    // Look-ups ask for warnings alone.
    administration: { forgeries } as unknown as AdministrationService,
    // Taken apart when the routes are made; nothing of it is called here.
    rules: {} as Services['rules'],
    evidence,
    intake,
    // Nothing else of the service is called here.
    certificates: { byNumber } as CertificateService,
    idempotency: databaseIdempotency(database, clock),
    schemas: [],
    trustPack: () => Promise.resolve(new Uint8Array()),
    readiness: () => Promise.resolve([]),
    measures: () => Promise.resolve({ logSize: 0, logWaiting: 0, logLagSeconds: 0 }),
  };
  // Nothing of the other parts is called here.
  const server = await createServer(parts as Services, { requestsPerMinute: 100_000_000 });
  await server.listen({ port: 0, host: '127.0.0.1' });
  // A server that listens on an address has one.
  const { port } = server.server.address() as AddressInfo;
  const caller = systemCaller('bench');
  return {
    port,
    token,
    async store(documents) {
      for (let from = 0; from < documents.length; from += 200) {
        const items = documents
          .slice(from, from + 200)
          .map((bytes) => ({ bytes, mediaType: 'application/xml' as const }));
        const outcomes = await intake.accept(items, caller);
        if (outcomes.some(({ kind }) => kind !== 'stored')) throw new Error('a certificate was not stored');
      }
    },
    async close() {
      await server.close();
      await intake.close();
      await evidence.close();
    },
  };
}
