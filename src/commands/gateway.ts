import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../base/index.ts';
import { Link, performCall, startGatewayServer } from '../exchange/gateway/index.ts';
import {
  frameBytes,
  openSpools,
  PlatformError,
  programWords,
  readZoneKey,
  zoneKey,
  zoneKeyText,
} from '../platform/index.ts';
import type { World } from './command.ts';
import { misused, parametersOf } from './parameters.ts';

const FORM = {
  command: 'gateway',
  texts: ['spool', 'inner', 'port', 'host', 'data', 'certificate', 'key'],
  words: [0, 0],
} as const;
const CALL_MILLISECONDS = 25_000;

/** `gateway --spool FOLDER --inner KEY`: the outer zone, which has no database and no way inward but the folder. */
export async function gatewayCommand(world: World): Promise<number> {
  const { configuration, clock, random, language, out } = world;
  const { text } = parametersOf(FORM, world.parameters);
  const spool = text('spool');
  const written = text('port') ?? '8082';
  const port = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN;
  const [certificate, keyFile] = [text('certificate'), text('key')];
  if (spool === undefined || !(port < 65_536) || (certificate === undefined) !== (keyFile === undefined))
    throw misused('gateway');
  const key = await zoneKey(path.resolve(text('data') ?? 'gateway'));
  const inner = text('inner');
  if (inner === undefined) {
    out.write(`${say(programWords, language, 'gateway-needs-inner', { key: zoneKeyText(key) })}\n`);
    return 0;
  }
  const { inward, outward } = await openSpools(spool, frameBytes(configuration.bodyLimitBytes));
  const link = new Link({
    asks: 'request',
    incoming: outward,
    outgoing: inward.spool,
    key,
    otherKey: readZoneKey(inner),
    clock,
    random,
    serve: (call) => performCall(call, AbortSignal.timeout(CALL_MILLISECONDS)),
    // What crosses is evidence of the inner zone; this one is not believed.
    onCrossed: async () => undefined,
  });
  const host = text('host') ?? '127.0.0.1';
  const tls =
    certificate === undefined || keyFile === undefined
      ? {}
      : { tls: { certificate: await readPem(certificate), privateKey: await readPem(keyFile) } };
  const server = await startGatewayServer({
    link,
    host,
    port,
    ...tls,
    largest: configuration.bodyLimitBytes,
    say: (code) => say(programWords, language, code),
  });
  link.start();
  const address = server.address();
  const shown = typeof address === 'object' ? (address?.port ?? port) : port;
  const url = `${certificate === undefined ? 'http' : 'https'}://${host}:${String(shown)}`;
  out.write(`${say(programWords, language, 'gateway-listening', { url, key: zoneKeyText(key) })}\n`);
  await world.ended;
  server.closeIdleConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await link.close();
  return 0;
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(path.resolve(file), 'utf8');
  } catch (cause) {
    throw new PlatformError('command-file-missing', { file }, { cause });
  }
}
