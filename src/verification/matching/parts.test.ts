import { expect, test } from 'vitest';
import type { CertificateFacts, DeclarationFacts, Link } from '../facts/index.ts';
import { commodityPractice, spreadOver } from './index.ts';

const key = (number: string) => ({ country: 'NZ', authority: 'NZ-MPI', number });
const practice = commodityPractice(6, [], []);

function part(number: string, hs: string, kilograms: string, containers: readonly string[] = []) {
  const certificate: CertificateFacts = {
    ...key(number),
    id: number,
    version: 1,
    state: 'issued',
    issued: '2026-05-01T00:00:00Z',
    transitCountries: [],
    transport: [],
    containers,
    seals: [],
    references: [],
    lines: [
      {
        line: 1,
        codes: [{ system: 'HS', code: hs }],
        names: [],
        netMass: { value: kilograms, unit: 'KGM' },
        quantities: [],
        packages: [],
        origins: [],
        establishments: [],
      },
    ],
  };
  return { chain: [key(number)], certificate };
}

const link: Link = {
  code: 'A',
  reference: 'WHOLE',
  state: 'ambiguous',
  readings: [{ type: '853', ...key('WHOLE') }],
  candidates: [key('LEFT'), key('RIGHT')],
  suggestions: [],
  chain: [key('WHOLE')],
};

function declared(
  items: readonly { readonly commodity: string; readonly kilograms?: string }[],
  containers: readonly string[] = [],
): DeclarationFacts {
  return {
    country: 'CN',
    authority: 'CN-GACC',
    number: 'D',
    version: 1,
    direction: 'import',
    declarant: 'CN-1',
    lodged: '2026-06-01',
    routeCountries: [],
    transportDocuments: [],
    containers,
    seals: [],
    documents: [],
    items: items.map(({ commodity, kilograms }, index) => ({
      item: index + 1,
      commodity,
      quantities:
        kilograms === undefined ? [] : [{ measure: 'net-mass' as const, value: kilograms, unit: 'KGM' }],
      documents: [{ code: 'A', reference: 'WHOLE' }],
    })),
  };
}

const BEEF = '0202300090';
const LAMB = '0204420000';
const told = (links: readonly Link[]) =>
  links.map(({ state, item, certificate }) => [state, item, certificate?.number]);

test('one part that covers all goods is followed as a replacement is', () => {
  const links = spreadOver(
    link,
    [part('LEFT', '020230', '30'), part('RIGHT', '020230', '70')],
    declared([{ commodity: BEEF, kilograms: '60' }]),
    practice,
  );
  expect(told(links)).toEqual([['linked', undefined, 'RIGHT']]);
  expect(links[0]?.chain).toEqual([key('WHOLE'), key('RIGHT')]);
});

test('parts of different goods are followed item by item', () => {
  const links = spreadOver(
    link,
    [part('LEFT', '020230', '50'), part('RIGHT', '020442', '50')],
    declared([
      { commodity: BEEF, kilograms: '10' },
      { commodity: LAMB, kilograms: '10' },
      { commodity: '0304890000', kilograms: '1' },
    ]),
    practice,
  );
  // Nothing covers the fish: the split stands for it.
  expect(told(links)).toEqual([
    ['ambiguous', undefined, undefined],
    ['linked', 1, 'LEFT'],
    ['linked', 2, 'RIGHT'],
  ]);
});

test('nothing is chosen of parts that are equally fit, nor by a quantity that is not stated or not there', () => {
  const parts = [part('LEFT', '020230', '50'), part('RIGHT', '020230', '60')];
  const of = (kilograms?: string) =>
    told(
      spreadOver(
        link,
        parts,
        declared([{ commodity: BEEF, ...(kilograms === undefined ? {} : { kilograms }) }]),
        practice,
      ),
    );
  expect(of('40')).toEqual([['ambiguous', undefined, undefined]]);
  expect(of('61')).toEqual([['ambiguous', undefined, undefined]]);
  expect(of()).toEqual([['ambiguous', undefined, undefined]]);
  expect(of('55')).toEqual([['linked', undefined, 'RIGHT']]);
});

test('containers tell parts apart', () => {
  const parts = [part('LEFT', '020230', '50', ['MSKU1']), part('RIGHT', '020230', '50', ['MSKU2'])];
  const goods = [{ commodity: BEEF, kilograms: '40' }];
  expect(told(spreadOver(link, parts, declared(goods, ['MSKU 2']), practice))).toEqual([
    ['linked', undefined, 'RIGHT'],
  ]);
  expect(told(spreadOver(link, parts, declared(goods, ['MSKU3']), practice))).toEqual([
    ['ambiguous', undefined, undefined],
  ]);
});
