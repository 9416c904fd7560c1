import { describe, expect, it } from 'vitest';
import {
  specimenCertificate,
  specimenDeclaration,
  specimenItem,
  specimenLine,
} from '../deciding/testing/index.ts';
import type { CertificateFacts, DeclarationFacts, NamedParty } from '../facts/index.ts';
import { daysLeft } from './lib/days.ts';
import { chooseLines, commodityPractice, isSameParty, matchCommodity, matchHeader } from './index.ts';

const practice = commodityPractice(4, ['CN'], [{ system: 'AHTN', from: '02023', to: '020230' }]);

describe('commodity codes', () => {
  it.each([
    ['0202300090', 'HS', '0202300090', 'equal', 10],
    ['0202300090', 'HS', '020230', 'prefix', 6],
    ['0202300090', 'HS', '0202', 'prefix', 4],
    ['0202300090', 'HS', '02', 'too-short', 2],
    ['0202300090', 'HS', '020220', 'different', 4],
    ['0202300090', 'CN', '02023090', 'prefix', 6],
    ['0202300090', 'TARIC', '02023090', 'different', 6],
    ['0202300090', 'AHTN', '02023001', 'mapped', 7],
    ['0202300090', 'HS', '', 'absent-certified', 0],
    ['', 'HS', '0202', 'absent-declared', 0],
  ] as const)('%s declared, %s %s certified: %s by %i digits', (declared, system, code, match, digits) => {
    expect(matchCommodity(declared, [{ system, code }], practice)).toEqual({ match, digits });
  });

  it('choose the lines that cover the goods, of these those of their origin and establishment', () => {
    const certificate = specimenCertificate({
      lines: [
        specimenLine({ line: 1, codes: [{ system: 'HS', code: '0202' }], origins: ['AU'] }),
        specimenLine({ line: 2, origins: ['NZ'], establishments: ['ME 1'] }),
        specimenLine({ line: 3, origins: ['NZ'], establishments: ['ME 56'] }),
        specimenLine({ line: 4, codes: [{ system: 'HS', code: '0204' }] }),
      ],
    });
    const linesOf = (change: Parameters<typeof specimenItem>[0], named?: number) =>
      chooseLines(specimenItem(change), certificate, named, practice).lines.map(({ line }) => line.line);
    expect(linesOf({})).toEqual([3]);
    expect(linesOf({ origin: 'AU' })).toEqual([1]);
    expect(linesOf({ origin: 'FR', establishments: [] })).toEqual([1, 2, 3]);
    expect(linesOf({}, 2)).toEqual([2]);
    expect(linesOf({}, 4)).toEqual([]);
    expect(linesOf({}, 9)).toEqual([]);
  });
});

describe('parties', () => {
  const same = (one: string | NamedParty, other: string | NamedParty) =>
    isSameParty(
      typeof one === 'string' ? { name: one } : one,
      typeof other === 'string' ? { name: other } : other,
    );

  it.each([
    ['Shanghai Fresh Foods Co., Ltd.', 'SHANGHAI FRESH FOODS COMPANY LIMITED'],
    ['Müller & Söhne GmbH', 'Muller and Sohne'],
    ['S.A. Viandes de l’Ouest', "VIANDES DE L'OUEST SA"],
    ['Carnes del Norte S.A. de C.V.', 'Carnes del Norte'],
    ['上海鲜食有限公司', '上海鲜食有限公司 '],
    ['上海鲜食（中国）有限公司', '上海鲜食(中国)有限公司'],
    ['ＡＢＣ Foods', 'Abc Foods'],
  ])('are one by their names: %s and %s', (one, other) => {
    expect([same(one, other), same(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['Canterbury Meats Ltd', 'Canterbury Wools Ltd'],
    ['AB Foods Ltd', 'AG Foods Ltd'],
    ['上海鲜食有限公司', '上海鲜食股份有限公司'],
    ['', ''],
    ['Ltd', 'GmbH'],
  ])('are two by their names: %s and %s', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it('are recognised by their numbers first; numbers of other registers say nothing', () => {
    expect(
      same({ id: '91310000-123456789X', name: 'Old name' }, { id: '91310000123456789X', name: 'New name' }),
    ).toBe(true);
    expect(same({ id: '2200123456', name: 'Fresh' }, { id: '2200123457', name: 'Fresh' })).toBe(false);
    expect(same({ id: '2200123456', name: 'Fresh' }, { id: 'NZBN94290', name: 'Fresh' })).toBe(true);
    expect(same({ id: '2200123456' }, { id: 'NZBN94290' })).toBe(false);
  });

  it('of one name in two countries are two', () => {
    expect(same({ name: 'Fresh', country: 'CN' }, { name: 'Fresh', country: 'NZ' })).toBe(false);
  });
});

describe('a declaration beside a certificate', () => {
  const matchesOf = (declaration: Partial<DeclarationFacts>, certificate: Partial<CertificateFacts>) =>
    matchHeader({
      declaration: specimenDeclaration(declaration),
      certificate: specimenCertificate(certificate),
    });

  it('agrees in every field of the specimen', () => {
    const matches = matchesOf({ routeCountries: ['SG'] }, { transitCountries: ['SG', 'MY'] });
    expect(new Set(Object.values(matches))).toEqual(new Set(['equal']));
  });

  it('may be a share of the consignment, or more than it: lists agree where one holds the other', () => {
    const containers = (declared: string[], certified: string[]) =>
      matchesOf({ containers: declared }, { containers: certified })['match.containers'];
    expect(containers(['A1'], ['a 1', 'B2'])).toBe('equal');
    expect(containers(['A1', 'B2'], ['A-1'])).toBe('equal');
    expect(containers(['A1', 'C3'], ['A1', 'B2'])).toBe('different');
    expect(containers([], ['A1'])).toBe('absent-declared');
    expect(containers(['A1'], [])).toBe('absent-certified');
    expect(containers([], [])).toBe('absent-both');
  });

  it('passes only countries that the certificate knows of', () => {
    const route = (declared: string[], certified: string[]) =>
      matchesOf({ routeCountries: declared }, { transitCountries: certified })['match.route'];
    expect(route(['SG'], ['SG'])).toBe('equal');
    expect(route(['NZ', 'CN'], ['SG'])).toBe('equal');
    expect(route(['HK'], ['SG'])).toBe('different');
    expect(route(['HK'], [])).toBe('absent-certified');
  });

  it('names the same vessel and voyage, as far as both name them', () => {
    const transport = (means: string | undefined, voyage: string | undefined) => {
      const { transportMeans: _, voyage: __, ...rest } = specimenDeclaration();
      const declaration = {
        ...rest,
        ...(means === undefined ? {} : { transportMeans: means }),
        ...(voyage === undefined ? {} : { voyage }),
      };
      return matchHeader({ declaration, certificate: specimenCertificate() })['match.transport'];
    };
    expect(transport('maersk-kowloon', undefined)).toBe('equal');
    expect(transport(undefined, '246 N')).toBe('equal');
    expect(transport('Maersk Kowloon', '247N')).toBe('different');
    expect(transport('Ever Given', '246N')).toBe('different');
    expect(transport(undefined, undefined)).toBe('absent-declared');
  });
});

describe('validity', () => {
  it.each([
    ['2026-12-01T00:00:00Z', '2026-11-30', 0],
    ['2026-12-01T00:00:00Z', '2026-12-01', -1],
    ['2026-12-01T00:00:00+08:00', '2026-11-29', 1],
    ['2026-12-01T12:00:00Z', '2026-12-01', 0],
    ['2026-12-01', '2026-12-01', -1],
    ['2027-01-01T00:00:00Z', '2026-02-28', 306],
  ])('until %s leaves on %s %i days', (expires, day, left) => {
    expect(daysLeft(expires, day)).toBe(left);
  });
});
