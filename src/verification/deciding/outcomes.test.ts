import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../base/index.ts';
import type { Decision } from '../facts/index.ts';
import type { DecisionTable, RuleRow } from '../rules/index.ts';
import {
  BUILT_IN_REASONS,
  compileRuleBook,
  decide,
  explain,
  sentenceOf,
  type CaseInput,
  type RuleBook,
} from './index.ts';
import {
  account,
  arbitraryCase,
  cited,
  deadLink,
  linkTo,
  NEW_ZEALAND,
  specimenBook,
  specimenCase,
  specimenCertificate,
  specimenDeclaration,
  specimenItem,
  SPECIMEN_PRACTICE,
} from './testing/index.ts';

const A = 'NZL2026/0000001';
const book = compileRuleBook(specimenBook());

function codesOf({ findings }: Decision): readonly string[] {
  return findings.flatMap(({ reasons }) => reasons.map(({ code }) => code));
}

function judgementOf(rows: readonly RuleRow[], name = 'own'): DecisionTable {
  const inputs = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))] as DecisionTable['inputs'];
  return { name, title: { en: name }, stage: 'judgement', hit: 'worst', inputs, rows };
}

/** The specimen book with these judgements alone. */
function judgedBy(rows: readonly RuleRow[], change: Partial<RuleBook> = {}) {
  const others = specimenBook().tables.filter(({ stage }) => stage !== 'judgement');
  return compileRuleBook(specimenBook(0, { tables: [...others, judgementOf(rows)], ...change }));
}

function row(
  id: string,
  outcome: RuleRow['outcome'],
  cells: RuleRow['cells'],
  change: Partial<RuleRow> = {},
): RuleRow {
  return {
    id,
    mode: 'live',
    cells,
    code: id,
    actor: 'officer',
    ...(outcome === undefined ? {} : { outcome }),
    ...change,
  };
}

const ANY = row('anything-goes', 'pass', { 'item.commodity': { is: 'present' } });

function unlinked(
  state: 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type',
  change: Partial<CaseInput> = {},
) {
  return specimenCase({ links: [deadLink(A, state)], ...change });
}

describe('what is not known', () => {
  it('never passes, whatever the case: a pass rests on a certificate that covers the quantity, or on nothing being required', () => {
    fc.assert(
      fc.property(arbitraryCase, (input) => {
        for (const { outcome, certificate, reasons, facts } of decide(input, book).findings) {
          if (outcome !== 'pass') continue;
          if (certificate === undefined)
            expect(reasons.map(({ code }) => code)).toEqual(['nothing-required']);
          else expect(['within', 'within-tolerance']).toContain(facts['quantity.status']);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never passes by a rule that lets anything pass without asking', () => {
    const careless = judgedBy([ANY]);
    for (const state of ['unknown', 'ambiguous', 'unreadable', 'foreign-type'] as const)
      expect(decide(unlinked(state), careless).outcome).toBe('hold');
    const missing = specimenCase({
      declaration: specimenDeclaration({ items: [specimenItem({ documents: [] })] }),
    });
    expect(codesOf(decide(missing, careless))).toEqual(['document-missing']);
    const tooMuch = specimenItem({ quantities: [{ measure: 'net-mass', value: '101', unit: 'KGM' }] });
    const { outcome, drawings, findings } = decide(
      specimenCase({ declaration: specimenDeclaration({ items: [tooMuch] }) }),
      careless,
    );
    expect([outcome, drawings, findings[0]?.reasons[0]?.code]).toEqual(['hold', [], 'quantity-exceeded']);
  });

  it('is held where no rule says anything, and where there is nothing to decide on', () => {
    expect(
      codesOf(
        decide(
          specimenCase(),
          judgedBy([row('never', 'refuse', { 'item.origin': { is: 'equal', value: 'XX' } })]),
        ),
      ),
    ).toEqual(['no-rule']);
    const nothing = compileRuleBook(specimenBook(0, { tables: [] }));
    const bare = specimenDeclaration({ items: [specimenItem({ documents: [] })] });
    expect(decide(specimenCase({ declaration: bare }), nothing).outcome).toBe('hold');
    const empty = decide(specimenCase({ declaration: specimenDeclaration({ items: [] }) }), book);
    expect([empty.outcome, codesOf(empty)]).toEqual(['hold', ['no-items']]);
  });

  it('is held where a code is too short to tell the goods by, or an item stands there twice', () => {
    for (const commodity of ['', '02', 'beef', '0x02'])
      expect(
        codesOf(
          decide(
            specimenCase({ declaration: specimenDeclaration({ items: [specimenItem({ commodity })] }) }),
            book,
          ),
        ),
      ).toEqual(['commodity-unreadable']);
    const twice = specimenDeclaration({ items: [specimenItem(), specimenItem()] });
    const decision = decide(specimenCase({ declaration: twice }), book);
    expect([decision.outcome, decision.drawings, new Set(codesOf(decision))]).toEqual([
      'hold',
      [],
      new Set(['item-repeated']),
    ]);
  });

  it('is asked of the trader where a requirement hangs on it: leaving the origin out escapes nothing', () => {
    const [first, ...rest] = specimenBook().tables;
    if (first === undefined) throw new RangeError('the book has tables');
    const ofOrigin: DecisionTable = {
      ...first,
      inputs: ['item.commodity', 'item.origin'],
      rows: first.rows.map((each) => ({
        ...each,
        cells: { ...each.cells, 'item.origin': { is: 'equal', value: 'NZ' } },
      })),
    };
    const { origin: _, ...without } = specimenItem({ documents: [] });
    const decision = decide(
      specimenCase({ declaration: specimenDeclaration({ items: [without] }) }),
      compileRuleBook(specimenBook(0, { tables: [ofOrigin, ...rest] })),
    );
    expect(decision.outcome).toBe('hold');
    expect(decision.findings[0]?.reasons[0]).toMatchObject({
      code: 'requirement-unknown',
      values: { fields: 'item.origin' },
    });
  });
});

describe('a certificate that is not there yet', () => {
  it('is waited for until a day, and asked for after it', () => {
    const since = (day: string) => decide(unlinked('unknown', { waitingSince: { [A]: day } }), book);
    expect(decide(unlinked('unknown'), book)).toMatchObject({
      outcome: 'hold',
      deadline: '2026-11-29',
      waitsFor: [{ code: 'A', reference: A }],
    });
    expect(since('2026-11-15')).toMatchObject({ outcome: 'hold', deadline: '2026-11-22' });
    const overdue = since('2026-11-14');
    expect(overdue).toMatchObject({ outcome: 'inquire', waitsFor: [{ code: 'A', reference: A }] });
    expect(overdue.deadline).toBeUndefined();
    expect(codesOf(overdue)).toEqual(['certificate-overdue']);
  });

  it('is waited for although a rule speaks of it, in the rule’s words; other faults are told as well', () => {
    const rules = judgedBy([
      row('not-found', 'hold', { 'document.link': { is: 'equal', value: 'unknown' } }),
      row('looked-at', 'hold', { 'item.origin': { is: 'equal', value: 'NZ' } }),
    ]);
    const decision = decide(unlinked('unknown'), rules);
    expect([codesOf(decision), decision.deadline]).toEqual([['looked-at', 'not-found'], '2026-11-29']);
    const spoken = decide(
      unlinked('unknown'),
      judgedBy([row('looked-at', 'hold', { 'item.origin': { is: 'equal', value: 'NZ' } })]),
    );
    expect(codesOf(spoken)).toEqual(['certificate-awaited', 'looked-at']);
  });

  it('is let through and marked while the road is down, if the practice says so and nothing else is against it', () => {
    const down = { partners: [{ ...NEW_ZEALAND, reachable: false }] };
    const trusting = (rows: readonly RuleRow[]) =>
      judgedBy(rows, { practice: { ...SPECIMEN_PRACTICE, fallback: 'pass-and-verify' } });
    const notFound = row('not-found', 'hold', { 'document.link': { is: 'equal', value: 'unknown' } });
    const passed = decide(unlinked('unknown', down), trusting([notFound]));
    expect(passed).toMatchObject({
      outcome: 'pass',
      fallback: true,
      waitsFor: [{ reference: A }],
      drawings: [],
    });
    const origin = row('banned', 'refuse', { 'item.origin': { is: 'equal', value: 'NZ' } });
    const refused = decide(unlinked('unknown', down), trusting([origin]));
    expect([refused.outcome, refused.fallback]).toEqual(['refuse', undefined]);
    const held = decide(unlinked('unknown', down), book);
    expect([held.outcome, codesOf(held)]).toEqual(['hold', ['partner-unreachable']]);
    for (const state of ['ambiguous', 'unreadable', 'foreign-type'] as const)
      expect(decide(unlinked(state, down), trusting([])).outcome).toBe('hold');
  });
});

describe('a link that says it is linked', () => {
  it('and has no certificate is not known', () => {
    const { certificate: _, ...broken } = linkTo(specimenCertificate());
    const decision = decide(specimenCase({ links: [broken] }), judgedBy([ANY]));
    expect([decision.outcome, codesOf(decision)]).toEqual(['hold', ['certificate-awaited']]);
    expect(decision.findings[0]?.document?.link).toBe('unknown');
  });
});

describe('a narrower level', () => {
  const local = (rows: readonly RuleRow[]) =>
    compileRuleBook(specimenBook(0, { local: [judgementOf(rows, 'office')] }));

  it('can make a decision graver', () => {
    const decision = decide(
      specimenCase(),
      local([row('looked-at-here', 'inquire', { 'item.origin': { is: 'present' } })]),
    );
    expect([decision.outcome, codesOf(decision)]).toEqual(['inquire', ['looked-at-here']]);
  });

  it('cannot make it milder', () => {
    const tooMuch = specimenItem({ quantities: [{ measure: 'net-mass', value: '101', unit: 'KGM' }] });
    const input = specimenCase({ declaration: specimenDeclaration({ items: [tooMuch] }) });
    expect(decide(input, local([ANY])).outcome).toBe('inquire');
    const tolerant: DecisionTable = {
      name: 'office-tolerance',
      title: { en: 'Tolerance' },
      stage: 'tolerance',
      hit: 'first',
      inputs: ['item.commodity'],
      rows: [{ id: 'all', mode: 'live', cells: {}, outputs: { percent: '50' } }],
    };
    expect(decide(input, compileRuleBook(specimenBook(0, { local: [tolerant] }))).outcome).toBe('inquire');
  });
});

describe('a decision', () => {
  it('refuses no more than what is wrong: items that are refused draw nothing, the others do', () => {
    const items = [
      specimenItem(),
      specimenItem({ item: 2, commodity: '0203290090', documents: [cited('NZL2026/0000002')] }),
    ];
    const other = specimenCertificate({ number: 'NZL2026/0000002' });
    const decision = decide(
      specimenCase({
        declaration: specimenDeclaration({ items }),
        links: [linkTo(specimenCertificate()), linkTo(other)],
      }),
      book,
    );
    expect(decision.items).toEqual([
      { item: 1, outcome: 'pass' },
      { item: 2, outcome: 'refuse' },
    ]);
    expect(decision.drawings.map(({ item }) => item)).toEqual([1]);
  });

  it('draws nothing at all where one item has less than it needs', () => {
    const items = [specimenItem(), specimenItem({ item: 2, documents: [cited('NZL2026/0000002')] })];
    const other = specimenCertificate({ number: 'NZL2026/0000002' });
    const decision = decide(
      specimenCase({
        declaration: specimenDeclaration({ items }),
        links: [linkTo(specimenCertificate()), linkTo(other)],
        accounts: [account(other, [{ line: 1, unit: 'KGM', limit: '100', taken: '40', claimants: 1 }])],
      }),
      book,
    );
    expect(decision.items.map(({ outcome }) => outcome)).toEqual(['pass', 'inquire']);
    expect(decision.drawings).toEqual([]);
  });

  it('takes of the documents cited for all items those that have a line for the item', () => {
    const fruit = specimenCertificate({ number: 'NZL2026/0000002' });
    const items = [specimenItem({ documents: [] })];
    const pork = {
      ...fruit,
      lines: fruit.lines.map((line) => ({ ...line, codes: [{ system: 'HS', code: '020329' }] })),
    };
    const declaration = specimenDeclaration({ items, documents: [cited(A), cited(fruit.number)] });
    const decision = decide(
      specimenCase({ declaration, links: [linkTo(specimenCertificate()), linkTo(pork)] }),
      book,
    );
    expect([decision.outcome, decision.findings.length]).toEqual(['pass', 1]);
  });

  it('asks for no paper where a scheme waives it, and says which', () => {
    const [finding] = decide(specimenCase(), book).findings;
    expect(finding?.facts['document.paper']).toBe('not-needed');
    expect(finding?.outputs).toMatchObject({ scheme: 'electronic-meat' });
    const [other] = decide(specimenCase({ partners: [{ ...NEW_ZEALAND, paperless: false }] }), book).findings;
    expect(other?.facts['document.paper']).toBe('needed');
  });

  it('records rules in shadow beside it, and is not moved by them', () => {
    const origin = row(
      'tried',
      'refuse',
      { 'item.origin': { is: 'equal', value: 'NZ' } },
      { mode: 'shadow' },
    );
    const counted = row('counted', 'pass', { 'quantity.status': { is: 'equal', value: 'within' } });
    const decision = decide(specimenCase(), judgedBy([origin, counted]));
    expect([decision.outcome, decision.findings[0]?.shadow.map(({ code }) => code)]).toEqual([
      'pass',
      ['tried'],
    ]);
  });

  it('needs nothing where nothing is required, and says so', () => {
    const item = specimenItem({ commodity: '8703230000', documents: [] });
    const decision = decide(specimenCase({ declaration: specimenDeclaration({ items: [item] }) }), book);
    expect([decision.outcome, codesOf(decision)]).toEqual(['pass', ['nothing-required']]);
  });

  it('names the versions that it went by', () => {
    expect(decide(specimenCase(), book).versions).toEqual({
      declaration: 1,
      certificates: [{ country: 'NZ', authority: 'NZ-MPI', number: A, version: 1 }],
      parameters: { 'rule-table': 3, 'reference-pattern': 1, 'verification-practice': 2 },
      day: '2026-11-22',
    });
  });

  it('tells both values of what differs', () => {
    const certificate = specimenCertificate({ consignee: { name: 'Another', country: 'CN' } });
    const decision = decide(specimenCase({ links: [linkTo(certificate)] }), book);
    const [reason] = decision.findings[0]?.reasons ?? [];
    expect(reason?.values).toEqual({ declared: 'Shanghai Fresh Foods Co Ltd, CN', certified: 'Another, CN' });
    expect(reason === undefined ? '' : sentenceOf(reason, 'en')).toBe(
      'The consignee declared is Shanghai Fresh Foods Co Ltd, CN, the certificate has Another, CN: amend the declaration.',
    );
  });
});

describe('an explanation', () => {
  it('goes from the decision by item, document and certificate to rule and values', () => {
    const certificate = specimenCertificate({ consignee: { name: 'Another', country: 'CN' } });
    const tree = explain(decide(specimenCase({ links: [linkTo(certificate)] }), book));
    const path = [];
    for (let node = tree; ;) {
      path.push(`${node.kind} ${node.name}`);
      const [next] = node.because;
      if (next === undefined) break;
      node = next;
    }
    expect(path).toEqual([
      'decision decision',
      'item 1',
      `document A ${A}`,
      `certificate NZ/NZ-MPI/${A}`,
      'rule judgement/consignee-differs',
      'value declared',
    ]);
  });

  it('has a sentence for every reason of its own in every language', () => {
    for (const code of Object.keys(BUILT_IN_REASONS)) {
      const reason = {
        code,
        outcome: 'hold',
        actor: 'trader',
        table: '',
        row: '',
        values: {},
        sentence: {},
      } as const;
      for (const language of LANGUAGES) expect(sentenceOf(reason, language)).not.toBe(code);
    }
  });
});
