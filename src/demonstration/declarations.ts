import { permissionsOf, type Role } from '../access/index.ts';
import { canonicalJson, utf8, type CanonicalValue } from '../base/index.ts';
import type { Scope } from '../database/index.ts';
import type { House } from '../platform/index.ts';
import type { DeclarationCaller, DeclarationEntry } from '../systems/customs/declaration/index.ts';
import { chinaFormOf } from '../systems/customs/declaration/forms/index.ts';
import { proposalsOf, readPack, readPackFolder, shippedPackFolder } from '../verification/packs/index.ts';
import { putInForce } from './administration.ts';
import { traderClassParameter } from '../verification/parameters/index.ts';
import type { DemonstrationCertificate } from './certificates.ts';
import { HOME_AUTHORITY, IMPORTER } from './parties.ts';
import { personOf } from './people.ts';
import { IMPORTERS } from './trade.ts';

/** The customs district that the demonstration's trader declares to. */
const DISTRICT = `${HOME_AUTHORITY}/2200`;
const IMPORTER_NAME = IMPORTERS['CN']?.consignees[0]?.name ?? '';

const DAY = 86_400_000;
/** Rules hold since before the first certificate that is cited. */
const RULES_SINCE = 120;

async function personAs(
  { database }: Pick<House, 'database'>,
  role: Role,
  scope: Scope,
): Promise<DeclarationCaller> {
  const permissions: ReadonlySet<string> = permissionsOf([role]);
  return {
    // Each is called by what they are.
    ...(await personOf(database, role)),
    scope,
    may: (permission) => permissions.has(permission),
    ...(scope.kind === 'public' && scope.organisation !== undefined
      ? { organisation: scope.organisation.key }
      : {}),
  };
}

const DISTRICT_SCOPE: Scope = {
  kind: 'authority',
  country: 'CN',
  authority: HOME_AUTHORITY,
  office: DISTRICT,
  below: [DISTRICT],
};

interface Cast {
  readonly trader: DeclarationCaller;
  readonly inspector: DeclarationCaller;
  readonly chief: DeclarationCaller;
}

async function castOf(house: Pick<House, 'database'>): Promise<Cast> {
  const trader: Scope = { kind: 'public', organisation: { key: IMPORTER, country: 'CN' } };
  return {
    trader: await personAs(house, 'declarant', trader),
    inspector: await personAs(house, 'inspector', DISTRICT_SCOPE),
    chief: await personAs(house, 'chief-inspector', DISTRICT_SCOPE),
  };
}

type Filled = Pick<House, 'clock' | 'customs' | 'database' | 'parameters'>;
type Stated = Parameters<typeof chinaFormOf>[0];

/** Rules of China, and declarations of a trader that cite the demonstration's certificates: every outcome has an example. */
export async function fillDeclarations(
  house: Filled,
  certificates: readonly DemonstrationCertificate[],
): Promise<void> {
  await loadRules(house);
  const plans = plansFor(house, certificates);
  const last = plans.at(-1);
  const cast = await castOf(house);
  if (last === undefined || (await isLodged(house, cast, last.number))) return;
  for (const plan of plans) await carryOut(house, cast, plan);
}

async function loadRules({ clock, parameters }: Filled): Promise<void> {
  const reading = readPack(await readPackFolder(await shippedPackFolder('china-import')));
  if (!('pack' in reading))
    throw new Error(`the shipped rules are at fault: ${JSON.stringify(reading.faults[0])}`);
  const from = new Date(clock().getTime() - RULES_SINCE * DAY).toISOString().slice(0, 10);
  const owner = { authority: HOME_AUTHORITY };
  for (const { parameter, rows } of proposalsOf(parameters, reading.pack, { owner, from }))
    await putInForce({ parameters }, parameter, 'Rules for the first day.', rows, owner);
  const classes = [{ key: { trader: IMPORTER }, value: { class: 'AEO' }, from }];
  if (parameters.rows(traderClassParameter, { owner }).length === 0)
    await putInForce({ parameters }, traderClassParameter.name, 'An authorised operator.', classes, owner);
}

async function isLodged({ customs }: Filled, { inspector }: Cast, number: string): Promise<boolean> {
  const { items } = await customs.declarations.search(inspector, { filters: { number }, limit: 1 });
  return items.length > 0;
}

/** What is declared against a certificate, and what officials make of it. */
interface Plan {
  readonly number: string;
  readonly certificate: DemonstrationCertificate;
  /** Kilograms for each thousand that are certified. */
  readonly share: number;
  /** Kilograms besides. */
  readonly more?: number;
  readonly containers?: readonly string[];
  /** What is cited in the place of the certificate's own number. */
  readonly reference?: string;
  readonly act?: 'release' | 'overrule' | 'propose';
}

type Shape = Omit<Plan, 'number' | 'certificate'> & {
  readonly of: 'meat' | 'fruit';
  readonly place: number;
};

const SHAPES: readonly Shape[] = [
  { of: 'meat', place: 0, share: 1000 },
  { of: 'meat', place: 1, share: 500 },
  // More than is left of it: the issuer is asked.
  { of: 'meat', place: 1, share: 600 },
  // Scales differ: the rules allow for a few kilograms.
  { of: 'meat', place: 2, share: 1000, more: 4 },
  { of: 'meat', place: 3, share: 1080 },
  { of: 'meat', place: 4, share: 1050, act: 'overrule' },
  { of: 'meat', place: 5, share: 1000, act: 'release' },
  { of: 'meat', place: 6, share: 1060, act: 'propose' },
  { of: 'meat', place: 7, share: 1000, containers: ['TGHU3107729'] },
  { of: 'fruit', place: 0, share: 1000 },
  { of: 'meat', place: 0, share: 400, reference: 'NZL2026/CHC/199991' },
];

function plansFor({ clock }: Filled, all: readonly DemonstrationCertificate[]): readonly Plan[] {
  const year = String(clock().getUTCFullYear());
  const own = all.filter(({ document }) => {
    const { importCountry, consigneeParty } = document.consignment ?? {};
    return importCountry?.id?.value === 'CN' && consigneeParty?.name?.value === IMPORTER_NAME;
  });
  const lists = {
    meat: own.filter(
      ({ country, document }) => ['NZ', 'AU'].includes(country) && /^0[24]/.test(goodsOf(document).code),
    ),
    fruit: own.filter(({ document }) => goodsOf(document).code.startsWith('08')),
  };
  return SHAPES.flatMap(({ of, place, ...shape }, index): Plan[] => {
    const certificate = lists[of][place];
    const number = `2200${year}1${String(100_411 + index * 37).padStart(9, '0')}`;
    return certificate === undefined ? [] : [{ ...shape, certificate, number }];
  });
}

type Document = DemonstrationCertificate['document'];

function goodsOf({ consignment }: Document) {
  const line = consignment?.includedConsignmentItem?.[0]?.includedTradeLineItem?.[0];
  return {
    code: line?.applicableClassification?.[0]?.classCode?.value ?? '',
    name: line?.description?.map(({ value }) => value).at(-1) ?? '',
    kilograms: Number(line?.netWeightMeasure?.value ?? 0),
  };
}

/** Customs value of a kilogram. */
const YUAN = 90;

function statedOf({ clock }: Filled, plan: Plan): Stated {
  const { certificate, number } = plan;
  const { country, document } = certificate;
  return {
    number,
    office: '2200',
    direction: 'import',
    procedure: '0110',
    consignor: { name: document.consignment?.consignorParty?.name?.value ?? '', country },
    consignee: { name: IMPORTER_NAME, id: '91310115MA1K3PDC0X' },
    arrival: new Date(clock().getTime() - DAY).toISOString().slice(0, 10),
    despatchCountry: country,
    tradeCountry: country,
    routeCountries: [],
    port: 'CNSHG',
    transportDocuments: [`COSU6${number.slice(-8)}`],
    ...carriageOf(plan),
    documents: [],
    items: [itemOf(plan)],
  };
}

function carriageOf({ certificate, containers }: Plan) {
  const { consignment } = certificate.document;
  const equipment = consignment?.utilizedTransportEquipment ?? [];
  const movement = consignment?.mainCarriageTransportMovement?.[0];
  return {
    transportMode: '1',
    transportMeans: movement?.usedTransportMeans?.name?.value ?? '',
    voyage: movement?.id?.value ?? '',
    containers: containers ?? equipment.flatMap(({ id }) => id?.value ?? []),
    seals: equipment.flatMap(({ affixedSeal = [] }) => affixedSeal.flatMap(({ id }) => id?.value ?? [])),
  };
}

function itemOf({ certificate, share, more = 0, reference }: Plan): Stated['items'][number] {
  const { country, document, number } = certificate;
  const { code, name, kilograms } = goodsOf(document);
  const net = Math.floor((kilograms * share) / 1000) + more;
  return {
    item: 1,
    commodity: `${code}0000`,
    description: name,
    origin: country,
    quantities: [
      { measure: 'net-mass', value: String(net), unit: 'KGM' },
      { measure: 'statutory', value: String(net), unit: 'KGM' },
    ],
    value: { amount: String(net * YUAN), currency: 'CNY' },
    documents: [{ code: document.exchangedDocument?.typeCode?.value ?? '', reference: reference ?? number }],
  };
}

async function carryOut(house: Filled, cast: Cast, plan: Plan): Promise<void> {
  const { declarations } = house.customs;
  const form = chinaFormOf(statedOf(house, plan));
  // A form is plain data: texts, whole numbers, lists and records of them.
  const bytes = utf8(canonicalJson({ form: 'china', declaration: form } as unknown as CanonicalValue));
  const lodging = { bytes, mediaType: 'application/json', authority: HOME_AUTHORITY };
  const { entry } = await declarations.lodge(cast.trader, lodging);
  await treat(house, cast, entry, plan.act);
}

async function treat(
  { customs }: Filled,
  { inspector, chief }: Cast,
  { id }: DeclarationEntry,
  act: Plan['act'],
): Promise<void> {
  if (act === undefined) return;
  const { declarations } = customs;
  if (act === 'release') {
    await declarations.act(inspector, { id, action: 'finalise', input: { result: 'released' } });
    return;
  }
  const input = { outcome: 'pass', reason: 'Reweighed at the yard; the difference is ice on the cartons.' };
  const asked = await declarations.act(inspector, { id, action: 'overrule', input });
  if (act === 'overrule' && asked.body.proposed !== undefined)
    await declarations.act(chief, { id, action: 'confirm-overrule', input: {} });
}
