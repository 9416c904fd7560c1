import type {
  Amount,
  CertificateFacts,
  CitedDocument,
  DeclarationFacts,
  GoodsItem,
  Measured,
} from '../../facts/index.ts';
import type { GivenCase } from '../../written-cases/index.ts';
import { stated } from './stated.ts';

type GivenItem = GivenCase['declaration']['items'][number];
type GivenDocument = NonNullable<GivenItem['documents']>[number];
type GivenCertificate = NonNullable<GivenCase['certificates']>[number];
type GivenLine = NonNullable<GivenCertificate['lines']>[number];

const MEASURES = {
  net: 'net-mass',
  gross: 'gross-mass',
  statutory: 'statutory',
  traded: 'transaction',
} as const;
const MEMBERS = ['net', 'gross', 'statutory', 'traded'] as const;

/** `24000 KGM` as a value and its unit. */
export function amountOf(text: string): Amount {
  const [value = '', unit = ''] = text.split(' ');
  return { value, unit };
}

/** The declaration that a test writes in short. */
export function declarationOf(
  { declaration: given, day }: GivenCase,
  owner: { readonly country: string; readonly authority: string },
): DeclarationFacts {
  const { lodged = day, items } = given;
  return {
    ...owner,
    number: 'TEST',
    version: 1,
    direction: given.direction ?? 'import',
    declarant: given.declarant ?? 'test',
    lodged,
    ...stated({
      office: given.office,
      procedure: given.procedure,
      declarantClass: given.class,
      consignor: given.consignor,
      consignee: given.consignee,
      arrival: given.arrival,
      despatchCountry: given.despatch,
      tradeCountry: given.trade,
      port: given.port,
      transportMode: given.mode,
      transportMeans: given.means,
      voyage: given.voyage,
    }),
    routeCountries: given.route ?? [],
    transportDocuments: given.bills ?? [],
    containers: given.containers ?? [],
    seals: given.seals ?? [],
    items: items.map((item, place) => goodsItemOf(item, place + 1)),
    documents: (given.documents ?? []).map(documentOf),
  };
}

function goodsItemOf(given: GivenItem, item: number): GoodsItem {
  return {
    item,
    commodity: given.commodity,
    quantities: MEMBERS.flatMap((member): readonly Measured[] => {
      const text = given[member];
      return text === undefined ? [] : [{ measure: MEASURES[member], ...amountOf(text) }];
    }),
    ...stated({
      description: given.description,
      origin: given.origin,
      establishments: given.establishments,
      produced: given.produced,
      expires: given.expires,
      checks: given.checks,
      packages: given.packages === undefined ? undefined : amountOf(given.packages),
      value: given.value === undefined ? undefined : valueOf(given.value),
    }),
    documents: (given.documents ?? []).map(documentOf),
  };
}

function valueOf(text: string): NonNullable<GoodsItem['value']> {
  const { value, unit } = amountOf(text);
  return { amount: value, currency: unit };
}

function documentOf(given: GivenDocument): CitedDocument {
  if (typeof given === 'string') {
    const [code = '', reference = ''] = given.split(/ (.*)/s);
    return { code, reference };
  }
  const { code, reference, quantity, line } = given;
  return {
    code,
    reference,
    ...stated({ line, quantity: quantity === undefined ? undefined : amountOf(quantity) }),
  };
}

/** The certificate that a test writes in short. */
export function certificateOf(given: GivenCertificate): CertificateFacts {
  const { number, country, authority, means, mode, voyage } = given;
  const transport = stated({ mode, means, voyage });
  return {
    id: number,
    version: 1,
    country,
    authority,
    number,
    state: given.state ?? 'issued',
    issued: `${given.issued ?? '2026-11-01'}T00:00:00Z`,
    ...stated({
      typeCode: given.type,
      expires: given.expires === undefined ? undefined : `${given.expires}T00:00:00Z`,
      successor: typeof given['replaced-by'] === 'string' ? given['replaced-by'] : undefined,
      exportCountry: given.from,
      importCountry: given.to,
      consignor: given.consignor,
      consignee: given.consignee,
      entryPort: given.port,
      result: given.result,
      findings: given.findings,
    }),
    transitCountries: given.transit ?? [],
    transport: Object.keys(transport).length === 0 ? [] : [transport],
    containers: given.containers ?? [],
    seals: given.seals ?? [],
    references: given.references ?? [],
    lines: (given.lines ?? []).map((line, place) => certifiedLineOf(line, place + 1)),
  };
}

function certifiedLineOf(given: GivenLine, line: number): CertificateFacts['lines'][number] {
  return {
    line,
    codes: (given.codes ?? []).map((text) => {
      const [system = '', code = ''] = text.split(' ');
      return { system, code };
    }),
    names: given.names ?? [],
    quantities: (given.quantities ?? []).map(amountOf),
    packages: (given.packages ?? []).map(amountOf),
    origins: given.origins ?? [],
    establishments: given.establishments ?? [],
    ...stated({
      netMass: given.net === undefined ? undefined : amountOf(given.net),
      grossMass: given.gross === undefined ? undefined : amountOf(given.gross),
      produced: given.produced,
      expires: given.expires,
    }),
  };
}
