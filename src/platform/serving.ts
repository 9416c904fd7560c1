import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import { utf8 } from '../base/index.ts';
import { sha256Hex } from '../crypto/index.ts';
import {
  certificateServiceOf,
  createLogger,
  createServer,
  databaseIdempotency,
  forgetOldKeys,
  type Measures,
  type PublishedSchema,
  type ReadinessCheck,
} from '../http/index.ts';
import { sweepExpired } from '../ledger/index.ts';
import { certificateRecord } from '../systems/ecert/index.ts';
import { generatedFiles } from '../standards/index.ts';
import { bundleOf } from './bundle-service.ts';
import { PlatformError } from './error.ts';
import type { House } from './house.ts';
import { trustPackOf } from './trust-service.ts';
import { programWords } from './words.ts';

/** A server that listens. */
export interface Serving {
  readonly url: string;
  /** Finishes accepted requests and closes. */
  stop(): Promise<void>;
}

const SWEEP_MILLISECONDS = 300_000;

/** Serves the API and the pages of a house. */
export async function startServing(house: House): Promise<Serving> {
  const { configuration, clock, random, access, evidence, intake, database } = house;
  const log = createLogger(configuration.logLevel);
  const verifierFolder = builtVerifier();
  const tls = await tlsFiles(house);
  const server = await createServer(
    {
      clock,
      random,
      log,
      words: programWords,
      access,
      evidence,
      intake,
      certificates: certificateServiceOf({
        ...house,
        bundle: (caller, found) => bundleOf(house, caller.scope, found),
      }),
      idempotency: databaseIdempotency(database, clock),
      schemas: publishedSchemas(),
      trustPack: () => trustPackOf(house),
      readiness: () => readiness(house),
      measures: () => measures(house),
    },
    {
      bodyLimitBytes: configuration.bodyLimitBytes,
      requestTimeoutMilliseconds: configuration.requestTimeoutSeconds * 1000,
      requestsPerMinute: configuration.requestsPerMinute,
      proofWaitMilliseconds: configuration.proofWaitMilliseconds,
      trustedProxies: configuration.trustedProxies,
      ...(verifierFolder === undefined ? {} : { verifierFolder }),
      ...(tls === undefined ? {} : { tls }),
    },
  );
  const { host, port } = configuration;
  await server.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new PlatformError('port-in-use', { host, port }, { cause: error });
  });
  const sweeping = setInterval(() => {
    sweep(house).catch((error: unknown) => {
      log.error({ error }, 'the sweep failed');
    });
  }, SWEEP_MILLISECONDS).unref();
  // A listening TCP server has an address of this form.
  const address = server.server.address() as AddressInfo;
  const scheme = tls === undefined ? 'http' : 'https';
  const shownHost = address.address.includes(':') ? `[${address.address}]` : address.address;
  return {
    url: configuration.publicOrigin ?? `${scheme}://${shownHost}:${String(address.port)}`,
    async stop() {
      clearInterval(sweeping);
      await server.close();
    },
  };
}

/** What time does to the tables: certificates expire, sessions and idempotency keys are forgotten. */
export async function sweep({ database, clock, random, access, sequencing }: House): Promise<void> {
  const now = clock();
  const rule = { action: 'expire', column: 'expires' };
  if ((await sweepExpired(database, certificateRecord, rule, { now, random })) > 0) sequencing.wake();
  await access.sweep();
  await forgetOldKeys(database, now);
}

const LAG_LIMIT_MILLISECONDS = 5_000;

/** Asks the parts themselves: a database that answers, keys that sign, a sequencer that has lately done its work. */
async function readiness(house: House): Promise<readonly ReadinessCheck[]> {
  const database = await house.database
    .read<{ one: number }>({ kind: 'system' }, { name: 'ready', text: 'select 1 as one' })
    .then(([row]) => row?.one === 1)
    .catch(() => false);
  const keys = house.keys.log.sign('ready', 0).signature.length === 64;
  const { sinceSuccess } = house.sequencing.state();
  return [
    { name: 'database', ready: database },
    { name: 'keys', ready: keys },
    { name: 'sequencer', ready: sinceSuccess < LAG_LIMIT_MILLISECONDS },
  ];
}

/** Counts at most so many: beyond it the figure says only that the log is far behind. */
const QUEUE = {
  name: 'measure-evidence-queue',
  text: `select (select count(*) from (select 1 from evidence_queue limit 100000) q) as waiting,
           (select l.leaf::json ->> 't' from evidence_queue q join evidence_leaf l on l.id = q.leaf_id
            order by q.place limit 1) as first`,
};

async function measures({ database, evidence, clock }: House): Promise<Measures> {
  const [queue] = await database.read<{ waiting: string; first: string | null }>({ kind: 'system' }, QUEUE);
  const checkpoint = await evidence.latestCheckpoint();
  const first = queue?.first ?? undefined;
  return {
    logSize: checkpoint?.checkpoint.size ?? 0,
    logWaiting: Number(queue?.waiting ?? 0),
    logLagSeconds: first === undefined ? 0 : Math.max(0, (clock().getTime() - Date.parse(first)) / 1000),
  };
}

function publishedSchemas(): readonly PublishedSchema[] {
  return generatedFiles()
    .filter((file) => file.path.startsWith('docs/schemas/'))
    .map((file) => {
      const bytes = utf8(file.content);
      const name = path.basename(file.path);
      const mediaType = name.endsWith('.json') ? 'application/schema+json' : 'application/xml';
      return { name, mediaType, bytes, tag: sha256Hex(bytes) };
    });
}

/** The built verification page, beside the compiled code or below it in a checkout. */
function builtVerifier(): string | undefined {
  return ['../../verify/page-site', '../../dist/verify/page-site']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((folder) => existsSync(path.join(folder, 'index.html')));
}

async function tlsFiles({ configuration }: House): Promise<{ certificate: string; key: string } | undefined> {
  const { tlsCertificateFile, tlsKeyFile } = configuration;
  if (tlsCertificateFile === undefined || tlsKeyFile === undefined) return undefined;
  const [certificate, key] = await Promise.all(
    [tlsCertificateFile, tlsKeyFile].map((file) =>
      readFile(file, 'utf8').catch((cause: unknown) => {
        throw new PlatformError('command-file-missing', { file }, { cause });
      }),
    ),
  );
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}
