import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import { utf8 } from '../base/index.ts';
import { sha256Hex } from '../crypto/index.ts';
import {
  administrationServiceOf,
  auditServiceOf,
  certificateServiceOf,
  Correspondence,
  LiveHub,
  LiveStreams,
  standingSessions,
  createLogger,
  createServer,
  databaseIdempotency,
  forgetOldKeys,
  registersServiceOf,
  paperServiceOf,
  renewCertificates,
  type ServerOptions,
  type Measures,
  type PublishedSchema,
  type ReadinessCheck,
} from '../http/index.ts';
import { sweepExpired } from '../ledger/index.ts';
import { sweepTasks } from '../ledger/tasks/index.ts';
import { certificateRecord } from '../systems/ecert/index.ts';
import { inquiryTermParameter } from '../systems/ecert/parameters/index.ts';
import { sweepUploads } from '../systems/ecert/attachments/index.ts';
import { changeSize, readChanges } from '../systems/ecert/changes/index.ts';
import { smtpSender, startNotices } from '../systems/ecert/notices/index.ts';
import { generatedFiles } from '../standards/index.ts';
import { bundleOf } from './bundle-service.ts';
import { PlatformError } from './error.ts';
import type { House } from './house.ts';
import { openTlsFiles } from './tls-files.ts';
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
  const { configuration, clock, random, access, signingIn, evidence, intake, database } = house;
  const log = createLogger(configuration.logLevel);
  const tls = await openTlsFiles(configuration);
  const { publicOrigin } = configuration;
  // Until the server listens nobody can ask for a paper.
  let url = publicOrigin ?? '';
  const papers = openPapers(house, log, () => url);
  const audit = openAudit(house, log);
  const server = await createServer(
    {
      clock,
      random,
      log,
      words: programWords,
      access,
      signingIn,
      evidence,
      intake,
      applications: house.applications,
      batches: house.batches,
      certificates: certificateServiceOf({
        ...house,
        bundle: (caller, found) => bundleOf(house, caller.scope, found),
      }),
      correspondence: new Correspondence({
        ...house,
        // Read at each act: an approved change counts at once.
        get answerDays() {
          return house.parameters.find(inquiryTermParameter, {})?.days ?? 5;
        },
        onCommitted: () => house.sequencing.wake(),
      }),
      live: liveStreams(house, (error) => log.error({ error }, 'the live updates failed')),
      administration: administrationServiceOf({
        ...house,
        seals: house.sealKeys,
        witnesses: house.policy?.witnesses.map(({ name }) => name) ?? [],
      }),
      papers,
      registers: registersServiceOf(house),
      audit,
      idempotency: databaseIdempotency(database, clock),
      schemas: publishedSchemas(),
      trustPack: () => trustPackOf(house),
      readiness: () => readiness(house),
      measures: () => measures(house),
    },
    serverOptions(configuration, tls?.current()),
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
  const watching = tls?.watch(
    (fresh) => renewCertificates(server, fresh),
    (error) => {
      log.error({ err: error }, 'the TLS files cannot be used; the server keeps those it has');
    },
  );
  // A listening TCP server has an address of this form.
  const address = server.server.address() as AddressInfo;
  const scheme = tls === undefined ? 'http' : 'https';
  const shownHost = address.address.includes(':') ? `[${address.address}]` : address.address;
  url = publicOrigin ?? `${scheme}://${shownHost}:${String(address.port)}`;
  const stopNotices = notices(house, url, (error) => {
    log.error({ error }, 'a notice was not sent');
  });
  return {
    url,
    async stop() {
      clearInterval(sweeping);
      await stopNotices();
      watching?.stop();
      await server.close();
      await audit.log.close();
      await papers.close();
    },
  };
}

function openPapers(
  house: House,
  log: ReturnType<typeof createLogger>,
  origin: () => string,
): ReturnType<typeof paperServiceOf> {
  return paperServiceOf({
    ...house,
    codeKey: house.keys.code,
    listKeyOf: (authority) =>
      [...house.sealKeys()].find(([owner]) => owner === authority || owner.startsWith(`${authority}/`))?.[1],
    origin,
    threads: Math.max(1, house.configuration.workers),
    onCommitted: () => house.sequencing.wake(),
    onFault: (error) => {
      log.error({ err: error }, 'a paper was not made');
    },
  });
}

function openAudit(house: House, log: ReturnType<typeof createLogger>): ReturnType<typeof auditServiceOf> {
  return auditServiceOf({
    ...house,
    onCommitted: () => house.sequencing.wake(),
    onFault: (error) => {
      log.error({ err: error }, 'the audit log could not be written');
    },
  });
}

function serverOptions(
  configuration: House['configuration'],
  tls: ServerOptions['tls'],
): Parameters<typeof createServer>[1] {
  const { publicOrigin } = configuration;
  const verifierFolder = builtSite('verify/page-site');
  const portalFolder = builtSite('web/site');
  return {
    bodyLimitBytes: configuration.bodyLimitBytes,
    requestTimeoutMilliseconds: configuration.requestTimeoutSeconds * 1000,
    requestsPerMinute: configuration.requestsPerMinute,
    proofWaitMilliseconds: configuration.proofWaitMilliseconds,
    trustedProxies: configuration.trustedProxies,
    ...(verifierFolder === undefined ? {} : { verifierFolder }),
    ...(portalFolder === undefined ? {} : { portalFolder }),
    ...(publicOrigin === undefined ? {} : { publicOrigin }),
    ...(tls === undefined ? {} : { tls }),
  };
}

/** What time does to the tables: certificates expire, sessions and idempotency keys are forgotten. */
export async function sweep({
  database,
  clock,
  random,
  access,
  signingIn,
  sequencing,
}: House): Promise<void> {
  const now = clock();
  const rule = { action: 'expire', column: 'expires' };
  if ((await sweepExpired(database, certificateRecord, rule, { now, random })) > 0) sequencing.wake();
  await access.sweep();
  if ((await sweepTasks(database, { now, random })) > 0) sequencing.wake();
  await sweepUploads(database, { now, random });
  await signingIn.sweep();
  await forgetOldKeys(database, now);
}

/** Sends notices where a mail server is configured. */
function notices(house: House, address: string, onFault: (error: unknown) => void): () => Promise<void> {
  const { database, clock, configuration } = house;
  const { smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword, smtpFrom } = configuration;
  if (smtpHost === undefined || smtpFrom === undefined) return () => Promise.resolve();
  const sender = smtpSender({
    host: smtpHost,
    port: smtpPort,
    security: smtpSecurity,
    from: smtpFrom,
    ...(smtpUser === undefined || smtpPassword === undefined
      ? {}
      : { user: smtpUser, password: smtpPassword }),
  });
  const running = startNotices({ database, clock, send: sender.send, address, onFault });
  return async () => {
    await running.stop();
    sender.close();
  };
}

function liveStreams({ database, clock }: House, onFault: (error: unknown) => void): LiveStreams {
  const source = {
    size: () => changeSize(database),
    read: (from: number, limit: number) => readChanges(database, from, limit),
  };
  const standing = standingSessions(database, clock);
  return new LiveStreams(new LiveHub(source, { onFault }), { standing, onFault });
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

/** A built site, beside the compiled code or below it in a checkout. */
function builtSite(site: string): string | undefined {
  return [`../../${site}`, `../../dist/${site}`]
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((folder) => existsSync(path.join(folder, 'index.html')));
}
