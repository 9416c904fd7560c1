import { addDecimals, formatDecimal, parseDecimal, type Decimal } from '../../../../base/index.ts';
import type { DeclarationFacts } from '../../../../verification/facts/index.ts';
import type { DeclarationBody } from '../declaration-body.ts';

/** Of long lists so many are kept to list and search by; the version has all. */
const MOST_LISTED = 100;
/** Characters of each text of them. */
const LONGEST = 200;

const clipped = (text: string): string =>
  Array.from(text.slice(0, 2 * LONGEST))
    .slice(0, LONGEST)
    .join('');

/** What of a version a declaration is known by. */
export function summaryOf(
  facts: DeclarationFacts,
): Pick<
  DeclarationBody,
  | 'direction'
  | 'procedure'
  | 'arrival'
  | 'consignor'
  | 'consignee'
  | 'despatchCountry'
  | 'port'
  | 'transportMode'
  | 'transportDocuments'
  | 'containers'
  | 'items'
  | 'goods'
  | 'commodities'
  | 'origins'
  | 'documents'
  | 'value'
> {
  const { direction, procedure, arrival, despatchCountry, port, transportMode, items } = facts;
  const value = totalValue(facts);
  return {
    direction,
    ...given({ procedure, arrival, despatchCountry, port, transportMode }),
    ...given({
      consignor: facts.consignor?.name,
      consignee: facts.consignee?.name,
      goods: items[0]?.description,
    }),
    ...(value === undefined ? {} : { value }),
    transportDocuments: distinct(facts.transportDocuments),
    containers: distinct(facts.containers),
    items: items.length,
    commodities: distinct(items.map(({ commodity }) => commodity)),
    origins: distinct(items.flatMap(({ origin }) => origin ?? [])),
    documents: citedDocuments(facts),
  };
}

function given<Members extends Readonly<Record<string, string | undefined>>>(
  members: Members,
): { [Name in keyof Members]?: string } {
  // Absent members are left out, which their optional types allow.
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, clipped(value)]])),
  ) as {
    [Name in keyof Members]?: string;
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.map(clipped))].slice(0, MOST_LISTED);
}

function citedDocuments({ items, documents }: DeclarationFacts) {
  const cited = [...documents, ...items.flatMap((item) => item.documents)];
  const byName = new Map(
    cited.map(({ code, reference }) => {
      const document = { code: clipped(code), reference: clipped(reference) };
      return [`${document.code} ${document.reference}`, document] as const;
    }),
  );
  return [...byName.values()].slice(0, MOST_LISTED);
}

/** The customs value of all items; absent where one has none, or currencies differ: a sum of less would pass for the whole. */
function totalValue({ items }: DeclarationFacts): DeclarationBody['value'] {
  const currency = items[0]?.value?.currency;
  if (currency === undefined) return undefined;
  let total: Decimal | undefined = parseDecimal('0');
  for (const { value } of items) {
    const amount = value?.currency === currency ? parseDecimal(value.amount) : undefined;
    if (amount === undefined || total === undefined) return undefined;
    total = addDecimals(total, amount);
  }
  return total === undefined ? undefined : { amount: formatDecimal(total), currency };
}
