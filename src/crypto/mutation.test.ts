import { describe, expect, it } from 'vitest';
import type { TrustAnchor } from '../../verify/core/index.ts';
import { utf8 } from '../base/index.ts';
import { readSealKey, certificatePem, seal, verify } from './index.ts';
import {
  certificateXml,
  forge,
  newWorld,
  NOW,
  NZ,
  plainCertificateXml,
  type World,
} from './testing/index.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const rounds = soak ? Math.ceil(100_000 * soak) : 3000;
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** A small generator of our own (mulberry32): a failing round is named by its number alone. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
type Pick = ReturnType<typeof generator>;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the elements of a document of the test world stand, start tag to end tag. */
function elementsIn(xml: string): readonly Range[] {
  const open: number[] = [];
  const found: Range[] = [];
  for (const { 0: tag, index } of xml.matchAll(/<[^!?][^>]*>/g)) {
    if (tag.startsWith('</')) found.push({ start: open.pop() ?? 0, end: index + tag.length });
    else if (tag.endsWith('/>')) found.push({ start: index, end: index + tag.length });
    else open.push(index);
  }
  return found;
}

const TOKENS = [
  '<!--x-->',
  '<?x y?>',
  '<![CDATA[]]>',
  '&#13;',
  '\u2028',
  '\u0085',
  '\r',
  '<x/>',
  '9',
  ' ',
  '&amp;',
  '\u0301',
  '&lt;',
  'xmlns="urn:x" ',
];

/** One node deleted, doubled, moved, emptied, renamed or put into another, or a token put somewhere. */
function changeNode(xml: string, pick: Pick): string {
  const elements = elementsIn(xml);
  const one = elements[pick(elements.length)] ?? { start: 0, end: 0 };
  const other = elements[pick(elements.length)] ?? { start: 0, end: 0 };
  const text = xml.slice(one.start, one.end);
  const without = xml.slice(0, one.start) + xml.slice(one.end);
  const token = TOKENS[pick(TOKENS.length)] ?? '';
  const anywhere = pick(xml.length);
  switch (pick(7)) {
    case 0:
      return without;
    case 1:
      return xml.slice(0, one.end) + text + xml.slice(one.end);
    case 2: {
      const at = Math.min(other.start, without.length);
      return without.slice(0, at) + text + without.slice(at);
    }
    case 3:
      return xml.slice(0, one.start) + text.replace(/>[^]*</, '><') + xml.slice(one.end);
    case 4:
      return (
        xml.slice(0, one.start) +
        text.replace(/^<[\w:]+/, '$&x').replace(/<\/([\w:]+)>$/, '</$1x>') +
        xml.slice(one.end)
      );
    case 5:
      return xml.slice(0, other.start) + text + xml.slice(other.end);
    default:
      return xml.slice(0, anywhere) + token + xml.slice(anywhere);
  }
}

/** One byte replaced, put in or taken out. */
function changeByte(bytes: Uint8Array, pick: Pick): Uint8Array {
  const at = pick(bytes.length);
  const byte = pick(256);
  switch (pick(3)) {
    case 0:
      return Uint8Array.from([...bytes.subarray(0, at), byte, ...bytes.subarray(at)]);
    case 1:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]);
    default: {
      const changed = Uint8Array.from(bytes);
      changed[at] = byte;
      return changed;
    }
  }
}

function sealedDocuments({ seal: party }: World): readonly string[] {
  const key = readSealKey({
    privateKey: party.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificates: certificatePem(party.certificate),
  });
  return [
    seal(certificateXml(), key, { time: '2026-11-20T08:00:00Z', id: 'a' }),
    forge({
      document: certificateXml(),
      by: party,
      template: (text) => text.replaceAll(EXCLUSIVE, INCLUSIVE),
    }),
    forge({ document: certificateXml(), by: party, form: 'plain' }),
    seal(plainCertificateXml(), key, { time: '2026-11-20T08:00:00Z', id: 'd' }),
  ];
}

describe(`of ${String(rounds)} changes to sealed documents none is accepted with altered content`, async () => {
  const world = await newWorld();
  const trust: readonly TrustAnchor[] = [{ authority: NZ, certificate: world.root.certificate }];
  it.each(sealedDocuments(world).map((xml, index) => [index, xml] as const))('document %i', (index, xml) => {
    const bytes = utf8(xml);
    const original = verify(bytes, trust, NOW).report;
    expect(original.indication).toBe('TOTAL-PASSED');
    const { content, contentDigest, claimedTime, authority } = original;
    let accepted = 0;
    for (let round = index; round < rounds; round += 4) {
      const pick = generator(round);
      const changed = pick(2) === 0 ? changeByte(bytes, pick) : utf8(changeNode(xml, pick));
      const { report } = verify(changed, trust, NOW);
      if (report.indication === 'TOTAL-FAILED') continue;
      // What is not refused says exactly what was sealed, or is as unsealed as it says.
      accepted += 1;
      if (report.indication === 'NO-SEAL') continue;
      if (report.content === undefined) continue;
      expect(report.content, `round ${String(round)}`).toEqual(content);
      if (report.indication === 'TOTAL-PASSED') {
        expect({ ...report, remarks: [] }, `round ${String(round)}`).toMatchObject({
          contentDigest,
          authority,
        });
        if (claimedTime !== undefined) expect(report.claimedTime).toBe(claimedTime);
      }
    }
    // Not every change alters what is sealed (white space in a tag, a comment): some must come through.
    expect(accepted).toBeGreaterThan(0);
  });
});
