import type { Decimal } from '../../../base/index.ts';
import { addDecimals, formatDecimal, normaliseDecimal, parseDecimal } from '../../../base/index.ts';
import type { CertificateSummary, CommoditySummary } from '../../../standards/index.ts';
import { convert, readDate } from '../../../standards/index.ts';
import type { CertificateBody } from '../certificate-body.ts';

/** The ledger's body of a certificate's summary; what is absent or empty is left out. */
export function bodyOf(summary: CertificateSummary, now: Date): CertificateBody {
  const net = netKilograms(summary.commodities);
  const { commodities } = summary;
  const body: CertificateBody = {
    issued: momentOfIssue(summary.issueDate, now),
    lines: commodities.length,
    products: distinct(commodities, ({ names }) => names.map(({ value }) => value)),
    tariffs: distinct(commodities, ({ hsCodes }) => hsCodes),
    origins: distinct(commodities, ({ originCountries }) => originCountries),
    parties: summary.parties.map(({ role, name, id }) =>
      id === undefined ? { role, name } : { role, name, id },
    ),
  };
  if (summary.issueDate !== undefined) body.issueDate = summary.issueDate;
  if (summary.typeCode !== undefined) body.typeCode = summary.typeCode;
  if (summary.exportCountry !== undefined) body.exportCountry = summary.exportCountry;
  if (summary.importCountry !== undefined) body.importCountry = summary.importCountry;
  if (summary.issuerName !== undefined) body.issuerName = summary.issuerName;
  if (summary.placeOfIssue !== undefined) body.placeOfIssue = summary.placeOfIssue;
  if (summary.replaces !== undefined) body.replaces = summary.replaces;
  if (summary.containers.length > 0) body.containers = [...summary.containers];
  if (summary.seals.length > 0) body.seals = [...summary.seals];
  if (summary.references.length > 0) body.references = [...summary.references];
  if (summary.transport.length > 0) body.transport = summary.transport.map((leg) => ({ ...leg }));
  if (summary.pointOfEntry !== undefined) body.pointOfEntry = summary.pointOfEntry;
  if (summary.pointOfEntryCode !== undefined) body.pointOfEntryCode = summary.pointOfEntryCode;
  if (net !== undefined) body.netKilograms = net;
  const expires = summary.validUntil === undefined ? undefined : dayAfter(summary.validUntil);
  if (expires !== undefined) body.expires = expires;
  return body;
}

function distinct(
  commodities: readonly CommoditySummary[],
  textsOf: (commodity: CommoditySummary) => readonly string[],
): string[] {
  const texts = new Set<string>();
  for (const commodity of commodities) for (const text of textsOf(commodity)) texts.add(text);
  return [...texts];
}

/** A date without a zone counts as UTC, one without a time as its midnight; none that can be read, as the moment of intake. */
export function momentOfIssue(stated: string | undefined, now: Date): string {
  const reading = stated === undefined ? undefined : readDate(stated);
  if (reading?.instant !== undefined) return reading.instant.toISOString();
  if (reading === undefined) return now.toISOString();
  return new Date(
    reading.precision === 'local' ? `${reading.text}Z` : `${reading.day}T00:00:00Z`,
  ).toISOString();
}

/** The first moment at which something valid until a day or moment is no longer valid. */
function dayAfter(until: string): string | undefined {
  const reading = readDate(until);
  if (reading === undefined) return undefined;
  if (reading.instant !== undefined) return reading.instant.toISOString();
  return new Date(Date.parse(`${reading.day}T00:00:00Z`) + 86_400_000).toISOString();
}

/** The sum of the net weights that are a mass, in kilograms; undefined when none is. */
function netKilograms(commodities: readonly CommoditySummary[]): string | undefined {
  let sum: Decimal | undefined;
  for (const { netWeight } of commodities) {
    const value = netWeight?.unit === undefined ? undefined : parseDecimal(netWeight.value);
    if (value === undefined || netWeight?.unit === undefined) continue;
    const conversion = convert({ value, unit: netWeight.unit }, 'KGM');
    if (!conversion.converted) continue;
    sum = sum === undefined ? conversion.quantity.value : addDecimals(sum, conversion.quantity.value);
  }
  return sum === undefined ? undefined : formatDecimal(normaliseDecimal(sum));
}
