import { isFieldName, type FieldName } from '../../../../src/verification/facts/index.ts';
import type { DecisionTable } from '../../../../src/verification/rules/index.ts';

/** How the value of a place is written. */
export type PlaceKind =
  'text' | 'lines' | 'list' | 'day' | 'country' | 'countries' | 'choice' | 'truth' | 'count';

export const PLACE_GROUPS = ['declaration', 'goods', 'certificate', 'line', 'account', 'partner'] as const;
export type PlaceGroup = (typeof PLACE_GROUPS)[number];

/** One value of a case, and the facts that come of it. */
export interface CasePlace {
  readonly group: PlaceGroup;
  /** Within the case; lists count from 1, `i` and `c` stand for the goods item and the certificate shown. */
  readonly path: string;
  readonly label: string;
  readonly kind: PlaceKind;
  readonly values?: readonly string[];
  /** How it is written, where that is not plain. */
  readonly sample?: string;
  readonly reads: readonly string[];
  /** Shown whatever the table reads: without these nothing is compared. */
  readonly isCore?: true;
}

const DIRECTIONS = ['import', 'export', 'transit'] as const;
const STATES = ['issued', 'withdrawn', 'replaced', 'cancelled', 'expired'] as const;
const RESULTS = ['pass', 'refuse', 'request'] as const;
const MASS = '24000 KGM';

type Row = readonly [
  path: string,
  label: string,
  kind: PlaceKind,
  reads: string,
  more?: Pick<CasePlace, 'values' | 'sample' | 'isCore'>,
];

const core = { isCore: true } as const;

const DECLARATION: readonly Row[] = [
  ['day', 'web-case-day', 'day', 'certificate.days-left document.waiting-days', core],
  [
    'declaration.direction',
    'field-declaration-direction',
    'choice',
    'declaration.direction',
    { values: DIRECTIONS },
  ],
  ['declaration.lodged', 'field-declaration-lodged', 'day', 'declaration.lodged'],
  [
    'declaration.arrival',
    'field-declaration-arrival',
    'day',
    'declaration.arrival certificate.days-left match.issued-before-arrival match.goods-expiry',
  ],
  ['declaration.office', 'field-declaration-office', 'text', 'declaration.office'],
  ['declaration.procedure', 'field-declaration-procedure', 'text', 'declaration.procedure'],
  ['declaration.class', 'field-declaration-declarant-class', 'text', 'declaration.declarant-class'],
  ['declaration.despatch', 'field-declaration-despatch', 'country', 'declaration.despatch match.despatch'],
  ['declaration.trade', 'field-declaration-trade-country', 'country', 'declaration.trade-country'],
  ['declaration.route', 'field-declaration-route', 'countries', 'declaration.route match.route'],
  ['declaration.port', 'field-declaration-port', 'text', 'declaration.port match.port'],
  [
    'declaration.mode',
    'field-declaration-transport-mode',
    'text',
    'declaration.transport-mode match.transport',
  ],
  ['declaration.means', 'web-case-means', 'text', 'match.transport'],
  ['declaration.bills', 'web-case-bills', 'list', 'match.transport-document'],
  ['declaration.containers', 'web-case-containers', 'list', 'match.containers'],
  ['declaration.seals', 'web-case-seals', 'list', 'match.seals'],
  ['declaration.consignor.name', 'web-case-consignor', 'text', 'match.consignor'],
  ['declaration.consignee.name', 'web-case-consignee', 'text', 'match.consignee'],
];

const GOODS: readonly Row[] = [
  [
    'declaration.items.i.commodity',
    'field-item-commodity',
    'text',
    'item.commodity match.commodity match.commodity-digits',
    core,
  ],
  ['declaration.items.i.origin', 'field-item-origin', 'country', 'item.origin match.origin', core],
  ['declaration.items.i.net', 'field-item-net-mass', 'text', 'item.net-mass', { ...core, sample: MASS }],
  ['declaration.items.i.statutory', 'field-item-statutory', 'text', 'item.statutory', { sample: MASS }],
  [
    'declaration.items.i.traded',
    'field-item-transaction',
    'text',
    'item.transaction',
    { sample: '1200 H87' },
  ],
  [
    'declaration.items.i.value',
    'field-item-value',
    'text',
    'item.value item.currency',
    { sample: '860000 CNY' },
  ],
  ['declaration.items.i.checks', 'field-item-checks', 'list', 'item.checks item.check'],
  ['declaration.items.i.establishments', 'web-case-establishments', 'list', 'match.establishment'],
  ['declaration.items.i.produced', 'web-case-produced', 'day', 'match.produced-before-issue'],
  ['declaration.items.i.expires', 'web-case-goods-expire', 'day', 'match.goods-expiry'],
  [
    'declaration.items.i.documents',
    'web-case-documents',
    'lines',
    'item.documents document.code document.reference document.status document.link document.paper document.type',
    { ...core, sample: '853 NZL2026/AKL/100200' },
  ],
];

const CERTIFICATE: readonly Row[] = [
  ['certificates.c.number', 'web-case-number', 'text', 'certificate.number', core],
  ['certificates.c.country', 'field-certificate-country', 'country', 'certificate.country', core],
  [
    'certificates.c.authority',
    'field-certificate-authority',
    'text',
    'certificate.authority',
    { ...core, sample: 'NZ-MPI' },
  ],
  [
    'certificates.c.type',
    'field-certificate-type',
    'text',
    'certificate.type match.type document.type',
    { ...core, sample: '853' },
  ],
  [
    'certificates.c.state',
    'field-certificate-state',
    'choice',
    'certificate.state document.followed',
    { ...core, values: STATES },
  ],
  ['certificates.c.replaced-by', 'web-case-replaced-by', 'text', 'document.followed'],
  [
    'certificates.c.issued',
    'field-certificate-issued',
    'day',
    'certificate.issued match.issued-before-arrival match.produced-before-issue',
  ],
  ['certificates.c.expires', 'field-certificate-expires', 'day', 'certificate.expires certificate.days-left'],
  ['certificates.c.result', 'field-certificate-result', 'choice', 'certificate.result', { values: RESULTS }],
  ['certificates.c.findings', 'field-certificate-findings', 'list', 'certificate.findings'],
  [
    'certificates.c.from',
    'field-certificate-export-country',
    'country',
    'certificate.export-country match.despatch',
    core,
  ],
  [
    'certificates.c.to',
    'field-certificate-import-country',
    'country',
    'certificate.import-country match.destination',
    core,
  ],
  ['certificates.c.transit', 'field-declaration-route', 'countries', 'match.route'],
  ['certificates.c.port', 'field-declaration-port', 'text', 'match.port'],
  ['certificates.c.mode', 'field-declaration-transport-mode', 'text', 'match.transport'],
  ['certificates.c.means', 'web-case-means', 'text', 'match.transport'],
  ['certificates.c.references', 'web-case-bills', 'list', 'match.transport-document'],
  ['certificates.c.containers', 'web-case-containers', 'list', 'match.containers'],
  ['certificates.c.seals', 'web-case-seals', 'list', 'match.seals'],
  ['certificates.c.consignor.name', 'web-case-consignor', 'text', 'match.consignor'],
  ['certificates.c.consignee.name', 'web-case-consignee', 'text', 'match.consignee'],
];

const QUANTITIES =
  'quantity.status quantity.declared quantity.certified quantity.available quantity.excess quantity.excess-percent quantity.tolerance';

const LINE: readonly Row[] = [
  [
    'certificates.c.lines.1.codes',
    'web-case-codes',
    'list',
    'match.commodity match.commodity-digits',
    { ...core, sample: 'HS 020230' },
  ],
  ['certificates.c.lines.1.net', 'field-quantity-certified', 'text', QUANTITIES, { ...core, sample: MASS }],
  ['certificates.c.lines.1.origins', 'web-case-origins', 'countries', 'match.origin'],
  ['certificates.c.lines.1.establishments', 'web-case-establishments', 'list', 'match.establishment'],
  ['certificates.c.lines.1.produced', 'web-case-produced', 'day', 'match.produced-before-issue'],
  ['certificates.c.lines.1.expires', 'web-case-goods-expire', 'day', 'match.goods-expiry'],
];

const ACCOUNT: readonly Row[] = [
  [
    'accounts.1.taken',
    'field-quantity-taken',
    'text',
    `quantity.taken ${QUANTITIES}`,
    { sample: '20000 KGM' },
  ],
  ['accounts.1.claimants', 'field-quantity-claimants', 'count', 'quantity.claimants'],
];

const PARTNER: readonly Row[] = [
  ['partners.1.agreement', 'field-agreement-in-force', 'truth', 'agreement.in-force', core],
  ['partners.1.paperless', 'field-agreement-paperless', 'truth', 'agreement.paperless document.paper', core],
  ['partners.1.reachable', 'field-partner-reachable', 'truth', 'partner.reachable'],
];

const ROWS: Readonly<Record<PlaceGroup, readonly Row[]>> = {
  declaration: DECLARATION,
  goods: GOODS,
  certificate: CERTIFICATE,
  line: LINE,
  account: ACCOUNT,
  partner: PARTNER,
};

/** Every value of a case that the form shows, in the order in which a person tells a case. */
export const CASE_PLACES: readonly CasePlace[] = PLACE_GROUPS.flatMap((group) =>
  ROWS[group].map(([path, label, kind, reads, more = {}]) => ({
    group,
    path,
    label,
    kind,
    reads: reads.split(' '),
    ...more,
  })),
);

/** Facts that a table asks about: its columns, and the fields that its further conditions name. */
export function fieldsRead({ inputs, rows }: DecisionTable): ReadonlySet<string> {
  const named = rows.flatMap(({ when = '' }) => when.match(/[a-z]+\.[a-z_]+/g) ?? []);
  const fields = named
    .map((name) => name.replaceAll('_', '-'))
    .filter((name): name is FieldName => isFieldName(name));
  return new Set<string>([...inputs, ...fields]);
}

/** The places that the form of a table's cases begins with: what is always needed, and what the table reads. */
export function placesFor(table: DecisionTable): readonly CasePlace[] {
  const read = fieldsRead(table);
  return CASE_PLACES.filter(({ isCore, reads }) => isCore === true || reads.some((field) => read.has(field)));
}
