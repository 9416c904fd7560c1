import { describe, expect, it } from 'vitest';
import {
  linkTo,
  specimenBook,
  specimenCase,
  specimenCertificate,
  specimenDeclaration,
  specimenItem,
  specimenLine,
} from '../deciding/testing/index.ts';
import { compileRuleBook, decide } from '../deciding/index.ts';
import { chooseLines, commodityPractice, comparisonsOf, type Comparison } from './index.ts';

const book = compileRuleBook(specimenBook());

/** Side by side, as the screen shows a finding. */
function sideBySide(
  line: Parameters<typeof specimenLine>[0],
  certified: Parameters<typeof specimenCertificate>[0],
) {
  const item = specimenItem({
    quantities: [{ measure: 'net-mass', value: '112.5', unit: 'KGM' }],
    expires: '2027-02-01',
  });
  const declaration = specimenDeclaration({ items: [item], containers: ['MSKU1234565', 'TGHU0000001'] });
  const certificate = specimenCertificate({ ...certified, lines: [specimenLine(line)] });
  const [finding] = decide(specimenCase({ declaration, links: [linkTo(certificate)] }), book).findings;
  const choice = chooseLines(item, certificate, undefined, commodityPractice(4, [], []));
  const side = { declaration, item, certificate, choice, types: ['853'] };
  const fields = comparisonsOf(side, finding?.facts ?? {});
  return (field: Comparison['field']) => fields.find((each) => each.field === field);
}

describe('side by side', () => {
  it('shows both values and how far apart they are: digits, days, entries, quantities with their percent', () => {
    const of = sideBySide(
      { expires: '2027-01-22' },
      { issued: '2026-11-24T08:00:00Z', containers: ['MSKU1234565', 'OTHER'] },
    );
    expect(of('match.commodity')).toEqual({
      field: 'match.commodity',
      match: 'prefix',
      declared: '0202300090',
      certified: '020230 (HS)',
      difference: { kind: 'digits', size: '6' },
    });
    expect(of('match.issued-before-arrival')).toEqual({
      field: 'match.issued-before-arrival',
      match: 'different',
      declared: '2026-11-21',
      certified: '2026-11-24',
      difference: { kind: 'days', size: '3' },
    });
    expect(of('match.goods-expiry')).toMatchObject({
      match: 'different',
      difference: { kind: 'days', size: '10' },
    });
    expect(of('match.containers')).toMatchObject({
      match: 'different',
      difference: { kind: 'entries', size: '1' },
    });
    expect(of('quantity.status')).toEqual({
      field: 'quantity.status',
      match: 'exceeds-line',
      declared: '112.5 KGM',
      certified: '100 KGM',
      difference: { kind: 'quantity', size: '12.5', unit: 'KGM', percent: '12.5' },
    });
  });

  it('shows what only one side states, and no difference where there is none', () => {
    const of = sideBySide({ origins: [] }, {});
    expect(of('match.origin')).toEqual({ field: 'match.origin', match: 'absent-certified', declared: 'NZ' });
    expect(of('match.port')).toEqual({
      field: 'match.port',
      match: 'equal',
      declared: 'CNSHA',
      certified: 'CNSHA',
    });
    expect(of('match.consignee')).toMatchObject({
      match: 'equal',
      declared: 'Shanghai Fresh Foods Co Ltd, CN',
      certified: 'Shanghai Fresh Foods Co., Ltd., CN',
    });
  });
});
