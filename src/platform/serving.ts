import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { chargeGuess } from '../access/index.ts';
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
  rulesServiceOf,
  paperServiceOf,
  renewCertificates,
  type ServerOptions,
  type Measures,
  type PublishedSchema,
  type ReadinessCheck,
} from '../http/index.ts';
import { restService } from '../exchange/channels/rest/index.ts';
import { sweepAlarms } from '../exchange/index.ts';
import { openBalances } from '../ledger/accounts/index.ts';
import { sweepExpired } from '../ledger/index.ts';
import { sweepTasks } from '../ledger/tasks/index.ts';
import { certificateRecord } from '../systems/ecert/index.ts';
import { inquiryTerm } from '../systems/ecert/parameters/index.ts';
import { sweepUploads } from '../systems/ecert/attachments/index.ts';
import { changeSize, readChanges, readStirrings } from '../systems/ecert/changes/index.ts';
import { putNotices, smtpSender, startNotices } from '../systems/ecert/notices/index.ts';
import { generatedFiles } from '../standards/index.ts';
import { bundleOf } from './bundle-service.ts';
import { startAnswers } from './customs.ts';
import { PlatformError } from './error.ts';
import { paperOf } from './mail-attachments.ts';
import type { House } from './house.ts';
import { repeating } from './repeating.ts';
import { openTlsFiles } from './tls-files.ts';
import { logPolicyOf, trustPackOf } from './trust-service.ts';
import { programWords } from './words.ts';
import { openZone } from './zone.ts';

/** A server that listens. */
export interface Serving {
  readonly url: string;
  /** Finishes accepted requests and closes. */
  stop(): Promise<void>;
}

const SWEEP_MILLISECONDS = 300_000;

/** Serves the API and the pages of a house. */
export async function startServing(house: House): Promise<Serving> {
  const { configuration } = house;
  const log = createLogger(configuration.logLevel);
  const tls = await openTlsFiles(configuration);
  const { publicOrigin } = configuration;
  // Until the server listens nobody can ask for a paper.
  let url = publicOrigin ?? '';
  const papers = openPapers(house, log, () => url);
  const audit = openAudit(house, log);
  const server = await createServer(
    servicesOf(house, { log, papers, audit }),
    serverOptions(configuration, tls?.current()),
  );
  const { host, port } = configuration;
  await server.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new PlatformError('port-in-use', { host, port }, { cause: error });
  });
  const stopSweeping = startSweeping(house, log);
  const watching = tls?.watch(
    (fresh) => renewCertificates(server, fresh),
    (error) => {
      log.error({ err: error }, 'the TLS files cannot be used; the server keeps those it has');
    },
  );
  // A listening TCP server has an address of this form.
  url = publicOrigin ?? urlOf(server.server.address() as AddressInfo, tls === undefined ? 'http' : 'https');
  const zone = await openZone(house, async ({ body, ...request }) => {
    const answer = await server.inject({ ...request, payload: Buffer.from(body) });
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
    return { status: answer.statusCode, headers: Object.fromEntries(headers), body: answer.rawPayload };
  });
  const mail = await startMail(house, papers, log);
  const working = house.exchange.work({ poll: configuration.exchangePollSeconds * 1_000 });
  const cases = house.customs.cases.work();
  const stopAnswers = startAnswers(house.customs.declarations, (error) => {
    log.error({ err: error }, 'an answer was not taken into its case');
  });
  const stopNotices = notices(house, url, (error) => {
    log.error({ error }, 'a notice was not sent');
  });
  return {
    url,
    async stop() {
      await stopSweeping();
      await stopNotices();
      await stopAnswers();
      await cases.stop();
      await mail?.close();
      await working.stop();
      await zone?.close();
      watching?.stop();
      await server.close();
      await audit.log.close();
      await papers.close();
    },
  };
}

/** All that the server asks of the house. */
function servicesOf(
  house: House,
  {
    log,
    papers,
    audit,
  }: {
    readonly log: ReturnType<typeof createLogger>;
    readonly papers: ReturnType<typeof paperServiceOf>;
    readonly audit: ReturnType<typeof auditServiceOf>;
  },
): Parameters<typeof createServer>[0] {
  const { clock, random, access, signingIn, evidence, intake, database } = house;
  return {
    clock,
    random,
    log,
    words: programWords,
    access,
    signingIn,
    guess: (guess) => chargeGuess(house, guess),
    evidence,
    intake,
    applications: house.applications,
    batches: house.batches,
    declarations: house.customs.declarations,
    balances: openBalances({ ...house, onCommitted: () => house.sequencing.wake() }),
    rules: rulesServiceOf(house),
    certificates: certificateServiceOf({
      ...house,
      logPolicy: logPolicyOf(house),
      bundle: (caller, found) => bundleOf(house, caller.scope, found),
    }),
    correspondence: new Correspondence({
      ...house,
      terms: (owner) => inquiryTerm(house.parameters, owner),
      poster: house.exchange,
      onCommitted: () => house.sequencing.wake(),
    }),
    live: liveStreams(house, (error) => log.error({ error }, 'the live updates failed')),
    administration: administrationServiceOf({
      ...house,
      seals: house.sealKeys,
      witnesses: house.policy?.witnesses.map(({ name }) => name) ?? [],
    }),
    papers,
    exchange: house.exchange,
    partnerMessages: restService({ ...house.exchange, clock, pause }),
    webServices: house.exchangeParts.webServices.mounted,
    registers: registersServiceOf(house),
    audit,
    idempotency: databaseIdempotency(database, clock),
    schemas: publishedSchemas(),
    trustPack: () => trustPackOf(house),
    readiness: () => readiness(house),
    measures: () => measures(house),
  };
}

function urlOf({ address, port }: AddressInfo, scheme: string): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `${scheme}://${host}:${String(port)}`;
}

/** Sweeps now and then, and holds the alarms against their rules more often; returns how to end it. */
function startSweeping(house: House, log: ReturnType<typeof createLogger>): () => Promise<unknown> {
  const every = (milliseconds: number, work: () => Promise<void>, failure: string) =>
    repeating(milliseconds, work, (error) => {
      log.error({ error }, failure);
    });
  const stops = [
    every(SWEEP_MILLISECONDS, () => sweep(house), 'the sweep failed'),
    every(
      house.configuration.exchangeAlarmSeconds * 1_000,
      async () => {
        if ((await sweepHouseAlarms(house)) > 0) house.sequencing.wake();
      },
      'the alarms could not be held against their rules',
    ),
  ];
  return () => Promise.all(stops.map((stop) => stop()));
}

/** Mail, where it is configured: papers go along with certificates, and partners' mail is taken. */
function startMail(
  house: House,
  papers: ReturnType<typeof paperServiceOf>,
  log: ReturnType<typeof createLogger>,
): ReturnType<NonNullable<House['mailRoad']>['listen']> {
  const { mailRoad } = house;
  if (mailRoad === undefined) return Promise.resolve(undefined);
  mailRoad.attach((delivery) =>
    paperOf(house, papers, delivery).catch((error: unknown) => {
      log.warn({ err: error }, 'a mail goes without its paper');
      return [];
    }),
  );
  return mailRoad.listen(house.exchange, {
    onAnswer: (answer, from) => {
      log[answer.reply === 250 ? 'info' : 'warn']({ ...answer, from }, 'a mail was answered');
    },
    onFault: (error) => {
      log.error({ err: error }, 'a mail was not taken');
    },
  });
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
export async function sweep(house: House): Promise<void> {
  const { database, clock, random, access, signingIn, sequencing } = house;
  const now = clock();
  const rule = { action: 'expire', column: 'expires' };
  if ((await sweepExpired(database, certificateRecord, rule, { now, random })) > 0) sequencing.wake();
  await access.sweep();
  if ((await sweepTasks(database, { now, random })) > 0) sequencing.wake();
  await sweepUploads(database, { now, random });
  await signingIn.sweep();
  await forgetOldKeys(database, now);
}

/** Holds the alarms of the exchange against their rules; returns how many were raised or cleared. */
export function sweepHouseAlarms({ database, clock, random, parameters, exchange }: House): Promise<number> {
  const { partners } = exchange;
  return sweepAlarms({
    database,
    clock,
    random,
    parameters,
    partners,
    tell: (transaction, raised) => {
      const concerned = new Set(
        raised.flatMap(({ partner }) => partners.of(partner).map(({ authority }) => authority)),
      );
      const mayKnow = (authority: string): boolean => authority === '' || concerned.has(authority);
      return putNotices(transaction, { kind: 'exchange', count: raised.length, mayKnow }, clock());
    },
  });
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
  return () => running.stop();
}

function liveStreams({ database, clock }: House, onFault: (error: unknown) => void): LiveStreams {
  const source = {
    size: () => changeSize(database),
    read: (from: number, limit: number) => readChanges(database, from, limit),
    stirrings: () => readStirrings(database),
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

/** Ends early, and without complaint, when nobody waits any more. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}
