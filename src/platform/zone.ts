import path from 'node:path';
import { fromBase64, toBase64 } from '../base/index.ts';
import type { Configuration } from '../configuration/index.ts';
import { generateKeyPair, readSigningKey, type SigningKey } from '../crypto/index.ts';
import { keepCrossing } from '../exchange/index.ts';
import {
  callThrough,
  Link,
  serveCrossing,
  Spool,
  type InnerAnswer,
  type InnerRequest,
} from '../exchange/gateway/index.ts';
import { PlatformError } from './error.ts';
import type { House } from './house.ts';
import { keptSecret } from './key-files.ts';

/** Frames carry base64 of a body, and as much again of JSON around it at the very most. */
export const frameBytes = (bodyLimit: number): number => Math.ceil(bodyLimit * 1.4) + 65_536;

/** The key of a zone, made once; its file is 0600. */
export async function zoneKey(folder: string): Promise<SigningKey> {
  return readSigningKey(
    await keptSecret(folder, 'zone.key.pem', () => generateKeyPair('ed25519').privateKey),
  );
}

/** A zone's public key as operators carry it from one to the other. */
export function zoneKeyText({ rawPublicKey }: SigningKey): string {
  return toBase64(rawPublicKey);
}

/** @throws {PlatformError} `zone-key-unreadable`. */
export function readZoneKey(text: string): Uint8Array {
  const bytes = fromBase64(text.trim());
  if (bytes?.length !== 32) throw new PlatformError('zone-key-unreadable', { key: text.slice(0, 100) });
  return bytes;
}

/** The two folders of a spool, and the spools in them. */
export async function openSpools(folder: string, largest: number) {
  const inward = path.join(path.resolve(folder), 'in');
  const outward = path.join(path.resolve(folder), 'out');
  return {
    inward: { folder: inward, spool: await Spool.make(inward, largest) },
    outward: { folder: outward, spool: await Spool.make(outward, largest) },
  };
}

/** The inner end of the spool, where one is configured: serves partners' requests by our own server, and carries calls out. */
export async function openZone(
  house: Pick<House, 'configuration' | 'database' | 'clock' | 'random' | 'sequencing' | 'exchangeParts'>,
  ask: (request: InnerRequest) => Promise<InnerAnswer>,
): Promise<Link<'call'> | undefined> {
  const { configuration, database, clock, random } = house;
  const settings = spoolOf(configuration);
  if (settings === undefined) return undefined;
  const { inward, outward } = await openSpools(settings.folder, frameBytes(configuration.bodyLimitBytes));
  const link = new Link({
    asks: 'call',
    incoming: inward,
    outgoing: outward.spool,
    key: await zoneKey(path.join(path.resolve(configuration.dataFolder), 'keys')),
    otherKey: settings.key,
    clock,
    random,
    serve: (request) => serveCrossing(request, ask),
    async onCrossed({ direction, header, refusal }) {
      const frame = header === undefined ? {} : { frame: header };
      const crossing = { direction, ...frame, ...(refusal === undefined ? {} : { refusal }) };
      await keepCrossing(database, crossing, { now: clock(), random });
      house.sequencing.wake();
    },
  });
  link.start();
  house.exchangeParts.out.call = callThrough(link);
  return link;
}

function spoolOf(
  configuration: Configuration,
): { readonly folder: string; readonly key: Uint8Array } | undefined {
  const { gatewaySpool, gatewayKey } = configuration;
  if (gatewaySpool === undefined || gatewayKey === undefined) return undefined;
  return { folder: gatewaySpool, key: readZoneKey(gatewayKey) };
}
