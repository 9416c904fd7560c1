import { utf8 } from '../src/base/index.ts';
import { certificatePem, readSealKey, seal } from '../src/crypto/index.ts';
import { newParty } from '../src/crypto/testing/index.ts';
import { certificatePdf, createPress } from '../src/paper/index.ts';
import { specimenDocument } from '../src/paper/testing/specimen.ts';
import { readCertificate, spsCertificate17, writeMessage } from '../src/standards/index.ts';
import {
  LIST_ENTRIES,
  placeOf,
  statusListToken,
  verifyEnclosed,
  type EndedEntry,
} from '../src/systems/ecert/index.ts';
import { limitRow, rateRow, type BenchRow } from './row.ts';

const NOW = '2026-11-22T09:00:00Z';
const THREADS = 2;
const WARM = 60;
const PAPERS = 300;
const ROUNDS = 3;
const PROMISED = 100;
const LIST_BYTES = 150_000;

/** From sealed documents to signed PDF/A-3 with QR seal, all that the server does for one: verify, read, set, sign. */
export async function benchPaper(): Promise<BenchRow[]> {
  const root = await newParty({ name: 'Root', authority: true });
  const signer = await newParty({ name: 'Seal', by: root });
  const key = readSealKey({
    privateKey: signer.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificates: certificatePem(signer.certificate),
  });
  const trust = [{ authority: 'CN-GACC', certificate: root.certificate }];
  const sealed = Array.from({ length: PAPERS }, (_, index) => {
    const document = specimenDocument({ lines: 3, number: `22600001394${String(7_000_000 + index)}` });
    return utf8(seal(writeMessage(spsCertificate17, document), key, { time: NOW, id: String(index) }));
  });
  const press = createPress({ threads: THREADS, waiting: PAPERS });
  const paper = async (bytes: Uint8Array, index: number): Promise<void> => {
    const { report, bytes: xml } = verifyEnclosed(bytes, trust, NOW);
    const { content, contentDigest: digest, indication } = report;
    if (content === undefined || digest === undefined || indication !== 'TOTAL-PASSED') {
      throw new Error(`the seal is ${indication}`);
    }
    await certificatePdf(press, {
      document: readCertificate(content, { now: new Date(NOW) }).document,
      xml,
      digest,
      seal: { time: NOW, signer: 'CN=Seal' },
      authority: { key: 'CN-GACC', names: { en: 'General Administration of Customs', zh: '海关总署' } },
      languages: ['zh', 'en'],
      qr: {
        key,
        verifier: 'https://ledger.customs.example/verify/',
        made: NOW,
        status: { uri: 'https://ledger.customs.example/status/CN-GACC/0', index },
      },
    });
  };
  try {
    await inParallel(sealed.slice(0, WARM), paper);
    let best = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now();
      await inParallel(sealed, paper);
      best = Math.max(best, PAPERS / ((performance.now() - start) / 1000));
    }
    const what = `signed PDF/A-3 with QR seal and sealed XML inside, ${String(THREADS)} threads; floor: the promise`;
    return [rateRow({ what, ours: best, floor: PROMISED, unit: 'papers/s', atLeast: 1 })];
  } finally {
    await press.close();
  }
}

/** At most so many papers at once: what a server keeps in work. */
const AT_ONCE = 6;

async function inParallel<Item>(
  items: readonly Item[],
  act: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) await act(item, index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Ten million certificates of which one in a hundred has ended, nine in ten of these replaced: all lists together. */
export async function benchStatusLists(): Promise<BenchRow[]> {
  const signer = await newParty({ name: 'Seal' });
  const key = readSealKey({
    privateKey: signer.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificates: certificatePem(signer.certificate),
  });
  const lists = new Map<number, EndedEntry[]>();
  const secret = new Uint8Array(32).fill(5);
  for (let count = 0; count < 10_000_000; count += 100) {
    const { list, index } = placeOf(secret, 'CN-GACC', count);
    const ended = lists.get(list) ?? [];
    lists.set(list, ended);
    ended.push({ index, isReplaced: count % 1000 !== 0 });
  }
  let bytes = 0;
  for (const [list, ended] of lists) {
    const uri = `https://ledger.customs.example/status/CN-GACC/${String(list)}`;
    const content = { uri, authority: 'CN-GACC', made: 1_790_000_000, ttl: 900, ended };
    bytes += (await statusListToken(content, key)).length;
  }
  const what = `status lists of 10 million certificates, 1 % ended, in lists of ${String(LIST_ENTRIES)}`;
  return [limitRow({ what, ours: bytes / 1000, floor: LIST_BYTES / 1000, unit: 'KB' })];
}
