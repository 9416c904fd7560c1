import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gravest, type Decision } from '../facts/index.ts';
import { compileRuleBook, decide, decisionText } from './index.ts';
import { arbitraryCase, shuffled, specimenBook, specimenCase, specimenCaseOfSix } from './testing/index.ts';

const book = compileRuleBook(specimenBook());
const RUNS = { numRuns: 150 };

describe('a decision', () => {
  it('passes goods that their certificate covers, and writes them off', () => {
    const decision = decide(specimenCase(), book);
    expect(decision.findings[0]?.reasons.map(({ code }) => code)).toEqual(['in-order']);
    expect(decision).toMatchObject({
      outcome: 'pass',
      items: [{ item: 1, outcome: 'pass' }],
      drawings: [
        {
          certificate: { country: 'NZ', authority: 'NZ-MPI', number: 'NZL2026/0000001' },
          line: 1,
          item: 1,
          quantity: { value: '100', unit: 'KGM' },
          certified: { value: '100', unit: 'KGM' },
        },
      ],
    });
  });

  it('draws on several lines of several certificates in order', () => {
    const decision = decide(specimenCaseOfSix(), compileRuleBook(specimenBook(120)));
    expect(decision.outcome).toBe('pass');
    expect(decision.findings).toHaveLength(6);
    expect(decision.drawings.map(({ line, item, quantity: { value } }) => [line, item, value])).toEqual([
      [1, 1, '12300'],
      [2, 2, '12300'],
      [3, 3, '12300'],
      [1, 1, '11700.25'],
      [2, 2, '11700.25'],
      [3, 3, '11700.25'],
    ]);
  });

  it('has the same bytes in whatever order links, accounts, partners, items and documents come', () => {
    fc.assert(
      fc.property(
        arbitraryCase.chain((input) => fc.tuple(fc.constant(input), shuffled(input))),
        ([input, other]) => {
          expect(decisionText(decide(other, book))).toBe(decisionText(decide(input, book)));
        },
      ),
      RUNS,
    );
  });

  it('has the same bytes when it is made again from what was stored', () => {
    fc.assert(
      fc.property(arbitraryCase, (input) => {
        // What JSON gives back of a case is a case.
        const stored = JSON.parse(JSON.stringify(input)) as typeof input;
        const decision = decide(input, book);
        expect(decisionText(decide(stored, book))).toBe(decisionText(decision));
        // And what it gives back of a decision is that decision.
        expect(decisionText(JSON.parse(JSON.stringify(decision)) as Decision)).toBe(decisionText(decision));
      }),
      { numRuns: 60 },
    );
  });

  it('is as grave as the gravest of its rows, item by item', () => {
    fc.assert(
      fc.property(arbitraryCase, (input) => {
        const { outcome, items, findings } = decide(input, book);
        expect(outcome).toBe(gravest(items.map((each) => each.outcome)));
        for (const { item, outcome: own } of items)
          expect(own).toBe(
            gravest(findings.filter((each) => each.item === item).map((each) => each.outcome)),
          );
      }),
      RUNS,
    );
  });
});
