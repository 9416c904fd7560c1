import type {
  CertificateFacts,
  CertifiedLine,
  CitedDocument,
  DeclarationFacts,
  DocumentKey,
  GoodsItem,
  Link,
} from '../../facts/index.ts';
import type { AccountFacts, CaseInput, LineBalance } from '../case-input.ts';

/** The day of specimen cases. */
export const SPECIMEN_DAY = '2026-11-22';

/** A line of boneless frozen beef of New Zealand, 100 kg. */
export function specimenLine(change: Partial<CertifiedLine> = {}): CertifiedLine {
  return {
    line: 1,
    codes: [{ system: 'HS', code: '020230' }],
    names: ['Frozen boneless beef'],
    netMass: { value: '100', unit: 'KGM' },
    quantities: [],
    packages: [{ value: '10', unit: 'CT' }],
    origins: ['NZ'],
    establishments: ['ME 56'],
    ...change,
  };
}

/** A veterinary certificate of New Zealand for China. */
export function specimenCertificate(change: Partial<CertificateFacts> = {}): CertificateFacts {
  const number = change.number ?? 'NZL2026/0000001';
  return {
    id: `certificate-${number}`,
    country: 'NZ',
    authority: 'NZ-MPI',
    number,
    version: 1,
    state: 'issued',
    typeCode: '853',
    issued: '2026-11-01T08:00:00Z',
    expires: '2027-05-01T00:00:00Z',
    exportCountry: 'NZ',
    importCountry: 'CN',
    transitCountries: [],
    consignor: { name: 'Canterbury Meats Limited', country: 'NZ' },
    consignee: { name: 'Shanghai Fresh Foods Co., Ltd.', country: 'CN' },
    transport: [{ mode: '1', means: 'MAERSK KOWLOON', voyage: '246N' }],
    containers: ['MSKU1234565'],
    seals: ['NZ889901'],
    references: ['MAEU123456789'],
    entryPort: 'CNSHA',
    lines: [specimenLine()],
    ...change,
  };
}

/** An item of boneless frozen beef, 100 kg, on the certificate of {@link specimenCertificate}. */
export function specimenItem(change: Partial<GoodsItem> = {}): GoodsItem {
  return {
    item: 1,
    commodity: '0202300090',
    description: '冻去骨牛肉',
    origin: 'NZ',
    quantities: [{ measure: 'net-mass', value: '100', unit: 'KGM' }],
    value: { amount: '5200.00', currency: 'CNY' },
    establishments: ['ME56'],
    documents: [cited('NZL2026/0000001')],
    ...change,
  };
}

export function cited(reference: string, change: Partial<CitedDocument> = {}): CitedDocument {
  return { code: 'A', reference, ...change };
}

export function specimenDeclaration(change: Partial<DeclarationFacts> = {}): DeclarationFacts {
  return {
    country: 'CN',
    authority: 'CN-GACC',
    office: '2200',
    number: '220120261000000001',
    version: 1,
    direction: 'import',
    procedure: '0110',
    declarant: 'CN/91310000123456789X',
    declarantClass: 'AEO',
    consignor: { name: 'CANTERBURY MEATS LTD', country: 'NZ' },
    consignee: { name: 'Shanghai Fresh Foods Co Ltd', country: 'CN' },
    lodged: '2026-11-20',
    arrival: '2026-11-21',
    despatchCountry: 'NZ',
    tradeCountry: 'NZ',
    routeCountries: [],
    port: 'CNSHA',
    transportMode: '2',
    transportMeans: 'Maersk Kowloon',
    voyage: '246N',
    transportDocuments: ['MAEU123456789'],
    containers: ['MSKU 123456-5'],
    seals: ['NZ889901'],
    items: [specimenItem()],
    documents: [],
    ...change,
  };
}

/** The link of a reference to a certificate: through `chain` where it was replaced. */
export function linkTo(
  certificate: CertificateFacts,
  change: Partial<Pick<Link, 'code' | 'reference' | 'chain'>> = {},
): Link {
  const { country, authority, number, typeCode } = certificate;
  const key = { country, authority, number };
  return {
    code: 'A',
    reference: number,
    state: 'linked',
    readings: [{ type: typeCode ?? '853', ...key }],
    candidates: [],
    suggestions: [],
    chain: [key],
    certificate,
    ...change,
  };
}

/** A reference that leads to nothing. */
export function deadLink(
  reference: string,
  state: Exclude<Link['state'], 'linked'>,
  change: Partial<Link> = {},
): Link {
  return {
    code: 'A',
    reference,
    state,
    readings:
      state === 'unreadable' ? [] : [{ type: '853', country: 'NZ', authority: 'NZ-MPI', number: reference }],
    candidates: [],
    suggestions: [],
    chain: [],
    ...change,
  };
}

export function account(key: DocumentKey, lines: readonly LineBalance[]): AccountFacts {
  const { country, authority, number } = key;
  return { country, authority, number, lines };
}

export const NEW_ZEALAND = { country: 'NZ', inForce: true, paperless: true, reachable: true } as const;

/** A case of one item on one certificate, in order in every respect. */
export function specimenCase(change: Partial<CaseInput> = {}): CaseInput {
  return {
    declaration: specimenDeclaration(),
    links: [linkTo(specimenCertificate())],
    accounts: [],
    partners: [NEW_ZEALAND],
    waitingSince: {},
    day: SPECIMEN_DAY,
    ...change,
  };
}

/**
 * Three items, each on the same two certificates of three lines: what the speed of decisions is measured by. Each `place` is another
 * case: of its own numbers, containers and quantities, and of one of some hundred traders and vessels.
 */
export function specimenCaseOfSix(place = 0): CaseInput {
  const own = String(100_000 + place);
  const [trader, vessel] = [String(place % 211), String(place % 131)];
  const numbers = [1, 2].map((half) => `NZL2026/${own}${String(half)}`);
  const codes = ['020230', '020442', '020329'];
  const limit = `${String(12_500 + (place % 97))}.5`;
  const declared = `${String(24_000 + (place % 89))}.25`;
  const certificates = numbers.map((number) =>
    specimenCertificate({
      number,
      consignor: { name: `Canterbury Meats ${trader} Limited`, country: 'NZ' },
      consignee: { name: `Shanghai Fresh Foods ${trader} Co., Ltd.`, country: 'CN' },
      transport: [{ mode: '1', means: `MAERSK KOWLOON ${vessel}`, voyage: '246N' }],
      containers: [`MSKU${own}5`],
      references: [`MAEU${own}789`],
      lines: codes.map((code, line) =>
        specimenLine({
          line: line + 1,
          codes: [{ system: 'HS', code }],
          netMass: { value: limit, unit: 'KGM' },
        }),
      ),
    }),
  );
  const items = codes.map((code, item) =>
    specimenItem({
      item: item + 1,
      commodity: `${code}0090`,
      quantities: [
        { measure: 'net-mass', value: declared, unit: 'KGM' },
        { measure: 'statutory', value: declared, unit: 'KGM' },
      ],
      documents: numbers.map((number) => cited(number)),
    }),
  );
  return specimenCase({
    declaration: specimenDeclaration({
      items,
      consignor: { name: `CANTERBURY MEATS ${trader} LTD`, country: 'NZ' },
      consignee: { name: `Shanghai Fresh Foods ${trader} Co Ltd`, country: 'CN' },
      transportMeans: `Maersk Kowloon ${vessel}`,
      transportDocuments: [`MAEU${own}789`],
      containers: [`MSKU ${own}-5`],
    }),
    links: certificates.map((certificate) => linkTo(certificate)),
    accounts: certificates.map((certificate) =>
      account(
        certificate,
        certificate.lines.map(({ line }) => ({
          line,
          unit: 'KGM',
          limit,
          taken: '200.5',
          claimants: 2,
        })),
      ),
    ),
  });
}
