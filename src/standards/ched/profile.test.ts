import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { writeMessage } from '../message/writer.ts';
import type { SpsCertificate, TradeLine } from '../sps-certificate/definition.ts';
import { lineItems } from '../sps-certificate/lines.ts';
import { chedCertificate } from '../sps-certificate/versions.ts';
import { dialectNamed } from '../switch/dialects.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import { switchPorts } from '../testing/ports.ts';
import { asChed, isChed, readChed, withTypedDates } from './profile.ts';

const ports = switchPorts(openXml);

const statuses = '../shared/data/traces-nt/status_code.json';

function ched(lines: readonly TradeLine[], head: object = {}): SpsCertificate {
  return {
    exchangedDocument: {
      id: { value: 'CHEDP.NZ.2026.0000001' },
      typeCode: { value: '636' },
      statusCode: { value: '70' },
      ...head,
    },
    consignment: { includedConsignmentItem: [{ includedTradeLineItem: lines }] },
  };
}

const line = (sequence: string, weight: string, unit = 'KGM', more: object = {}): TradeLine => ({
  sequenceNumeric: { value: sequence },
  description: [{ value: 'Cheese' }],
  netWeightMeasure: { value: weight, unit },
  applicableClassification: [{ systemId: { value: 'CN' }, classCode: { value: '0406' } }],
  ...more,
});

const numbers = (certificate: SpsCertificate) =>
  lineItems(certificate).map((one) => one.line.sequenceNumeric?.value);

describe('reading', () => {
  test('the line of totals is no goods', () => {
    const { document, findings, unread } = readChed(
      ched([line('0', '3.5'), line('1', '3'), line('2', '0.0005', 'TNE')]),
    );
    expect(numbers(document)).toEqual(['1', '2']);
    expect(findings).toEqual([]);
    const at = '/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[1]/IncludedSPSTradeLineItem[1]';
    expect(unread).toEqual([
      { path: `${at}/Description[1]`, value: 'Cheese' },
      { path: `${at}/NetWeightMeasure`, value: '3.5' },
      { path: `${at}/NetWeightMeasure/@unitCode`, value: 'KGM' },
      { path: `${at}/ApplicableSPSClassification[1]/SystemID`, value: 'CN' },
      { path: `${at}/ApplicableSPSClassification[1]/ClassCode`, value: '0406' },
    ]);
  });

  test('totals that do not follow from the lines are told', () => {
    const { findings } = readChed(ched([line('0', '4'), line('1', '3')]));
    expect(findings).toMatchObject([{ code: 'ched-totals', values: { stated: '4', summed: '3' } }]);
  });

  test('a line 0 that stands alone is goods', () => {
    expect(numbers(readChed(ched([line('0', '4')])).document)).toEqual(['0']);
  });

  test('customs codes named by identifier get the name that others read', () => {
    const [first] = lineItems(readChed(ched([line('1', '4')])).document);
    expect(first?.line.applicableClassification?.[0]?.systemName).toEqual([{ value: 'HS' }]);
  });

  test.each([
    ['ched-number', { id: { value: 'CHEDP.NZ.2026.1' } }],
    ['ched-number', { id: { value: 'CHEDX.NZ.2026.0000001' } }],
    ['ched-type', { typeCode: { value: '851' } }],
    ['ched-status', { statusCode: { value: '39' } }],
  ])('%s is told of %j', (code, head) => {
    expect(readChed(ched([line('1', '4')], head)).findings.map((one) => one.code)).toEqual([code]);
  });

  test.each(['CHEDA.NZ.2026.0000001', 'CHEDPP.NL.2026.0000001V', 'CHEDD.DE.2026.0000001R'])(
    '%s is a number',
    (value) => {
      expect(readChed(ched([line('1', '4')], { id: { value } })).findings).toEqual([]);
    },
  );

  test('goods without a customs code are told', () => {
    const plain = line('1', '4', 'KGM', { applicableClassification: [{ systemName: [{ value: 'EPPT' }] }] });
    expect(readChed(ched([plain])).findings.map(({ code }) => code)).toEqual(['ched-classification']);
  });

  test('every status that TRACES NT uses is known (absent: skipped)', ({ skip }) => {
    if (!existsSync(statuses)) skip('the list is absent');
    const codes = Object.keys(JSON.parse(readFileSync(statuses, 'utf8')) as object);
    for (const value of codes) {
      expect(readChed(ched([line('1', '4')], { statusCode: { value } })).findings, value).toEqual([]);
    }
  });
});

describe('writing', () => {
  test('totals stand before the goods, and a line that was numbered 0 is numbered anew', () => {
    const document = asChed(ched([line('0', '3'), line('1', '500', 'GRM')]));
    expect(numbers(document)).toEqual(['0', '1', '2']);
    expect(lineItems(document)[0]?.line.netWeightMeasure).toEqual({ value: '3.5', unit: 'KGM' });
    expect(numbers(readChed(document).document)).toEqual(['1', '2']);
  });

  test('weights that cannot be added up give no totals', () => {
    expect(numbers(asChed(ched([line('1', '3'), line('2', '5', 'H87')])))).toEqual(['1', '2']);
  });

  test('moments are typed; days and free dates stay as they are', () => {
    expect(
      withTypedDates({
        issueDateTime: { value: '2026-03-02T09:30:00Z' },
        a: [{ startDateTime: { value: '2026-03-02' } }],
      }),
    ).toEqual({
      issueDateTime: { value: '2026-03-02T09:30:00Z', form: 'dateTime' },
      a: [{ startDateTime: { value: '2026-03-02' } }],
    });
  });
});

test('a certificate is of the profile by its kind or its number', () => {
  expect(isChed(specimenCertificate())).toBe(false);
  expect(isChed(ched([]))).toBe(true);
  expect(isChed(ched([], { typeCode: { value: '852' } }))).toBe(true);
});

describe('a message of the profile', () => {
  const totals = line('0', '7', 'KGM', { description: [{ value: 'TOTAL' }] });
  const specimen = specimenCertificate(2);
  const [first] = specimen.consignment?.includedConsignmentItem ?? [];
  const document = {
    ...specimen,
    exchangedDocument: { ...specimen.exchangedDocument, typeCode: { value: '636' } },
    consignment: {
      ...specimen.consignment,
      includedConsignmentItem: [
        { natureIdentificationCargo: [{ typeCode: { value: '1' } }], includedTradeLineItem: [totals] },
        first ?? {},
      ],
    },
  };
  const text = writeMessage(chedCertificate, document);

  function told(changed: string): string | undefined {
    const read = dialectNamed('ched')?.read(utf8(changed), ports);
    return read && 'readings' in read ? JSON.stringify(read.readings) : undefined;
  }

  test('says every text or tells that it was left, whatever stands where', () => {
    for (const { index, 0: found } of text.matchAll(/>([^<\s][^<]*)</g)) {
      for (const marker of ['Zq7Marked', '9876543210']) {
        const changed = `${text.slice(0, index)}>${marker}<${text.slice(index + found.length)}`;
        expect(told(changed), text.slice(index - 60, index + found.length)).toContain(marker);
      }
    }
  });

  test('tells of an attribute, an element and a text that nobody expects, wherever they stand', () => {
    for (const { index, 0: found } of text.matchAll(/<(?:ram|udt):[A-Za-z]+/g)) {
      const end = index + found.length;
      for (const attribute of ['zq="Zq7Marked"', 'xmlns:z="urn:zq" z:q="Zq7Marked"']) {
        expect(
          told(`${text.slice(0, end)} ${attribute}${text.slice(end)}`),
          `${attribute} ${text.slice(index - 50, end + 50)}`,
        ).toContain('Zq7Marked');
      }
      const close = text.indexOf('>', end) + 1;
      const inside = `${text.slice(0, close)}<ram:Zq>Zq7Marked</ram:Zq>${text.slice(close)}`;
      expect(told(inside), found).toContain('Zq7Marked');
      expect(told(`${text.slice(0, close)}Zq7Marked${text.slice(close)}`), found).toContain('Zq7Marked');
    }
  });
});
