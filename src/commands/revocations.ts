import { open } from 'node:fs/promises';
import { OPERATOR, revokeSerials } from '../access/index.ts';
import { say } from '../base/index.ts';
import { readRevocations, sha256Hex } from '../crypto/index.ts';
import { PlatformError, programWords, type House } from '../platform/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { misused, parametersOf } from './parameters.ts';

const FORM = { command: 'revocations', words: [1, 20] } as const;
/** More than the largest list in PEM. */
const MOST_BYTES = 1_600_000;
const MOST_TOLD = 50;

/** `revocations LIST.crl …`: enters what authorities have taken back by their own signed lists. */
export async function revocationsCommand(world: World): Promise<number> {
  const { words } = parametersOf(FORM, world.parameters);
  if (words.length === 0) throw misused('revocations');
  const house = await openHouseFor(world, { join: true });
  try {
    for (const file of words) world.out.write(`${await enter(world, house, file)}\n`);
    return 0;
  } finally {
    await house.close();
  }
}

/** Enters one list; the same list again changes nothing. */
async function enter({ language, clock }: World, house: House, file: string): Promise<string> {
  const bytes = await bytesOf(file);
  await house.trust.refresh();
  const anchors = house.trust.anchors();
  const now = clock();
  const { list, authority: place } = readRevocations(
    bytes,
    anchors.map(({ certificate }) => certificate),
    now,
  );
  const anchor = anchors[place];
  if (anchor === undefined) throw new RangeError('a list verifies by one of the anchors that were given');
  const revocations = list.revoked.map(({ serial, at }) => ({ serial, at: new Date(at) }));
  const added = await revokeSerials(house, OPERATOR, sha256Hex(anchor.certificate), revocations);
  const tell = (code: string, values: Readonly<Record<string, string | number>>): string =>
    say(programWords, language, code, values);
  return [
    tell('revocations-entered', {
      file,
      authority: anchor.authority,
      issuer: list.issuer,
      made: list.made,
      added,
      known: list.revoked.length - added,
    }),
    ...(list.due !== undefined && new Date(list.due) < now
      ? [tell('revocations-overdue', { due: list.due })]
      : []),
    ...(list.held.length > 0
      ? [tell('revocations-held', { serials: list.held.slice(0, MOST_TOLD).join(', ') })]
      : []),
  ].join('\n');
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  });
  try {
    const buffer = new Uint8Array(MOST_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, MOST_BYTES, 0);
    return buffer.slice(0, bytesRead);
  } finally {
    await handle.close();
  }
}
