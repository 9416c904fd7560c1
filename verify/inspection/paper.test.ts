import { beforeAll, describe, expect, it } from 'vitest';
import { answerNow } from '../../src/crypto/index.ts';
import { makeQrSeal, type QrSealRequest } from '../../src/paper/index.ts';
import { testSeal, type TestSeal } from '../../src/paper/testing/seal.ts';
import { specimenDocument } from '../../src/paper/testing/specimen.ts';
import { statusListToken } from '../../src/systems/ecert/index.ts';
import { runNow } from '../core/index.ts';
import {
  inspectionWords,
  inspectPaper,
  readTrustPack,
  statusAddress,
  writeTrustPack,
  type Lamp,
  type ListAtHand,
  type TrustPack,
} from './index.ts';
import { utf8 } from '../../src/base/index.ts';

const uri = 'https://ledger.example/status/CN-GACC/0';
const MADE = '2026-11-22T10:00:00Z';
const NOW = '2026-11-22T10:05:00Z';
let seal: TestSeal;
let pack: TrustPack;
let list: Uint8Array;

beforeAll(async () => {
  seal = await testSeal('CN-GACC', 'CN');
  const authority = {
    key: 'CN-GACC',
    country: 'CN',
    names: { en: 'Customs' },
    anchors: [{ certificate: seal.anchor.certificate }],
    signers: [seal.key.certificate],
  };
  const reading = runNow(
    readTrustPack(utf8(writeTrustPack({ made: MADE, authorities: [authority] }))),
    answerNow,
  );
  if (!reading.read) throw new Error(reading.fault);
  ({ pack } = reading);
  list = await listOf([]);
});

const listOf = (ended: readonly { index: number; isReplaced: boolean }[]): Promise<Uint8Array> =>
  statusListToken({ uri, authority: 'CN-GACC', made: Date.parse(MADE) / 1000, ttl: 900, ended }, seal.key);

async function address(changes: Partial<QrSealRequest> = {}): Promise<string> {
  const made = await makeQrSeal({
    document: specimenDocument({ lines: 2 }),
    digest: 'ab'.repeat(32),
    authority: 'CN-GACC',
    key: seal.key,
    verifier: 'https://ledger.example/verify/',
    made: MADE,
    status: { uri, index: 5 },
    ...changes,
  });
  return made.address;
}

function lamps(
  text: string,
  { time = NOW, at, trust = pack }: { time?: string; at?: ListAtHand; trust?: TrustPack } = {},
): Record<string, Lamp> {
  const found = runNow(inspectPaper(text, { pack: trust, time }, at), answerNow);
  if (!found.read) throw new Error(found.refusal);
  return Object.fromEntries(found.lamps.map((lamp) => [lamp.name, lamp]));
}

const force = (...[text, options]: Parameters<typeof lamps>): string | undefined =>
  lamps(text, options)['force']?.code;

describe('the lights of a paper', () => {
  it('say by a fresh list that it is in force, and where the list is', async () => {
    const trust = { pack, time: NOW };
    expect(runNow(statusAddress(await address(), trust), answerNow)).toBe(uri);
    const found = lamps(await address(), { at: { uri, bytes: list } });
    expect(found['seal']).toMatchObject({ light: 'passed', code: 'lamp-seal-passed' });
    expect(found['force']).toMatchObject({ light: 'passed', code: 'lamp-force-paper-in-force' });
    expect(found['paper']).toMatchObject({ light: 'compare' });
    expect(found['evidence']).toMatchObject({ light: 'unknown', asked: false });
  });

  it('grow stale with the list, and fall silent without one', async () => {
    const at = { uri, bytes: list };
    expect(force(await address(), { at, time: '2026-11-22T10:14:59Z' })).toBe('lamp-force-paper-in-force');
    expect(force(await address(), { at, time: '2026-11-22T10:15:01Z' })).toBe('lamp-force-paper-stale');
    expect(force(await address(), { at, time: '2026-11-30T10:00:00Z' })).toBe('status-list-expired');
    expect(force(await address())).toBe('lamp-force-paper-no-list');
    expect(force(await address(), { at: { uri: `${uri}1`, bytes: list } })).toBe('lamp-force-paper-no-list');
    expect(force(await address({ status: { uri, index: 4_000_000 } }), { at })).toBe(
      'lamp-force-paper-no-list',
    );
  });

  it('say what ended a certificate', async () => {
    const replaced = { uri, bytes: await listOf([{ index: 5, isReplaced: true }]) };
    const withdrawn = { uri, bytes: await listOf([{ index: 5, isReplaced: false }]) };
    expect(force(await address(), { at: replaced })).toBe('lamp-force-paper-replaced');
    expect(force(await address(), { at: withdrawn })).toBe('lamp-force-paper-withdrawn');
    const expired = await address({ expires: '2026-11-22T10:04:00Z' });
    expect(lamps(expired, { at: { uri, bytes: list } })['force']).toMatchObject({
      light: 'failed',
      code: 'lamp-force-paper-expired',
    });
  });

  it('do not vouch for a seal from the future', async () => {
    expect(force(await address({ made: '2026-11-22T11:00:00Z' }))).toBe('lamp-force-paper-future');
  });

  it('believe no list of another signer', async () => {
    const stranger = await testSeal('CN-GACC', 'CN');
    const bytes = await statusListToken(
      { uri, authority: 'CN-GACC', made: Date.parse(MADE) / 1000, ttl: 900, ended: [] },
      stranger.key,
    );
    expect(force(await address(), { at: { uri, bytes } })).toBe('status-list-untrusted');
    expect(force(await address(), { at: { uri, bytes: list.subarray(9) } })).toBe('status-list-malformed');
  });

  it('show nothing to a reader who trusts nobody', async () => {
    const found = lamps(await address(), { trust: { made: MADE, authorities: [] } });
    expect(found['seal']).toMatchObject({ light: 'unknown' });
    expect(found['paper']).toMatchObject({ code: 'lamp-paper-hidden' });
  });

  it('find no way from the signer to an authority that is no longer trusted', async () => {
    const [authority] = pack.authorities;
    if (authority === undefined) throw new Error('no authority');
    const trust = { ...pack, authorities: [{ ...authority, anchors: [] }] };
    expect(lamps(await address(), { trust })['seal']).toMatchObject({
      light: 'unknown',
      code: 'lamp-seal-no-certificate-chain-found',
    });
  });

  it('have a sentence for each verdict', async () => {
    const { en = {} } = inspectionWords;
    for (const code of [
      'in-force',
      'stale',
      'replaced',
      'withdrawn',
      'expired',
      'future',
      'no-list',
      'no-status',
      'unread',
    ]) {
      expect(en[`lamp-force-paper-${code}`]).toBeTypeOf('string');
    }
  });
});
