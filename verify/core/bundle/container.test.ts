import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, toHex, utf8 } from '../../../src/base/index.ts';
import { ASIC_E_TYPE, readContainer, writeContainer } from './container.ts';
import { crc32 } from './crc32.ts';

const files = [
  { path: 'a.txt', bytes: utf8('first') },
  { path: 'folder/b.xml', bytes: utf8('<b/>') },
  { path: 'folder/c', bytes: new Uint8Array() },
];
const good = writeContainer(files);
const refusalOf = (bytes: Uint8Array) => {
  const reading = readContainer(bytes);
  return reading.read ? undefined : reading.refusal;
};

/** A container in which the member at a place is described by other bytes, in both headers unless told. */
function changed(
  change: (bytes: Uint8Array, view: DataView, at: { local: number; central: number }) => void,
  place = 1,
) {
  const bytes = good.slice();
  const view = new DataView(bytes.buffer);
  let central = view.getUint32(bytes.length - 6, true);
  for (let index = 0; index < place; index += 1) central += 46 + view.getUint16(central + 28, true);
  change(bytes, view, { central, local: view.getUint32(central + 42, true) });
  return bytes;
}

describe('containers', () => {
  test('the checksum is that of ZIP', () => {
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });

  test('a container reads back as its files, mimetype first', () => {
    const reading = readContainer(good);
    if (!reading.read) expect.fail(reading.refusal);
    expect(reading.files.map(({ path }) => path)).toEqual(['mimetype', 'a.txt', 'folder/b.xml', 'folder/c']);
    expect(reading.files.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual([
      ASIC_E_TYPE,
      'first',
      '<b/>',
      '',
    ]);
    expect(reading.files.every(({ intact }) => intact)).toBe(true);
  });

  test('equal files give equal bytes', () => {
    expect(toHex(writeContainer(files))).toBe(toHex(good));
  });

  test('the first bytes tell the type, as EN 319 162-1 annex A asks', () => {
    expect(new TextDecoder().decode(good.subarray(30, 38))).toBe('mimetype');
    expect(new TextDecoder().decode(good.subarray(38, 38 + ASIC_E_TYPE.length))).toBe(ASIC_E_TYPE);
  });

  test('any files of ours read back', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const member = fc.record({ path, bytes: fc.uint8Array({ maxLength: 200 }) });
    fc.assert(
      fc.property(
        fc.uniqueArray(member, { selector: (each) => each.path.toLowerCase(), maxLength: 30 }),
        (members) => {
          fc.pre(members.every((each) => each.path.toLowerCase() !== 'mimetype'));
          const reading = readContainer(writeContainer(members));
          expect(
            reading.read && reading.files.slice(1).map((each) => [each.path, toHex(each.bytes), each.intact]),
          ).toEqual(members.map((each) => [each.path, toHex(each.bytes), true]));
        },
      ),
    );
  });

  test('no byte can be changed unnoticed: the container is refused or the file is not intact', () => {
    for (let index = 0; index < good.length; index += 1) {
      for (const bit of [0x01, 0x20, 0x80]) {
        const bytes = good.slice();
        bytes[index] = (bytes[index] ?? 0) ^ bit;
        const reading = readContainer(bytes);
        const silent = reading.read && reading.files.every(({ intact }) => intact);
        if (silent) expect.fail(`byte ${String(index)}`);
      }
    }
  });

  test('no part can be cut off, doubled or put before, between or behind', () => {
    for (let length = 0; length < good.length; length += 1)
      expect(readContainer(good.subarray(0, length)).read).toBe(false);
    expect(refusalOf(concatBytes(good, utf8('x')))).toBe('container-not-zip');
    expect(refusalOf(concatBytes(utf8('x'), good))).toBe('container-not-zip');
    expect(refusalOf(concatBytes(good, good))).toBe('container-gap');
    const start = new DataView(good.buffer).getUint32(good.length - 6, true);
    expect(
      readContainer(concatBytes(good.subarray(0, start), utf8('hidden'), good.subarray(start))).read,
    ).toBe(false);
  });

  test.each([
    [
      'compressed members',
      'container-compressed',
      changed((_, view, at) => {
        view.setUint16(at.central + 10, 8, true);
        view.setUint16(at.local + 8, 8, true);
      }),
    ],
    [
      'encrypted members',
      'container-encrypted',
      changed((_, view, at) => {
        view.setUint16(at.central + 8, 0x0801, true);
        view.setUint16(at.local + 6, 0x0801, true);
      }),
    ],
    [
      'a data descriptor',
      'container-profile',
      changed((_, view, at) => {
        view.setUint16(at.central + 8, 0x0808, true);
        view.setUint16(at.local + 6, 0x0808, true);
      }),
    ],
    [
      'a symbolic link',
      'container-profile',
      changed((_, view, at) => {
        view.setUint16(at.central + 4, 0x0314, true);
        view.setUint32(at.central + 38, 0o120777 * 65_536, true);
      }),
    ],
    [
      'a name that differs in the two headers',
      'container-headers-differ',
      changed((bytes, _, at) => {
        bytes[at.local + 30] = 0x62;
      }),
    ],
    [
      'a size that differs in the two headers',
      'container-headers-differ',
      changed((_, view, at) => {
        view.setUint32(at.local + 18, 4, true);
        view.setUint32(at.local + 22, 4, true);
      }),
    ],
    [
      'two members in one place',
      'container-gap',
      changed((_, view, at) => {
        view.setUint32(at.central + 42, 0, true);
      }),
    ],
    [
      'zip64',
      'container-zip64',
      changed((_, view, at) => {
        view.setUint32(at.central + 24, 0xffffffff, true);
      }),
    ],
  ])('%s are refused', (_, refusal, bytes) => {
    expect(refusalOf(bytes)).toBe(refusal);
  });

  test.each(['../a.t', '/a.txt', 'a/../b', 'a\\b.x', 'C:a.tx', 'a\u0000bcd', '.abcd', 'a//bc'])(
    'a member named %j is refused, and never written',
    (name) => {
      const path = name.padEnd(5, 'x').slice(0, 5);
      const bytes = changed((all, __, at) => {
        all.set(utf8(path), at.central + 46);
        all.set(utf8(path), at.local + 30);
      });
      expect(refusalOf(bytes)).toBe('container-path');
      expect(() => writeContainer([{ path: name, bytes: utf8('x') }])).toThrow(RangeError);
    },
  );

  test('names that differ only in case are one name', () => {
    const bytes = writeContainer([
      { path: 'abc', bytes: utf8('1') },
      { path: 'abd', bytes: utf8('2') },
    ]);
    const text = Buffer.from(bytes).toString('latin1').replaceAll('abd', 'ABC');
    expect(refusalOf(Uint8Array.from(Buffer.from(text, 'latin1')))).toBe('container-duplicate');
  });

  test('more than a thousand files are refused before they are read', () => {
    const many = Array.from({ length: 999 }, (_, index) => ({ path: `f${String(index)}`, bytes: utf8('x') }));
    expect(readContainer(writeContainer(many)).read).toBe(true);
    expect(() => writeContainer([...many, { path: 'one-more', bytes: utf8('x') }])).toThrow(RangeError);
    const bytes = good.slice();
    new DataView(bytes.buffer).setUint16(bytes.length - 12, 1001, true);
    expect(refusalOf(bytes)).toBe('container-too-many-files');
  });

  test('a container without the type in front is refused', () => {
    const bytes = good.slice();
    const at = 38;
    bytes[at] = 0x41;
    new DataView(bytes.buffer).setUint32(14, crc32(bytes.subarray(at, at + ASIC_E_TYPE.length)), true);
    const central = new DataView(bytes.buffer).getUint32(bytes.length - 6, true);
    new DataView(bytes.buffer).setUint32(
      central + 16,
      crc32(bytes.subarray(at, at + ASIC_E_TYPE.length)),
      true,
    );
    expect(refusalOf(bytes)).toBe('container-mimetype');
  });

  test('garbage is refused and never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readContainer(bytes).read).toBe(false);
        expect(readContainer(concatBytes(Uint8Array.of(0x50, 0x4b, 3, 4), bytes)).read).toBe(false);
      }),
    );
  });
});
