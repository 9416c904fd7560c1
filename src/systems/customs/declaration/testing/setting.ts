import { canonicalJson, utf8, type CanonicalValue } from '../../../../base/index.ts';
import { newRandom } from '../../../../crypto/index.ts';
import type { Database, Scope } from '../../../../database/index.ts';
import { openSetting, type Setting } from '../../../../verification/cases/testing/index.ts';
import type { DocumentKey } from '../../../../verification/facts/index.ts';
import type { CommodityLookup, DeclarationCaller, DeclarationEntry, Declarations } from '../contract.ts';
import { openDeclarations } from '../declarations.ts';
import { declarationKeeper } from '../keeper.ts';
import type { OutcomeTeller } from '../telling.ts';

/** A desk of inquiries that remembers what it was asked, and answers when it is told to. */
export interface TestInquiries {
  readonly asked: { readonly id: string; readonly certificate: DocumentKey; readonly text: string }[];
  answer(id: string): void;
}

/** Declarations over a database of a test's own, decided by the test book of cases. */
export interface DeclarationSetting extends Setting {
  readonly declarations: Declarations;
  readonly inquiries: TestInquiries;
  /** Every outcome told to traders' systems. */
  readonly told: DeclarationEntry[];
  /** What commodity codes are looked up in. */
  readonly tariff: { value: CommodityLookup | undefined };
  /** From which value an overruling wants a second official. */
  readonly limit: { value: { readonly amount: string; readonly currency: string } | undefined };
}

export function openDeclarationSetting(database: Database): DeclarationSetting {
  const told: DeclarationEntry[] = [];
  const tell: OutcomeTeller = async (_transaction, entries) => {
    told.push(...entries);
  };
  const setting = openSetting(database, { keepers: [declarationKeeper(tell)] });
  const limit: DeclarationSetting['limit'] = { value: undefined };
  const tariff: DeclarationSetting['tariff'] = { value: undefined };
  const asked: TestInquiries['asked'] = [];
  const answers: string[] = [];
  let number = 0;
  const declarations = openDeclarations({
    database,
    clock: () => setting.now.value,
    random: newRandom,
    cases: setting.cases,
    inquiries: {
      ask(_caller, certificate, text) {
        number += 1;
        const id = `01936b3a-0000-7000-8000-${String(number).padStart(12, '0')}`;
        asked.push({ id, certificate, text });
        return Promise.resolve({ id });
      },
      answers(from) {
        const seen = Math.max(0, from - ANSWERS_FROM);
        const next = answers.length === 0 ? from : ANSWERS_FROM + answers.length;
        return Promise.resolve({ inquiries: answers.slice(seen), next });
      },
    },
    secondOfficialFrom: () => Promise.resolve(limit.value),
    tell,
    commodities: (asked) => tariff.value?.(asked) ?? { level: 'warning', remarks: [] },
  });
  return {
    ...setting,
    declarations,
    told,
    limit,
    tariff,
    inquiries: {
      asked,
      answer: (id) => {
        answers.push(id);
      },
    },
  };
}

/** Beyond every position that the log of a test has. */
const ANSWERS_FROM = 1_000_000;

let people = 0;

/** Somebody with permissions, of an authority's office or of a trader. */
export function somebody(
  scope: Scope,
  permissions: readonly string[],
): DeclarationCaller & { readonly actor: string } {
  people += 1;
  return {
    actor: `account/01936b3a-0000-7000-8000-${String(people).padStart(12, '0')}`,
    name: `Somebody ${String(people)}`,
    scope,
    may: (permission) => permissions.includes(permission),
    ...(scope.kind === 'public' && scope.organisation !== undefined
      ? { organisation: scope.organisation.key }
      : {}),
  };
}

/** A declaration of beef in the plain form, as its bytes. */
export function beefForm(
  number: string,
  items: readonly { readonly certificate: string; readonly kilograms: string; readonly value?: string }[],
  more: Readonly<Record<string, CanonicalValue>> = {},
) {
  const declaration = {
    number,
    direction: 'import',
    transportDocuments: [`BL-${number}`],
    items: items.map(({ certificate, kilograms, value }, index) => ({
      item: index + 1,
      commodity: '0202300090',
      description: 'Frozen beef',
      origin: 'NZ',
      quantities: [{ measure: 'net-mass', value: kilograms, unit: 'KGM' }],
      ...(value === undefined ? {} : { value: { amount: value, currency: 'CNY' } }),
      documents: [{ code: 'A', reference: certificate }],
    })),
    ...more,
  };
  return { bytes: utf8(canonicalJson({ form: 'facts', declaration })), mediaType: 'application/json' };
}
