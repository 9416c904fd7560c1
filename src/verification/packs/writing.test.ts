import { describe, expect, test } from 'vitest';
import { shapeOf } from '../../shapes/index.ts';
import { compileRuleBook, decide } from '../deciding/index.ts';
import { isSameParty } from '../matching/index.ts';
import { GivenCase } from '../written-cases/index.ts';
import { ruleBookOfPack } from './book.ts';
import { caseInputOf } from './building.ts';
import { expectationOf, givenOf, readPack, readPackFolder, shippedPackFolder } from './index.ts';
import { unnaming } from './lib/unnamed.ts';
import { withChanges } from './placing.ts';

const shape = shapeOf(GivenCase);

async function shipped(name: string) {
  const reading = readPack(await readPackFolder(await shippedPackFolder(name)));
  if (!('pack' in reading)) throw new Error('a shipped pack has no faults');
  return reading.pack;
}

describe('a case that was decided', () => {
  test.each(['china-import', 'great-britain-border'])(
    'is written down so that it comes to the same again, whichever of %s it is',
    async (name) => {
      const pack = await shipped(name);
      const books = new Map<string, ReturnType<typeof compileRuleBook>>();
      let count = 0;
      for (const { tests } of pack.tests)
        for (const each of tests.cases) {
          const { value } = withChanges(tests.given, each.with ?? {});
          if (!shape.accepts(value)) throw new Error(`${each.name} is a case`);
          const book = books.get(value.day) ?? compileRuleBook(ruleBookOfPack(pack, value.day));
          books.set(value.day, book);
          const input = caseInputOf(value, pack.manifest, book.patterns);
          const written = givenOf(input);
          expect(shape.faults(written, 'pack-case-shape'), each.name).toEqual([]);
          const again = decide(caseInputOf(written, pack.manifest, book.patterns), book);
          expect(expectationOf(again), each.name).toEqual(expectationOf(decide(input, book)));
          count += 1;
        }
      expect(count).toBeGreaterThan(80);
    },
  );

  test('names nobody: who is one party stays one, who is another stays another, numbers keep their shape', async () => {
    const pack = await shipped('china-import');
    const book = compileRuleBook(ruleBookOfPack(pack, '2026-11-20'));
    const party = (name: string, id: string) => ({ name, id, country: 'NZ' });
    const input = caseInputOf(
      {
        day: '2026-11-20',
        declaration: {
          consignor: party('Southern Alps Meat Company Limited', 'ME-0023'),
          consignee: party('Golden Harvest', '91310000123'),
          items: [{ commodity: '0202300090', documents: ['853 NZL2026/AKL/100200'] }],
        },
        certificates: [
          {
            number: 'NZL2026/AKL/100200',
            country: 'NZ',
            authority: 'NZ-MPI',
            type: '853',
            consignor: party('SOUTHERN ALPS MEAT CO., LTD.', 'ME 0023'),
            consignee: party('Silver Harvest', '91310000124'),
          },
        ],
      },
      pack.manifest,
      book.patterns,
    );
    const { declaration, certificates = [] } = givenOf(input);
    const told = JSON.stringify([declaration, certificates]);
    for (const secret of ['Southern', 'SOUTHERN', 'Golden', 'Silver', 'ME-0023', '91310000123'])
      expect(told).not.toContain(secret);
    expect(certificates[0]?.consignor?.name).toBe(declaration.consignor?.name);
    expect(certificates[0]?.consignee?.name).not.toBe(declaration.consignee?.name);
    expect(declaration.consignor?.id).toMatch(/^XX-\d{4}$/);
    expect(declaration.consignee?.id).toMatch(/^\d{11}$/);
  });

  test('who have numbers of few digits or none stay apart as well', () => {
    const party = unnaming();
    const ids = Array.from({ length: 30 }, (_, place) => [
      `R${String(place)}`,
      'ABC'.repeat(place + 1),
    ]).flat();
    const written = ids.map((id) => party({ id }).id ?? '');
    for (const [place, id] of ids.entries())
      for (const [other, otherId] of ids.entries())
        expect(
          isSameParty({ id: written[place] ?? '' }, { id: written[other] ?? '' }),
          `${id} ${otherId}`,
        ).toBe(place === other);
  });
});
