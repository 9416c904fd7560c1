import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/index.ts';
import { FINDING_CODES } from '../message/finding-codes.ts';
import { readSancrt, writeSancrt } from '../sancrt/sancrt.ts';
import { sancrtTable } from '../sancrt/table.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import { readInterchange } from './interchange.ts';
import { EDIFACT_BOUNDS, tokenize } from './syntax.ts';
import { arrange } from './tree.ts';
import { triggerOf } from './table.ts';

const runs = Math.max(200, Math.round(Number(process.env['COUNTERFOIL_SOAK'] ?? 0) * 5000));

const header = { sender: 'CN', recipient: 'NZ', reference: 'R1', time: new Date('2026-03-02T01:00:00Z') };

function segments(text: string): readonly (readonly [string, ...(readonly (readonly string[])[])])[] {
  const tokens = tokenize(utf8(text));
  if ('refusal' in tokens) throw new Error(tokens.refusal);
  return tokens.segments.map(({ tag, elements }) => [tag, ...elements]);
}

function read(text: string) {
  const read1 = readSancrt(utf8(text));
  if ('refusal' in read1) throw new Error(read1.refusal);
  const [reading] = read1.readings;
  if (!reading) throw new Error('no message');
  return reading;
}

const message = (body: string, count: number): string =>
  `UNB+UNOB:3+A+B+260302:0100+7'UNH+1+SANCRT:D:97A:UN'${body}UNT+${String(count)}+1'UNZ+1+7'`;

describe('the tokenizer', () => {
  test('separates segments, elements and components, and releases what is released', () => {
    expect(segments("UNB+UNOC:3+A?+B:C??D'\r\nFTX+AAI+++It?'s 5?:3'")).toEqual([
      ['UNB', ['UNOC', '3'], ['A+B', 'C?D']],
      ['FTX', ['AAI'], [''], [''], ["It's 5:3"]],
    ]);
  });

  test('takes the service characters that UNA advises', () => {
    expect(segments('UNA|*.\\ ~UNB*UNOC|3*A\\*B~BGM*852~')).toEqual([
      ['UNB', ['UNOC', '3'], ['A*B']],
      ['BGM', ['852']],
    ]);
  });

  test.each([
    ['UNOC', Uint8Array.of(0xe9, 0x80), 'é\u0080'],
    ['UNOE', Uint8Array.of(0xb0), 'А'],
    ['UNOW', utf8('检疫'), '检疫'],
    ['UNOY', utf8('检疫'), '检疫'],
  ])('reads the characters of %s', (set, bytes, text) => {
    const tokens = tokenize(Uint8Array.from([...utf8(`UNB+${set}:3+`), ...bytes, ...utf8("'")]));
    expect(tokens).toMatchObject({ segments: [{ elements: [[set, '3'], [text]] }] });
  });

  test.each([
    ['edifact-not-interchange', 'ISA*00*'],
    ['edifact-not-interchange', ''],
    ['edifact-character-set', "UNB+UNOZ:3+A'"],
    ['edifact-service-characters', "UNA++.? 'UNB+UNOC:3+A'"],
    ['edifact-service-characters', "UNAAB.? 'UNB+UNOC:3+A'"],
    ['edifact-too-large', `UNB+UNOC:3+${'A'.repeat(EDIFACT_BOUNDS.characters + 1)}'`],
    ['edifact-too-large', `UNB+UNOC:3+${'?A'.repeat(EDIFACT_BOUNDS.characters + 1)}'`],
    ['edifact-too-large', `UNB${'+A'.repeat(EDIFACT_BOUNDS.elements + 1)}'`],
    ['edifact-too-large', `UNB+A${':A'.repeat(EDIFACT_BOUNDS.components + 1)}'`],
    ['edifact-too-large', `UNB+UNOC:3'${"A'".repeat(EDIFACT_BOUNDS.segments + 1)}`],
  ])('refuses as %s what no trading partner sends', (refusal, text) => {
    expect(tokenize(utf8(text))).toMatchObject({ refusal });
  });

  test('keeps a segment that has no end', () => {
    expect(segments("UNB+UNOC:3'BGM+852+N-1").at(-1)).toEqual(['BGM', ['852'], ['N-1']]);
  });
});

describe('an interchange', () => {
  test.each([
    ['control-missing', "UNB+UNOB:3+A+B+260302:0100+7'UNH+1+SANCRT:D:97A:UN'BGM+852+N'"],
    ['control-differs', message("BGM+852+N'", 9)],
    ['control-differs', message("BGM+852+N'", 3).replace('UNZ+1+7', 'UNZ+2+7')],
    ['control-differs', message("BGM+852+N'", 3).replace('UNZ+1+7', 'UNZ+1+8')],
    ['control-differs', message("BGM+852+N'CNT+2:5'", 4)],
    ['segment-unknown', message("BGM+852+N'XYZ+1'", 4)],
    ['segment-order', message("LOC+35+NZ'BGM+852+N'", 4)],
    ['segment-missing', message("LOC+35+NZ'", 3)],
    ['segment-not-mapped', message("BGM+852+N'LOC+999+NZ'", 4)],
    ['segment-not-mapped', message("BGM+852+N+1'", 3)],
    ['component-not-read', message("BGM+852+N++AB'", 3)],
    ['component-too-long', message(`BGM+852+${'N'.repeat(36)}'`, 3)],
    ['not-a-number', message("BGM+852+N'LIN+1'MEA+AAE+AAA+KGM:heavy'", 5)],
    ['segment-too-many', message(`BGM+852+N'${"RFF+CU:1'".repeat(10)}`, 13)],
    ['character-outside-set', message("BGM+852+Né'", 3)],
    ['other-release', message("BGM+852+N'", 3).replace('97A', '97B')],
  ])('is read with %s', (code, text) => {
    expect(read(text).findings.map((finding) => finding.code)).toContain(code);
  });

  test('a message that cancels is not read as a certificate', () => {
    expect(read(message("BGM+852+N+1'", 3)).document).toEqual({});
  });

  test('whatever has no place is told with its value', () => {
    expect(read(message("BGM+852+N'XYZ+1:two'TDT+20++1++CARRIER'", 5)).unread).toEqual([
      { path: '/TDT[5]/5.1', value: 'CARRIER' },
      { path: '/XYZ[4]/1.1', value: '1' },
      { path: '/XYZ[4]/1.2', value: 'two' },
    ]);
  });

  test('several messages are read each by itself, and those of other types told', () => {
    const two =
      "UNB+UNOB:3+A+B+260302:0100+7'UNH+1+SANCRT:D:97A:UN'BGM+852+N'UNT+3+1'UNH+2+SANCRT:D:97A:UN'BGM+851+M'UNT+3+2'UNH+3+CUSRES:D:97A:UN'UNT+2+3'UNZ+3+7'";
    const read2 = readSancrt(utf8(two));
    if ('refusal' in read2) throw new Error(read2.refusal);
    expect(read2.readings.map(({ document }) => document)).toMatchObject([
      { exchangedDocument: { id: { value: 'N' } } },
      { exchangedDocument: { id: { value: 'M' } } },
    ]);
    expect(read2.readings[0]?.findings.map(({ code }) => code)).toEqual(['other-message']);
  });

  test('a comma is a decimal mark too', () => {
    expect(read(message("BGM+852+N'LIN+1'MEA+AAE+AAA+KGM:1000,5'", 5)).document).toMatchObject({
      consignment: {
        includedConsignmentItem: [
          { includedTradeLineItem: [{ netWeightMeasure: { value: '1000.5', unit: 'KGM' } }] },
        ],
      },
    });
  });
});

describe('what is written', () => {
  test('has true counts, lies within its set, and is arranged without a finding', () => {
    for (const lines of [1, 12]) {
      const tokens = tokenize(writeSancrt(specimenCertificate(lines), header));
      if ('refusal' in tokens) throw new Error(tokens.refusal);
      const interchange = readInterchange(tokens.segments);
      expect([interchange.findings, interchange.sender, interchange.reference]).toEqual([[], 'CN', 'R1']);
      const { findings, unknown } = arrange(sancrtTable, interchange.messages[0]?.segments ?? []);
      expect([findings, unknown]).toEqual([[], []]);
    }
  });

  test('keeps to the set that is asked for, and leaves out what lies beyond it', () => {
    const bytes = writeSancrt(specimenCertificate(), { ...header, characterSet: 'UNOA' });
    const text = String.fromCharCode(...bytes);
    expect(text).toMatch(/^[A-Z0-9 .,\-()/=!"%&*;<>'+:?\n]*$/);
    expect(text).toContain("UNB+UNOA:3+CN+NZ+260302:0100+R1'");
  });

  test('never cuts a character in half', () => {
    const name = [{ value: `${'a'.repeat(34)}😀b` }];
    const document = { exchangedDocument: { ...specimenCertificate().exchangedDocument, name } };
    expect(new TextDecoder().decode(writeSancrt(document, header))).toContain(`:::${'a'.repeat(34)}+`);
  });
});

test('the trigger of every group is its first segment', () => {
  for (const use of sancrtTable.content) if ('group' in use) expect(triggerOf(use)).toMatch(/^[A-Z]{3}$/);
});

test('nothing that anybody sends makes the reader throw, or remark without a known code', () => {
  const known = new Set<string>(FINDING_CODES);
  const tags = ['UNB', 'UNH', 'UNT', 'UNZ', 'UNA:+.? ', 'XXX', ...sancrtTable.segments.keys()];
  const value = fc.oneof(
    fc.constantFrom('', '1', '9', 'CN', '137', '__proto__', '-5', 'ZZZ', '?+', '205'),
    fc.string({ maxLength: 5 }),
  );
  const segment = fc
    .tuple(fc.constantFrom(...tags), fc.array(fc.array(value, { maxLength: 4 }), { maxLength: 6 }))
    .map(([tag, elements]) => `${[tag, ...elements.map((parts) => parts.join(':'))].join('+')}'`);
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 25 }), (body) => {
      const bytes = utf8(`UNB+UNOW:4+A+B+20260302:0100+7'UNH+1+SANCRT:D:97A:UN'${body.join('')}`);
      const result = readSancrt(bytes);
      if ('refusal' in result) return;
      for (const { findings } of result.readings) {
        expect(findings.filter(({ code }) => !known.has(code))).toEqual([]);
      }
    }),
    { numRuns: runs },
  );
});

test('no bytes make the tokenizer throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('UNB+UNOA', 'UNB+UNOW', 'UNB+UNOK', 'UNA'),
      (tail, head) => {
        expect(tokenize(Uint8Array.from([...utf8(head), ...tail]))).toBeDefined();
      },
    ),
    { numRuns: runs },
  );
});
