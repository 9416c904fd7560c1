// The fifteen faults that were found in the comparison of the best system in production, each as a case that must come out
// differently here.
import { describe, expect, it } from 'vitest';
import type { CertificateFacts, Decision, GoodsItem } from '../facts/index.ts';
import { compilePatterns, linkOf, normalReference, readReference } from '../references/index.ts';
import { BRITISH_PATTERNS } from '../references/testing/british-patterns.ts';
import type { DecisionTable } from '../rules/index.ts';
import { compileRuleBook, decide, type CaseInput, type RuleBook } from './index.ts';
import {
  account,
  cited,
  deadLink,
  linkTo,
  specimenBook,
  specimenCase,
  specimenCertificate,
  specimenDeclaration,
  specimenItem,
  specimenLine,
} from './testing/index.ts';

const book = compileRuleBook(specimenBook());

const A = 'NZL2026/0000001';
const B = 'NZL2026/0000002';

function mass(value: string, unit = 'KGM'): GoodsItem['quantities'] {
  return [{ measure: 'net-mass', value, unit }];
}

/** A case of items on certificates of 100 kg each. */
function caseOf(
  items: readonly Partial<GoodsItem>[],
  certificates: readonly CertificateFacts[],
  change: Partial<CaseInput> = {},
): CaseInput {
  return specimenCase({
    declaration: specimenDeclaration({
      items: items.map((item, place) => specimenItem({ item: place + 1, ...item })),
    }),
    links: certificates.map((certificate) => linkTo(certificate)),
    ...change,
  });
}

function codesOf(decision: Decision): readonly string[] {
  return [...new Set(decision.findings.flatMap(({ reasons }) => reasons.map(({ code }) => code)))].toSorted();
}

/** The specimen book with other tables of a stage. */
function bookWith(
  stage: DecisionTable['stage'],
  rows: DecisionTable['rows'],
  change: Partial<RuleBook> = {},
) {
  const { tables } = specimenBook();
  return compileRuleBook(
    specimenBook(0, {
      tables: tables.map((table) =>
        table.stage === stage
          ? { ...table, inputs: [...new Set([...table.inputs, 'item.commodity' as const])], rows }
          : table,
      ),
      ...change,
    }),
  );
}

const exceeding = { outcome: 'inquire', items: [{ item: 1, outcome: 'inquire' }], drawings: [] };

describe('of the fifteen faults', () => {
  it('1: type, country, year and every digit belong to a reference; equal last digits link nothing', () => {
    const patterns = compilePatterns(BRITISH_PATTERNS);
    const nameOf = (code: string, reference: string) =>
      readReference(code, reference, patterns).readings.map(normalReference);
    const [cited2024] = nameOf('N853', 'GBCHD2024.1234567');
    for (const [code, other] of [
      ['N853', 'GBCHD2025.1234567'],
      ['C640', 'CHEDA.GB.2024.1234567'],
      ['N853', 'CHEDP.XI.2024.1234567'],
      ['N853', 'GBCHD2024.1234567R'],
    ] as const)
      expect(nameOf(code, other)).not.toContain(cited2024);
    expect(nameOf('N853', 'GBCHD2024.91234567')).toEqual([]);
  });

  it('2: each certificate covers only the items that cite it: 150 kg on A and 150 kg on B of 100 kg each is too much', () => {
    const certificates = [A, B].map((number) => specimenCertificate({ number }));
    const decision = decide(
      caseOf(
        [
          { quantities: mass('150'), documents: [cited(A)] },
          { quantities: mass('150'), documents: [cited(B)] },
        ],
        certificates,
      ),
      book,
    );
    expect(decision).toMatchObject({ outcome: 'inquire', drawings: [] });
    for (const { facts } of decision.findings)
      expect(facts).toMatchObject({
        'quantity.status': 'exceeds-line',
        'quantity.declared': { value: '150', unit: 'KGM' },
        'quantity.excess': { value: '50', unit: 'KGM' },
      });
  });

  it('2b: certificates that only other declarations cite add nothing, whichever of them brought the decision about', () => {
    const [a, b] = [A, B].map((number) => specimenCertificate({ number }));
    if (a === undefined || b === undefined) throw new RangeError('two certificates');
    const own = caseOf([{ quantities: mass('150') }], [a]);
    expect(decide(own, book)).toMatchObject(exceeding);
    // Certificates that came along with a change, and links that nobody cited.
    const together = { ...own, links: [...own.links, linkTo(b)], accounts: [account(b, [])] };
    expect(decide(together, book).outcome).toBe('inquire');
  });

  it('3: what other declarations hold and used is taken away: the third of three times 100 kg does not pass', () => {
    const taken = (value: string, claimants: number) =>
      caseOf([{}], [specimenCertificate()], {
        accounts: [
          account(specimenCertificate(), [{ line: 1, unit: 'KGM', limit: '100', taken: value, claimants }]),
        ],
      });
    expect(decide(taken('0', 0), book).outcome).toBe('pass');
    const third = decide(taken('100', 2), book);
    expect(third).toMatchObject(exceeding);
    expect(third.findings[0]?.facts).toMatchObject({
      'quantity.status': 'exceeds-account',
      'quantity.taken': { value: '100', unit: 'KGM' },
      'quantity.available': { value: '0', unit: 'KGM' },
      'quantity.claimants': '2',
    });
  });

  it('4: a rule for another commodity never acts; order in the list decides only between rules that hold', () => {
    const plants = {
      id: 'plants',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['06'] } },
      outputs: { measure: 'statutory' },
    } as const;
    const other = { id: 'other', mode: 'live', cells: {}, outputs: { measure: 'net-mass' } } as const;
    for (const rows of [
      [plants, other],
      [other, plants],
    ])
      expect(decide(specimenCase(), bookWith('measure', rows)).outcome).toBe('pass');
  });

  it('5: a rule can only ask about fields and values that exist; a word that means nothing is refused when it is drafted', () => {
    expect(() =>
      bookWith('measure', [
        // The mistake is the point: no such test of a day or number can be written.
        { id: 'typo', mode: 'live', cells: { 'item.commodity': { is: 'range', from: 'x' } }, outputs: {} },
      ]),
    ).toThrow();
  });

  it('6: zero is a quantity, and none that covers anything; what is absent is told apart', () => {
    const rows = [{ id: 'head', mode: 'live', cells: {}, outputs: { measure: 'statutory' } }] as const;
    const heads = bookWith('measure', rows);
    const certificate = specimenCertificate({
      lines: [specimenLine({ quantities: [{ value: '40', unit: 'H87' }] })],
    });
    const of = (quantities: GoodsItem['quantities']) =>
      decide(caseOf([{ quantities }], [certificate]), heads);
    const zero = of([{ measure: 'statutory', value: '0', unit: 'H87' }]);
    const absent = of(mass('100'));
    expect([zero.outcome, absent.outcome]).toEqual(['hold', 'hold']);
    expect(zero.findings[0]?.facts['quantity.status']).toBe('zero-declared');
    expect(absent.findings[0]?.facts['quantity.status']).toBe('absent-declared');
  });

  it('7: pieces are compared with pieces: ten boxes of 1,520 stems cover 1,520 stems and never ten', () => {
    const rows = [{ id: 'stems', mode: 'live', cells: {}, outputs: { measure: 'statutory' } }] as const;
    const certificate = specimenCertificate({
      lines: [
        specimenLine({
          quantities: [{ value: '1520', unit: 'H87' }],
          packages: [{ value: '10', unit: 'BX' }],
        }),
      ],
    });
    const of = (value: string) =>
      decide(
        caseOf([{ quantities: [{ measure: 'statutory', value, unit: 'H87' }] }], [certificate]),
        bookWith('measure', rows),
      );
    expect(of('1520')).toMatchObject({
      outcome: 'pass',
      drawings: [{ quantity: { value: '1520', unit: 'H87' } }],
    });
    expect(of('1521').outcome).toBe('inquire');
  });

  it('8: a certified code shorter than the practice wants covers nothing', () => {
    const certificate = specimenCertificate({
      lines: [specimenLine({ codes: [{ system: 'HS', code: '02' }] })],
    });
    const decision = decide(caseOf([{}], [certificate]), book);
    expect(decision.outcome).toBe('refuse');
    expect(decision.findings[0]?.facts).toMatchObject({
      'match.commodity': 'too-short',
      'match.commodity-digits': '2',
    });
  });

  it('9: parties, origin, despatch, dates, establishment, containers and transport are compared as well', () => {
    const certificate = specimenCertificate({
      consignor: { name: 'Another Exporter', country: 'NZ' },
      consignee: { name: 'Another Importer', country: 'CN' },
      exportCountry: 'AU',
      importCountry: 'KR',
      entryPort: 'KRPUS',
      issued: '2026-11-30T00:00:00Z',
      containers: ['TGHU0000001'],
      seals: ['OTHER'],
      transport: [{ means: 'EVER GIVEN', voyage: '1' }],
      references: ['OTHER'],
      transitCountries: ['SG'],
      lines: [
        specimenLine({
          origins: ['AU'],
          establishments: ['ME 1'],
          produced: '2026-12-01',
          expires: '2027-01-01',
        }),
      ],
    });
    const input = caseOf([{ expires: '2027-02-01' }], [certificate]);
    const declaration = { ...input.declaration, routeCountries: ['HK'] };
    const { facts } = decide({ ...input, declaration }, book).findings[0] ?? {};
    const compared = Object.entries(facts ?? {}).filter(([field]) => field.startsWith('match.'));
    expect(Object.fromEntries(compared)).toEqual({
      'match.type': 'equal',
      'match.commodity': 'prefix',
      'match.commodity-digits': '6',
      'match.destination': 'different',
      'match.despatch': 'different',
      'match.origin': 'different',
      'match.route': 'different',
      'match.port': 'different',
      'match.consignor': 'different',
      'match.consignee': 'different',
      'match.establishment': 'different',
      'match.containers': 'different',
      'match.seals': 'different',
      'match.transport': 'different',
      'match.transport-document': 'different',
      'match.issued-before-arrival': 'different',
      'match.produced-before-issue': 'different',
      'match.goods-expiry': 'different',
    });
  });

  it('10: a replaced certificate is followed to the one in force, and the write-off goes there', () => {
    const successor = specimenCertificate({ number: B, replaces: A });
    const { country, authority } = successor;
    const chain = [A, B].map((number) => ({ country, authority, number }));
    const decision = decide(caseOf([{}], [], { links: [linkTo(successor, { reference: A, chain })] }), book);
    expect(decision).toMatchObject({ outcome: 'pass', drawings: [{ certificate: { number: B } }] });
    expect(decision.findings[0]?.facts['document.followed']).toBe(true);
  });

  it('11: no two causes share a code', () => {
    const expired = specimenCertificate({ expires: '2026-11-21T00:00:00Z' });
    const causes = {
      missing: caseOf([{ documents: [] }], []),
      unknown: caseOf([{}], [], { links: [deadLink(A, 'unknown')] }),
      overdue: caseOf([{}], [], { links: [deadLink(A, 'unknown')], waitingSince: { [A]: '2026-11-01' } }),
      ambiguous: caseOf([{}], [], { links: [deadLink(A, 'ambiguous')] }),
      unreadable: caseOf([{}], [], { links: [deadLink(A, 'unreadable')] }),
      wrongType: caseOf([{}], [], { links: [deadLink(A, 'foreign-type')] }),
      unreachable: caseOf([{}], [], {
        links: [deadLink(A, 'unknown')],
        partners: [{ country: 'NZ', inForce: true, paperless: true, reachable: false }],
      }),
      cancelled: caseOf([{}], [specimenCertificate({ state: 'withdrawn' })]),
      expired: caseOf([{}], [expired]),
      commodity: caseOf([{ commodity: '0203290090' }], [specimenCertificate()]),
      quantity: caseOf([{ quantities: mass('250') }], [specimenCertificate()]),
    };
    const codes = Object.values(causes).map((input) => codesOf(decide(input, book)).join('+'));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).not.toContain('');
  });

  it('12: what inspectors found bad refuses; it is not left to the trader', () => {
    const tables: readonly DecisionTable[] = [
      ...specimenBook().tables,
      {
        name: 'fishing',
        title: { en: 'Illegal fishing' },
        stage: 'judgement',
        hit: 'worst',
        inputs: ['certificate.findings'],
        rows: [
          {
            id: 'not-compliant',
            mode: 'live',
            cells: { 'certificate.findings': { is: 'contains-any', values: ['iuu-not-compliant'] } },
            outcome: 'refuse',
            code: 'iuu-not-compliant',
            actor: 'inspector',
            sentence: { en: 'The catch is illegal.' },
          },
        ],
      },
    ];
    const certificate = specimenCertificate({ findings: ['iuu-not-compliant'] });
    const decision = decide(caseOf([{}], [certificate]), compileRuleBook(specimenBook(0, { tables })));
    expect(decision).toMatchObject({ outcome: 'refuse', drawings: [] });
    expect(codesOf(decision)).toEqual(['iuu-not-compliant']);
  });

  it('13: a tolerance is a parameter, absolute or relative, and what it lets through is not more than there is', () => {
    const input = caseOf([{ quantities: mass('102') }], [specimenCertificate()]);
    const by = (outputs: Readonly<Record<string, string>>) =>
      decide(input, bookWith('tolerance', [{ id: 'one', mode: 'live', cells: {}, outputs }]));
    expect(by({ absolute: '1', unit: 'KGM' }).outcome).toBe('inquire');
    expect(by({ percent: '1.9' }).outcome).toBe('inquire');
    for (const outputs of [{ absolute: '2000', unit: 'GRM' }, { percent: '2' }])
      expect(by(outputs)).toMatchObject({
        outcome: 'pass',
        drawings: [{ quantity: { value: '100', unit: 'KGM' } }],
      });
    expect(by({ percent: '2', absolute: '1', unit: 'KGM' }).outcome).toBe('inquire');
  });

  it('14: partial use is seen: what is declared, certified, taken and left is in every finding', () => {
    const decision = decide(
      caseOf([{ quantities: mass('30') }], [specimenCertificate()], {
        accounts: [
          account(specimenCertificate(), [{ line: 1, unit: 'KGM', limit: '100', taken: '25', claimants: 1 }]),
        ],
      }),
      book,
    );
    expect(decision.findings[0]?.facts).toMatchObject({
      'quantity.status': 'within',
      'quantity.declared': { value: '30', unit: 'KGM' },
      'quantity.certified': { value: '100', unit: 'KGM' },
      'quantity.taken': { value: '25', unit: 'KGM' },
      'quantity.available': { value: '75', unit: 'KGM' },
    });
  });

  it('15: where a certificate was split, its parts are offered, and several certificates cover an item together', () => {
    const { country, authority } = specimenCertificate();
    const parts = [A, B].map((number) => ({ country, authority, number }));
    const split = linkOf(
      {
        code: 'A',
        reference: 'NZL2026/0000009',
        readings: [{ type: '853', country, authority, number: 'NZL2026/0000009' }],
        foreign: [],
      },
      { found: [[{ country, authority, number: 'NZL2026/0000009' }]], foreign: [], parts },
    );
    const before = decide(caseOf([{ documents: [cited('NZL2026/0000009')] }], [], { links: [split] }), book);
    expect(before.findings[0]?.reasons[0]).toMatchObject({
      code: 'reference-ambiguous',
      values: { candidates: `NZ/NZ-MPI/${A}, NZ/NZ-MPI/${B}` },
    });
    const certificates = [A, B].map((number) => specimenCertificate({ number }));
    const after = decide(
      caseOf([{ quantities: mass('150'), documents: [cited(A), cited(B)] }], certificates),
      book,
    );
    expect(after).toMatchObject({
      outcome: 'pass',
      drawings: [{ quantity: { value: '100', unit: 'KGM' } }, { quantity: { value: '50', unit: 'KGM' } }],
    });
  });
});
