import { certificateGoods, type GoodsLine, type SpsCertificate } from '../../../standards/index.ts';
import { MOST_LINES, type CertificateBody } from '../certificate-body.ts';

type Goods = NonNullable<CertificateBody['goods']>;

/** Countries of transit that are kept; a route has no more. */
const MOST_TRANSIT = 20;

/** What the ledger keeps of a certificate's goods and route beside the document; at most so many lines. */
export function goodsOf(
  document: SpsCertificate,
  most: number = MOST_LINES,
): Pick<CertificateBody, 'goods' | 'transit'> {
  const { lines, omitted } = certificateGoods(document, most);
  const goods: Goods = { lines: lines.map(keptLine) };
  if (omitted > 0) goods.omitted = omitted;
  const transit = transitCountries(document);
  return { goods, ...(transit.length === 0 ? {} : { transit }) };
}

function transitCountries({ consignment }: SpsCertificate): string[] {
  const countries = (consignment?.transitCountry ?? []).flatMap(({ id }) => (id ? [id.value] : []));
  return [...new Set(countries)].slice(0, MOST_TRANSIT);
}

function keptLine({
  line,
  netMass,
  grossMass,
  produced,
  expires,
  ...lists
}: GoodsLine): Goods['lines'][number] {
  const kept: Goods['lines'][number] = { line };
  if (lists.codes.length > 0) kept.codes = [...lists.codes];
  if (lists.names.length > 0) kept.names = [...lists.names];
  if (netMass !== undefined) kept.netMass = netMass;
  if (grossMass !== undefined) kept.grossMass = grossMass;
  if (lists.quantities.length > 0) kept.quantities = [...lists.quantities];
  if (lists.packages.length > 0) kept.packages = [...lists.packages];
  if (lists.origins.length > 0) kept.origins = [...lists.origins];
  if (lists.establishments.length > 0) kept.establishments = [...lists.establishments];
  if (produced !== undefined) kept.produced = produced;
  if (expires !== undefined) kept.expires = expires;
  return kept;
}
