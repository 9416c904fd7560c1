import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, elementsOf, fromUtf8, utf8 } from '../../../base/index.ts';
import { openXml } from '../../../crypto/index.ts';
import { saysNothing } from '../../../standards/index.ts';
import { REFUSAL_REASONS } from '../results/reasons.ts';
import { acknowledgeEnd, acknowledgeResult } from './acknowledgement.ts';
import { readEnd, readSaid } from './acknowledgement-reading.ts';
import type { CorrespondenceForm, StatusForm } from './forms.ts';

const THREAD = '01936b3a-0000-7000-8000-000000000001';
const spoken = (content: Uint8Array, mediaType = 'application/xml') => ({
  content,
  mediaType,
  partner: 'NZ-MPI',
  issuer: { country: 'NZ', authority: 'NZ-MPI' },
  id: THREAD,
  received: new Date('2026-06-01T12:00:00Z'),
});

function acknowledgementOf(status: string, agency = 'NZ-MPI'): string {
  const named = `<ReferenceSPSReferencedDocument><ID schemeAgencyID="${agency}">1</ID></ReferenceSPSReferencedDocument>`;
  const said = `<SPSAcknowledgementDocument><StatusCode>${status}</StatusCode>${named}</SPSAcknowledgementDocument>`;
  return `<SPSAcknowledgement>${said}</SPSAcknowledgement>`;
}

/** One line of words, as people write them and XML can say them. */
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
  .map((text) => text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').trim())
  .filter((text) => !saysNothing(text) && !REFUSAL_REASONS.some((reason) => reason === text));
const number = fc.stringMatching(/^[A-Z]{2}-\d{1,20}$/);
const at = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((moment) => moment.toISOString());

function contentOf(said: ReturnType<typeof acknowledgeEnd>): Uint8Array {
  if (said === undefined || 'unsaid' in said) throw new Error(JSON.stringify(said));
  return said.content;
}

describe('an acknowledgement', () => {
  it('of a certificate’s end says all of it, whatever the words', () => {
    const ends = fc.record(
      {
        form: fc.constant('certificate-status:1' as const),
        certificate: fc.record({ country: fc.constant('NZ'), authority: fc.constant('NZ-MPI'), number }),
        state: fc.constantFrom('withdrawn', 'replaced', 'cancelled'),
        at,
        reason: words,
        successor: number,
      },
      { requiredKeys: ['form', 'certificate', 'state', 'at'] },
    );
    fc.assert(
      fc.property(ends, fc.option(fc.constantFrom('851', '852'), { nil: undefined }), (form, type) => {
        const read: StatusForm | { fault: string } = readEnd(spoken(contentOf(acknowledgeEnd(form, type))));
        expect(read).toEqual(form);
      }),
      { numRuns: 60 },
    );
  });

  it('of a result says all of it but who the official was', () => {
    const reasons = fc.uniqueArray(fc.constantFrom(...REFUSAL_REASONS), { minLength: 1, maxLength: 4 });
    const results = fc.oneof(
      fc.record({ verdict: fc.constant('pass' as const), remark: words }, { requiredKeys: ['verdict'] }),
      fc.record({ verdict: fc.constant('refuse' as const), reasons, remark: words }),
      fc.record({ verdict: fc.constant('request' as const), remark: words, thread: fc.constant(THREAD) }),
    );
    fc.assert(
      fc.property(results, at, (result, moment) => {
        const form: CorrespondenceForm = {
          form: 'correspondence:1',
          id: THREAD,
          certificate: { country: 'NZ', authority: 'NZ-MPI', number: 'NZ-1' },
          at: moment,
          operator: 'An official',
          result,
        };
        const read = readSaid(spoken(contentOf(acknowledgeResult(form, '851'))));
        expect(read).toEqual({ ...form, operator: 'NZ-MPI' });
      }),
      { numRuns: 60 },
    );
  });

  it('leaves out words that say nothing, and tells so', () => {
    const said = acknowledgeEnd(endOf('n/a'), '851');
    expect(said).toMatchObject({
      translated: { losses: [{ code: 'loss-not-carried', path: '/reason', value: 'n/a' }] },
    });
    expect(readEnd(spoken(contentOf(said)))).not.toHaveProperty('reason');
  });

  it('of any length is read as far as our own form goes, and no character of it is cut in two', () => {
    const end = readEnd(spoken(contentOf(acknowledgeEnd(endOf(`a${'\u{1F33E}'.repeat(2_000)}`), '851'))));
    expect(end).toMatchObject({ reason: `a${'\u{1F33E}'.repeat(999)}` });
    const said = readSaid(
      spoken(
        contentOf(
          acknowledgeResult(
            {
              form: 'correspondence:1',
              id: THREAD,
              certificate: { country: 'NZ', authority: 'NZ-MPI', number: 'NZ-1' },
              at: '2026-06-01T12:00:00.000Z',
              operator: 'An official',
              result: {
                verdict: 'refuse',
                reasons: Array.from({ length: 50 }, () => 'pest-found' as const),
                remark: `a${'\u{1F33E}'.repeat(6_000)}`,
              },
            },
            '851',
          ),
        ),
      ),
    );
    expect(said).toMatchObject({ result: { reasons: ['pest-found'] } });
    // What is kept of an act is canonical JSON, which carries well-formed texts only.
    const texts = 'result' in said ? { remark: said.result?.remark ?? '' } : {};
    expect(canonicalJson(texts)).toContain('\u{1F33E}');
  });

  it('states a moment or none: a time without a zone is when it came', () => {
    const timed = (time: string) =>
      acknowledgementOf('40').replace('<StatusCode>', `<IssueDateTime>${time}</IssueDateTime><StatusCode>`);
    expect(readEnd(spoken(utf8(timed('2026-05-01T10:00:00+02:00'))))).toMatchObject({
      at: '2026-05-01T08:00:00.000Z',
    });
    expect(readEnd(spoken(utf8(timed('2026-05-01T10:00:00'))))).toMatchObject({
      at: '2026-06-01T12:00:00.000Z',
    });
  });

  it('has the bytes that it will have as elements of another message', () => {
    const content = contentOf(acknowledgeEnd(endOf('a < b & "c"'), '851'));
    const held = utf8(`<h:Hub xmlns:h="urn:hub" xmlns:x="urn:x">${fromUtf8(content) ?? ''}</h:Hub>`);
    const opening = openXml(held);
    if (!opening.opened) throw new Error(opening.refusal);
    const [inner = opening.document.root] = elementsOf(opening.document.root);
    expect(opening.document.canonical({ method: 'c14n-exclusive', of: inner })).toEqual(content);
    opening.document.close();
  });

  it('is read as other countries write it: no agency, no relation, other codes, no words', () => {
    const plain = (status: string) => utf8(acknowledgementOf(status).replace(' schemeAgencyID="NZ-MPI"', ''));
    expect(readSaid(spoken(plain('73')))).toMatchObject({ result: { verdict: 'pass' } });
    expect(readSaid(spoken(plain('63')))).toMatchObject({
      result: { verdict: 'refuse', reasons: ['other-reason'], remark: 'UNTDID 4405: 63' },
    });
    expect(readEnd(spoken(plain('40')))).toMatchObject({
      state: 'withdrawn',
      at: '2026-06-01T12:00:00.000Z',
    });
  });

  it.each([
    ['no XML', 'nothing', '/'],
    ['an entity', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '/'],
    ['another message', '<Certificate/>', '/Certificate'],
    ['of no certificate', '<SPSAcknowledgement/>', '/SPSAcknowledgement//ID'],
    ['of a status that says neither', acknowledgementOf('70'), '//StatusCode'],
    ['of another’s certificate', acknowledgementOf('40', 'AU-DAFF'), '/SPSAcknowledgement//ID'],
  ])('that is %s is not readable, and says where', (_, text, fault) => {
    expect(readEnd(spoken(utf8(text)))).toEqual({ fault });
    expect(readSaid(spoken(utf8(text)))).toEqual({ fault });
  });
});

function endOf(reason: string): StatusForm {
  return {
    form: 'certificate-status:1',
    certificate: { country: 'NZ', authority: 'NZ-MPI', number: 'NZ-1' },
    state: 'withdrawn',
    at: '2026-06-01T12:00:00.000Z',
    reason,
  };
}
