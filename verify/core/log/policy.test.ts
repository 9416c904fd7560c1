import { describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '../../../src/base/index.ts';
import { runNow } from '../primitives.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { verifyCheckpoint } from './checkpoint-verdict.ts';
import { formatLogProof, parseLogProof, verifyLogProof } from './log-proof.ts';
import { formatNoteKey } from './note-key.ts';
import type { LogPolicy } from './policy.ts';
import { formatPolicy, isQuorum, parsePolicy } from './policy.ts';
import { inclusionRanges } from './subtree.ts';
import { answer, sha256, signedNote, testSigner } from '../../../tests/evidence/log-signers.ts';
import { TreeHasher } from './tile-tree.ts';

const log = testSigner('log.example/evidence');
const other = testSigner('other.example/log');
const witnesses = ['x1', 'x2', 'x3', 'y1', 'y2', 'y3'].map((name) => ({
  name,
  signer: testSigner(`${name}.example`, 'cosignature'),
}));
const vkeyOf = (name: string) => {
  const found = witnesses.find((witness) => witness.name === name);
  return found === undefined ? '' : formatNoteKey(found.signer.key);
};
const signerOf = (name: string) =>
  witnesses.filter((witness) => witness.name === name).map(({ signer }) => signer);

const FILE = `# two groups
log ${formatNoteKey(log.key)} https://log.example/
${witnesses.map(({ name }) => `\twitness  ${name} ${vkeyOf(name)} https://${name}.example/`).join('\n')}
group X 2 x1 x2 x3
group Y any y1 y2 y3

group both all X Y
quorum both
`;

function read(text: string): LogPolicy {
  const reading = runNow(parsePolicy(text), answer);
  if (!reading.read) throw new Error(`${reading.fault} in line ${String(reading.line)}`);
  return reading.policy;
}
const faultOf = (text: string) => {
  const reading = runNow(parsePolicy(text), answer);
  return reading.read ? undefined : `${reading.fault}:${String(reading.line)}`;
};

describe('policies', () => {
  const policy = read(FILE);

  test('a policy reads back from its own writing', () => {
    expect(read(formatPolicy(policy))).toEqual(policy);
    expect(policy.witnesses[0]).toMatchObject({ name: 'x1', url: 'https://x1.example/' });
  });

  test('a quorum of groups is reached when each group is', () => {
    const reached = (...names: string[]) => isQuorum(policy, new Set(names));
    expect(reached('x1', 'x2', 'y3')).toBe(true);
    expect(reached('x1', 'x2', 'x3')).toBe(false);
    expect(reached('x1', 'y1', 'y2', 'y3')).toBe(false);
    expect(reached()).toBe(false);
    expect(reached('X', 'Y', 'both')).toBe(false);
  });

  test('a policy that asks for no witness is always satisfied', () => {
    expect(isQuorum(read('quorum none\n'), new Set())).toBe(true);
  });

  test.each([
    ['no quorum', '', 'policy-quorum:0'],
    ['two quorums', 'quorum none\nquorum none\n', 'policy-quorum:2'],
    ['an unknown quorum', 'quorum x\n', 'policy-quorum:1'],
    ['an unknown word', 'witnesses x\n', 'policy-keyword:1'],
    ['a malformed key', 'log x\n', 'policy-key:1'],
    ["a witness's key for a log", `log ${vkeyOf('x1')}\n`, 'policy-key:1'],
    ["a log's key for a witness", `witness a ${formatNoteKey(log.key)}\n`, 'policy-key:1'],
    [
      'one log twice',
      `log ${formatNoteKey(log.key)}\nlog ${formatNoteKey(log.key)}\n`,
      'policy-duplicate-key:2',
    ],
    ['one witness twice', `witness a ${vkeyOf('x1')}\nwitness b ${vkeyOf('x1')}\n`, 'policy-duplicate-key:2'],
    ['one name twice', `witness a ${vkeyOf('x1')}\nwitness a ${vkeyOf('x2')}\n`, 'policy-name:2'],
    ['the name none', `witness none ${vkeyOf('x1')}\n`, 'policy-name:1'],
    ['a member defined later', `group g any a\nwitness a ${vkeyOf('x1')}\n`, 'policy-member:1'],
    [
      'a member of two groups',
      `witness a ${vkeyOf('x1')}\ngroup g any a\ngroup h any a\n`,
      'policy-member:3',
    ],
    ['none as a member', 'group g any none\n', 'policy-member:1'],
    ['an empty group', 'group g any\n', 'policy-member:1'],
    ['a threshold of zero', `witness a ${vkeyOf('x1')}\ngroup g 0 a\n`, 'policy-threshold:2'],
    ['a threshold above the members', `witness a ${vkeyOf('x1')}\ngroup g 2 a\n`, 'policy-threshold:2'],
    ['a carriage return', 'quorum none\r\n', 'policy-character:1'],
  ])('%s is a fault with its line', (_, text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });
});

describe('proof files', () => {
  const policy = read(FILE);
  const hasher = new TreeHasher(sha256);
  const leaves = Array.from({ length: 11 }, (_, index) => utf8(`leaf ${String(index)}`));
  const hashes = leaves.map((leaf) => hasher.leaf(leaf));
  const rootOf = (start: number, end: number): Uint8Array => {
    const [only] = hashes.slice(start, end);
    if (end - start === 1 && only !== undefined) return only;
    let split = 1;
    while (split * 2 < end - start) split *= 2;
    return hasher.node(rootOf(start, start + split), rootOf(start + split, end));
  };
  const text = formatCheckpoint({
    origin: log.key.name,
    size: leaves.length,
    root: rootOf(0, leaves.length),
    extensions: [],
  });
  const enough = ['x1', 'x3', 'y2'].flatMap(signerOf);
  const checkpoint = signedNote(text, [log, ...enough]);
  const proofOf = (index: number, note = checkpoint) =>
    formatLogProof({
      index,
      hashes: inclusionRanges(index, leaves.length).map(({ start, end }) => rootOf(start, end)),
      checkpoint: note,
    });
  const judge = (proof: string, leaf: Uint8Array = utf8('leaf 4')) =>
    runNow(verifyLogProof(proof, leaf, policy), answer);

  test('a proof file reads back as written, with and without extra data', () => {
    for (const extra of [{}, { extra: utf8('anything') }]) {
      const proof = { index: 3, hashes: [sha256(utf8('a'))], checkpoint, ...extra };
      expect(parseLogProof(formatLogProof(proof))).toEqual(proof);
    }
  });

  test('a leaf with its proof and a checkpoint of the quorum is proven, with the witnesses and their times', () => {
    const verdict = judge(proofOf(4));
    expect(verdict).toMatchObject({ proven: true, index: 4 });
    expect(verdict.checkpoint?.witnesses.map(({ name, at }) => [name, at])).toEqual(
      ['x1', 'x3', 'y2'].map((name) => [name, '2026-11-18T11:06:40.000Z']),
    );
  });

  test('each missing thing has its own refusal', () => {
    const refusalOf = (proof: string, leaf?: Uint8Array) => {
      const verdict = judge(proof, leaf);
      return verdict.proven ? 'proven' : verdict.refusal;
    };
    expect(refusalOf(proofOf(4), utf8('leaf 5'))).toBe('proof-does-not-hold');
    expect(refusalOf(proofOf(4).replace('index 4', 'index 5'))).toBe('proof-does-not-hold');
    expect(refusalOf(proofOf(4).replace('index 4', 'index 11'))).toBe('proof-index-outside');
    expect(refusalOf(proofOf(4).replace('index 4', 'index 04'))).toBe('proof-malformed');
    expect(refusalOf(proofOf(4).replace('@v1', '@v2'))).toBe('proof-malformed');
    expect(refusalOf(proofOf(4, signedNote(text, [log])))).toBe('checkpoint-quorum-missing');
    expect(refusalOf(proofOf(4, signedNote(text, enough)))).toBe('checkpoint-not-signed-by-log');
    expect(refusalOf(proofOf(4, signedNote(text, [other])))).toBe('note-unknown-keys');
    expect(refusalOf(proofOf(4, checkpoint.replace('\n11\n', '\n12\n')))).toBe('note-signature-invalid');
    expect(refusalOf(proofOf(4, 'nothing'))).toBe('note-malformed');
    expect(refusalOf(proofOf(4, signedNote('a\nb\n', [log])))).toBe('checkpoint-malformed');
    expect(refusalOf('')).toBe('proof-malformed');
  });

  test("a log's key speaks for its own origin only", () => {
    const both = { ...policy, logs: [...policy.logs, { key: other.key }] };
    const foreign = signedNote(text, [other, ...enough]);
    expect(runNow(verifyCheckpoint(foreign, both), answer)).toMatchObject({
      accepted: false,
      refusal: 'checkpoint-not-signed-by-log',
    });
  });

  test('no byte of a proof file can be changed unnoticed', () => {
    const proof = proofOf(4);
    const bytes = utf8(proof);
    const proven: number[] = [];
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = bytes.slice();
      changed[index] = (changed[index] ?? 0) ^ 0x01;
      const verdict = judge(new TextDecoder().decode(changed));
      // A signature line that no longer names a known key is ignored, as the specification prescribes.
      if (verdict.proven) proven.push(index);
    }
    expect(proven).toEqual([]);
  });

  test('the shortest proof, of a log of one leaf, has no hashes', () => {
    const leaf = utf8('only');
    const single = formatCheckpoint({
      origin: log.key.name,
      size: 1,
      root: hasher.leaf(leaf),
      extensions: [],
    });
    const file = formatLogProof({ index: 0, hashes: [], checkpoint: signedNote(single, [log, ...enough]) });
    expect(judge(file, leaf)).toMatchObject({ proven: true, index: 0 });
    expect(toBase64(hasher.leaf(leaf))).toHaveLength(44);
  });
});
