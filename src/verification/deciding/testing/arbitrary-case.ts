import fc from 'fast-check';
import type { CertificateFacts, CertifiedLine, GoodsItem, Link } from '../../facts/index.ts';
import type { AccountFacts, CaseInput } from '../case-input.ts';
import {
  account,
  cited,
  deadLink,
  linkTo,
  NEW_ZEALAND,
  specimenCase,
  specimenCertificate,
  specimenDeclaration,
  specimenItem,
  specimenLine,
} from './specimen-case.ts';

const NUMBERS = ['NZL2026/0000001', 'NZL2026/0000002', 'NZL2025/0000001', 'NZL2026/0000003'] as const;
const CODES = ['020230', '0202', '020442', '080810', '06', '02023000'] as const;
const COMMODITIES = ['0202300090', '0204420000', '0808100000', '0101210010'] as const;
const MASSES = ['0', '40', '60.5', '99.999', '100', '100.4', '250'] as const;
const UNITS = ['KGM', 'KGM', 'GRM', 'TNE', 'H87'] as const;

const mass = fc.record({ value: fc.constantFrom(...MASSES), unit: fc.constantFrom(...UNITS) });

const line: fc.Arbitrary<Omit<CertifiedLine, 'line'>> = fc
  .record({
    code: fc.constantFrom(...CODES),
    system: fc.constantFrom('HS', 'CN'),
    netMass: fc.option(mass, { nil: undefined }),
    pieces: fc.option(fc.constantFrom('10', '1520'), { nil: undefined }),
    origins: fc.subarray(['NZ', 'AU']),
  })
  .map(({ code, system, netMass, pieces, origins }) => {
    const { line: _, netMass: own, ...rest } = specimenLine({ codes: [{ system, code }], origins });
    const stated = netMass ?? own;
    return {
      ...rest,
      ...(stated === undefined || pieces !== undefined ? {} : { netMass: stated }),
      quantities: pieces === undefined ? [] : [{ value: pieces, unit: 'H87' }],
    };
  });

const certificate = (number: string): fc.Arbitrary<CertificateFacts> =>
  fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      state: fc.constantFrom('issued', 'issued', 'issued', 'withdrawn'),
      typeCode: fc.constantFrom('853', '853', '851'),
      expires: fc.constantFrom('2027-05-01T00:00:00Z', '2026-11-21T00:00:00Z'),
      version: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ lines, ...rest }) =>
      specimenCertificate({
        ...rest,
        number,
        lines: lines.map((each, place) => ({ ...each, line: place + 1 })),
      }),
    );

const link = (number: string): fc.Arbitrary<Link> =>
  fc.oneof(
    { weight: 5, arbitrary: certificate(number).map((found) => linkTo(found)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('unknown', 'ambiguous', 'unreadable', 'foreign-type')
        .map((state) => deadLink(number, state)),
    },
  );

const item: fc.Arbitrary<Omit<GoodsItem, 'item'>> = fc
  .record({
    commodity: fc.constantFrom(...COMMODITIES),
    origin: fc.constantFrom('NZ', 'AU', undefined),
    net: fc.option(mass, { nil: undefined }),
    pieces: fc.option(fc.constantFrom('0', '10', '1600'), { nil: undefined }),
    numbers: fc.subarray([...NUMBERS]),
    line: fc.constantFrom(undefined, undefined, 1, 2),
    stated: fc.option(mass, { nil: undefined, freq: 6 }),
  })
  .map(({ commodity, origin, net, pieces, numbers, line: place, stated }) => {
    const { item: _, origin: own, ...rest } = specimenItem();
    return {
      ...rest,
      ...(own === undefined || origin === undefined ? {} : { origin }),
      commodity,
      quantities: [
        ...(net === undefined ? [] : [{ measure: 'net-mass' as const, ...net }]),
        ...(pieces === undefined ? [] : [{ measure: 'statutory' as const, value: pieces, unit: 'H87' }]),
      ],
      documents: numbers.map((number) =>
        cited(number, {
          code: commodity.startsWith('08') ? 'P' : 'A',
          ...(place === undefined ? {} : { line: place }),
          ...(stated === undefined ? {} : { quantity: stated }),
        }),
      ),
    };
  });

/** Balances of some lines of a certificate, in the unit it certifies. */
const balances = (found: CertificateFacts): fc.Arbitrary<AccountFacts | undefined> =>
  fc.option(fc.constantFrom('0', '10', '99', '400'), { nil: undefined }).map((taken) =>
    taken === undefined
      ? undefined
      : account(
          found,
          found.lines.flatMap(({ line: place, netMass, quantities }) => {
            const granted = netMass ?? quantities[0];
            return granted === undefined
              ? []
              : [{ line: place, unit: granted.unit, limit: granted.value, taken, claimants: 1 }];
          }),
        ),
  );

/** Any case by the specimen book: up to four items on up to four certificates, some of them gone, late or unreadable. */
export const arbitraryCase: fc.Arbitrary<CaseInput> = fc
  .record({
    items: fc.array(item, { minLength: 1, maxLength: 4 }),
    links: fc.tuple(...NUMBERS.map(link)),
    header: fc.subarray([...NUMBERS], { maxLength: 2 }),
    reachable: fc.boolean(),
    waiting: fc.constantFrom(undefined, '2026-11-01', '2026-11-20'),
  })
  .chain(({ items, links, header, reachable, waiting }) => {
    const found = links.flatMap((each) => each.certificate ?? []);
    return fc.tuple(...found.map(balances)).map((accounts) =>
      specimenCase({
        declaration: specimenDeclaration({
          items: items.map((each, place) => ({ ...each, item: place + 1 })),
          documents: header.map((number) => cited(number)),
        }),
        links: links.flatMap((each) => [each, { ...each, code: 'P' }]),
        accounts: accounts.filter((each) => each !== undefined),
        partners: [{ ...NEW_ZEALAND, reachable }],
        waitingSince:
          waiting === undefined ? {} : Object.fromEntries(NUMBERS.map((number) => [number, waiting])),
      }),
    );
  });

/** The same case, with everything whose order means nothing in another order. */
export function shuffled(input: CaseInput): fc.Arbitrary<CaseInput> {
  const any = <Value>(list: readonly Value[]): fc.Arbitrary<Value[]> =>
    fc.shuffledSubarray([...list], { minLength: list.length });
  const { declaration } = input;
  return fc
    .record({
      links: any(input.links),
      accounts: any(input.accounts.map((each) => ({ ...each, lines: each.lines.toReversed() }))),
      partners: any(input.partners),
      items: any(declaration.items.map((each) => ({ ...each, documents: each.documents.toReversed() }))),
      documents: any(declaration.documents),
    })
    .map(({ items, documents, ...rest }) => ({
      ...input,
      ...rest,
      declaration: { ...declaration, items, documents },
    }));
}
