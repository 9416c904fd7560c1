import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, toBase64, utf8 } from '../../../src/base/index.ts';
import { runNow } from '../primitives.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { formatNote, isKeyName, parseNote, verifyNote } from './note.ts';
import { formatNoteKey, parseNoteKey } from './note-key.ts';
import { answer, sha256, signedNote, testSigner } from '../../../tests/evidence/log-signers.ts';

const log = testSigner('log.example/evidence');
const witness = testSigner('witness.example/w1', 'cosignature');
const stranger = testSigner('stranger.example');
const TEXT = 'log.example/evidence\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n';

const judge = (text: string, keys = [log.key, witness.key]) => {
  const note = parseNote(text);
  return note === undefined ? undefined : runNow(verifyNote(note, keys), answer);
};

describe('verifier keys', () => {
  test('a key reads back from its vkey, for both kinds', () => {
    for (const { key } of [log, witness]) {
      expect(runNow(parseNoteKey(formatNoteKey(key)), answer)).toEqual(key);
    }
  });

  test('the same key has another id under another name or kind', () => {
    const ids = [
      testSigner('a.example', 'ed25519', 'seed'),
      testSigner('a.example', 'cosignature', 'seed'),
      testSigner('b.example', 'ed25519', 'seed'),
    ].map(({ key }) => key.id);
    expect(new Set(ids).size).toBe(3);
  });

  test('a vkey with a wrong id, kind, length or alphabet is refused', () => {
    const vkey = formatNoteKey(log.key);
    const [name = '', id = '', data = ''] = vkey.split('+');
    const wrong = [
      '',
      name,
      `${name}+${id}`,
      `${name}+00000000+${data}`,
      `${name}+${id.toUpperCase()}A+${data}`,
      `x${vkey}`,
      `${vkey} `,
      `${vkey}\n`,
      `+${id}+${data}`,
      `${name}+${id}+${toBase64(concatBytes(Uint8Array.of(6), log.key.publicKey))}`,
      `${name}+${id}+${toBase64(log.key.publicKey)}`,
      `${name}+${id}+!!`,
    ];
    for (const text of wrong) expect(runNow(parseNoteKey(text), answer)).toBeUndefined();
  });
});

describe('signed notes', () => {
  test('a note signed by a known key is accepted, with the time of a cosignature', () => {
    expect(judge(signedNote(TEXT, [log, witness], 1_795_000_000))).toEqual({
      accepted: true,
      signatures: [{ key: log.key }, { key: witness.key, time: 1_795_000_000 }],
    });
  });

  test('signatures of unknown keys are ignored, a note of unknown keys only is refused', () => {
    expect(judge(signedNote(TEXT, [stranger, log]))).toEqual({
      accepted: true,
      signatures: [{ key: log.key }],
    });
    expect(judge(signedNote(TEXT, [stranger]))).toEqual({ accepted: false, refusal: 'note-unknown-keys' });
  });

  test('one known key that fails refuses the whole note, whatever else holds', () => {
    const forged = { ...log.sign('other text\n') };
    const note = { text: TEXT, signatures: [witness.sign(TEXT, 5), forged] };
    expect(judge(formatNote(note))).toEqual({
      accepted: false,
      refusal: 'note-signature-invalid',
      name: log.key.name,
    });
  });

  test('a cosignature whose time was changed fails', () => {
    const line = witness.sign(TEXT, 1000);
    const signature = line.signature.slice();
    signature[7] = (signature[7] ?? 0) ^ 1;
    const note = { text: TEXT, signatures: [log.sign(TEXT), { ...line, signature }] };
    expect(judge(formatNote(note))).toMatchObject({ accepted: false, refusal: 'note-signature-invalid' });
  });

  test('a key that signs twice counts once', () => {
    const verdict = judge(signedNote(TEXT, [log, log, witness, witness]));
    expect(verdict?.accepted === true ? verdict.signatures : []).toHaveLength(2);
  });

  test('sixteen signatures and more are accepted', () => {
    const others = Array.from({ length: 15 }, (_, index) => testSigner(`other${String(index)}.example`));
    expect(judge(signedNote(TEXT, [...others, log]))).toMatchObject({ accepted: true });
    const many = Array.from({ length: 101 }, () => stranger);
    expect(parseNote(signedNote(TEXT, many))).toBeUndefined();
  });

  test('the text may hold empty lines; the last one parts it from the signatures', () => {
    const text = 'a\n\nb\n';
    const note = parseNote(signedNote(text, [log]));
    expect(note?.text).toBe(text);
  });

  test('control characters other than the newline are refused', () => {
    for (let code = 0; code < 0x20; code += 1) {
      if (code === 0x0a) continue;
      const text = `a${String.fromCharCode(code)}b\n`;
      expect(parseNote(signedNote(text, [log]))).toBeUndefined();
    }
  });

  test.each([
    ['no signature', 'text\n\n'],
    ['no blank line', 'text\n— a AAAAAAA=\n'],
    ['no final newline', 'text\n\n— a AAAAAAA='],
    ['a hyphen for the dash', 'text\n\n- a AAAAAAA=\n'],
    ['a name with a plus', 'text\n\n— a+b AAAAAAA=\n'],
    ['a name with a no-break space', 'text\n\n— a\u00A0b AAAAAAA=\n'],
    ['a signature without bytes', 'text\n\n— a AAAAAA==\n'],
    ['padding left out', 'text\n\n— a AAAAAAA\n'],
    ['a base64 that is not canonical', 'text\n\n— a AAAAAAB=\n'],
    ['a line after the signatures', 'text\n\n— a AAAAAAA=\nmore\n'],
    ['two spaces', 'text\n\n— a  AAAAAAA=\n'],
    ['nothing', ''],
  ])('a note with %s is refused', (_, text) => {
    expect(parseNote(text)).toBeUndefined();
  });

  test('a note reads back as written', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(isKeyName);
    const lines = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 40 }).filter((line) => !/[\0-\u001F]/.test(line)),
    );
    const signatures = fc.array(
      fc.record({
        name: names,
        id: fc.nat(2 ** 31),
        signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(lines, signatures, (texts, signed) => {
        const note = { text: `${texts.join('\n')}\n`, signatures: signed };
        const read = parseNote(formatNote(note));
        expect(read?.text).toBe(note.text);
        expect(read?.signatures.map(({ name, id }) => [name, id])).toEqual(
          signed.map(({ name, id }) => [name, id]),
        );
      }),
    );
  });

  test('garbage is refused and never thrown at', () => {
    const parts = fc.constantFrom(
      '— ',
      'a',
      '\n',
      '\n\n',
      ' ',
      '+',
      '=',
      'AAAA',
      '\u0000',
      '\uD800',
      '0',
      '—',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        judge(text);
        parseCheckpoint(text);
        runNow(parseNoteKey(text), answer);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('checkpoints', () => {
  test('a checkpoint reads back as written, extensions kept', () => {
    const checkpoint = {
      origin: 'log.example',
      size: 2 ** 53 - 1,
      root: sha256(utf8('x')),
      extensions: ['e 1'],
    };
    expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  test.each([
    'log\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    'log\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    'log\n1e3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    'log\n9007199254740992\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    'log\n1\nAAAA\n',
    'log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n',
    '\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    'log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n',
    'log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    'log\n1\n',
  ])('%j is no checkpoint', (text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });
});
