import type { Fault, Finding } from '../../../../base/index.ts';
import { parseDecimal } from '../../../../base/index.ts';
import { CODE_LISTS } from '../../../../standards/index.ts';
import type { WcoDeclaration, WcoDeclarationMessage, WcoGoodsItem } from '../../../../standards/index.ts';
import type {
  Amount,
  CitedDocument,
  GoodsItem,
  Measured,
  NamedParty,
} from '../../../../verification/facts/index.ts';
import { fault, finding, stated, type FormReading, type StatedFacts } from './form.ts';
import { isContainerNumber, isMovementReference, resemblesMovementReference } from './identifiers.ts';

type Shipment = NonNullable<WcoDeclaration['goodsShipment']>;
type Consignment = NonNullable<Shipment['consignment']>;
type Party = NonNullable<WcoDeclaration['exporter']>;
type Document = NonNullable<WcoGoodsItem['additionalDocument']>[number];
type Commodity = NonNullable<WcoGoodsItem['commodity']>;

const ROOT = '/MetaData/Declaration';
const ITEMS = `${ROOT}/GoodsShipment/GovernmentAgencyGoodsItem`;

/** Documents under which goods travel (UN/EDIFACT 1001): bills of lading, waybills, consignment notes, manifests. */
const TRANSPORT_DOCUMENTS = new Set('703 704 705 710 714 720 722 730 740 741 750 760 785 787'.split(' '));

/** Masses are in kilograms by the law that the message is for (UCC-DA Annex B, 6/1 and 6/5); a sender may leave it out. */
const KILOGRAM = 'KGM';
/** How much of a kind a declaration holds at the most; the message itself limits only the items. */
const MOST = { faults: 100, documents: 99, containers: 999, route: 99 } as const;

/** Function of a message that only changes another. */
const CHANGE = '13';

/** Reads a declaration of the WCO data model: all that keeps it from being one, or what it says. */
export function readWcoForm({ declaration = {} }: WcoDeclarationMessage): FormReading {
  const faults = wcoFaults(declaration);
  if (faults.length > 0) return { faults: faults.slice(0, MOST.faults) };
  const reader = new Reader();
  const facts = reader.facts(declaration);
  return { facts, findings: [...reader.findings, ...oddNumbers(declaration)] };
}

function wcoFaults(declaration: WcoDeclaration): readonly Fault[] {
  const { id, functionalReferenceId, functionCode, goodsShipment } = declaration;
  const missing = (element: string, path: string) => fault('declaration-element-missing', path, { element });
  if (
    functionCode?.value === CHANGE &&
    goodsShipment?.governmentAgencyGoodsItem?.[0]?.commodity === undefined
  )
    return [fault('declaration-changes-only', `${ROOT}/FunctionCode`, { code: CHANGE })];
  const faults: Fault[] = [];
  if (id === undefined && functionalReferenceId === undefined)
    faults.push(missing('FunctionalReferenceID', `${ROOT}/FunctionalReferenceID`));
  faults.push(...tooMany(declaration));
  const items = goodsShipment?.governmentAgencyGoodsItem ?? [];
  if (items.length === 0) faults.push(missing('GovernmentAgencyGoodsItem', ITEMS));
  const numbers = new Set<number>();
  for (const [index, item] of items.entries()) {
    const path = `${ITEMS}[${String(index + 1)}]`;
    const number = Number(item.sequenceNumeric?.value ?? index + 1);
    if (!Number.isSafeInteger(number) || number < 1 || number > 999)
      faults.push(
        fault('declaration-member', `${path}/SequenceNumeric`, { member: 'SequenceNumeric', rule: 'range' }),
      );
    else if (numbers.has(number))
      faults.push(fault('declaration-item-repeated', `${path}/SequenceNumeric`, { item: number }));
    numbers.add(number);
    if (commodityCode(item.commodity) === '')
      faults.push(missing('Classification', `${path}/Commodity/Classification`));
  }
  return faults;
}

function tooMany({ additionalDocument, consignment, goodsShipment }: WcoDeclaration): readonly Fault[] {
  const items = goodsShipment?.governmentAgencyGoodsItem ?? [];
  const counted: readonly (readonly [string, string, readonly unknown[] | undefined, number])[] = [
    ['AdditionalDocument', ROOT, additionalDocument, MOST.documents],
    ['Itinerary', `${ROOT}/Consignment`, consignment?.itinerary, MOST.route],
    ['PreviousDocument', `${ROOT}/GoodsShipment`, goodsShipment?.previousDocument, MOST.documents],
    [
      'TransportEquipment',
      `${ROOT}/GoodsShipment/Consignment`,
      goodsShipment?.consignment?.transportEquipment,
      MOST.containers,
    ],
    ...items.flatMap((item, index) => {
      const path = `${ITEMS}[${String(index + 1)}]`;
      return [
        ['AdditionalDocument', path, item.additionalDocument, MOST.documents] as const,
        ['PreviousDocument', path, item.previousDocument, MOST.documents] as const,
        [
          'TransportEquipment',
          `${path}/Commodity`,
          item.commodity?.transportEquipment,
          MOST.containers,
        ] as const,
      ];
    }),
  ];
  return counted.flatMap(([element, path, several, most]) =>
    (several?.length ?? 0) > most
      ? [fault('element-too-often', `${path}/${element}`, { element, most })]
      : [],
  );
}

/** The tariff code: eight digits of the nomenclature and two of the national part, as they are written apart. */
function commodityCode(commodity: Commodity | undefined): string {
  const classes = commodity?.classification ?? [];
  const of = (type: string) =>
    classes.find(({ identificationTypeCode }) => identificationTypeCode?.value === type)?.id?.value ?? '';
  const whole = `${of('TSP')}${of('TSP') === '' ? '' : of('TRC')}`;
  const plain = whole === '' ? (classes[0]?.id?.value ?? '') : whole;
  const digits = plain.replace(/[.\s]/g, '');
  return /^\d{4,14}$/.test(digits) ? digits : '';
}

function oddNumbers({ id, goodsShipment, goodsItemQuantity }: WcoDeclaration): readonly Finding[] {
  const findings: Finding[] = [];
  const number = id?.value ?? '';
  if (resemblesMovementReference(number) && !isMovementReference(number))
    findings.push(finding('reference-number-odd', `${ROOT}/ID`, { number }));
  for (const [index, equipment] of (goodsShipment?.consignment?.transportEquipment ?? []).entries()) {
    const container = equipment.id?.value;
    const path = `${ROOT}/GoodsShipment/Consignment/TransportEquipment[${String(index + 1)}]/ID`;
    if (container !== undefined && !isContainerNumber(container))
      findings.push(finding('container-number-odd', path, { number: container }));
  }
  const count = goodsShipment?.governmentAgencyGoodsItem?.length ?? 0;
  if (goodsItemQuantity !== undefined && Number(goodsItemQuantity.value) !== count) {
    const values = { stated: goodsItemQuantity.value, count: String(count) };
    findings.push(finding('item-count-differs', `${ROOT}/GoodsItemQuantity`, values));
  }
  return findings;
}

class Reader {
  readonly findings: Finding[] = [];

  facts(declaration: WcoDeclaration): StatedFacts {
    const { goodsShipment: shipment = {} } = declaration;
    const items = shipment.governmentAgencyGoodsItem ?? [];
    const itinerary = declaration.consignment?.itinerary ?? [];
    return {
      ...stated('office', (declaration.declarationOfficeId ?? declaration.presentationOffice?.id)?.value),
      number: (declaration.id ?? declaration.functionalReferenceId)?.value ?? '',
      direction: directionOf(declaration.typeCode?.value ?? ''),
      ...stated('procedure', procedureOf(items[0])),
      ...tradeOf(declaration, shipment, items[0] ?? {}),
      routeCountries: distinct(
        itinerary.map(({ routingCountryCode }) => countryOf(routingCountryCode?.value)),
      ),
      ...carriageOf(declaration, shipment.consignment ?? {}),
      transportDocuments: transportDocuments(shipment),
      ...equipmentOf(shipment, items),
      items: items.map((item, index) => this.#item(item, index)),
      documents: this.#documents(declaration.additionalDocument ?? [], `${ROOT}/AdditionalDocument`),
    };
  }

  #item(item: WcoGoodsItem, index: number): GoodsItem {
    const { commodity, origin, additionalDocument = [] } = item;
    const path = `${ITEMS}[${String(index + 1)}]`;
    // Of several, the country of origin comes before that of preferential origin.
    const from = (origin ?? []).toSorted((left, right) =>
      (left.typeCode?.value ?? '') < (right.typeCode?.value ?? '') ? -1 : 1,
    );
    return {
      item: Number(item.sequenceNumeric?.value ?? index + 1),
      commodity: commodityCode(commodity),
      ...stated('description', commodity?.description?.value),
      ...stated('origin', countryOf(from[0]?.countryCode?.value)),
      quantities: this.#quantities(commodity, path),
      ...stated('packages', packagesOf(item)),
      ...stated('value', valueOf(item)),
      documents: this.#documents(additionalDocument, `${path}/AdditionalDocument`),
    };
  }

  #quantities(commodity: Commodity | undefined, path: string): readonly Measured[] {
    const measure = commodity?.goodsMeasure;
    const at = `${path}/Commodity/GoodsMeasure`;
    const found: readonly (readonly [Measured['measure'], Amount | undefined])[] = [
      ['net-mass', this.#amount(measure?.netNetWeightMeasure, `${at}/NetNetWeightMeasure`, KILOGRAM)],
      ['gross-mass', this.#amount(measure?.grossMassMeasure, `${at}/GrossMassMeasure`, KILOGRAM)],
      ['statutory', this.#amount(measure?.tariffQuantity, `${at}/TariffQuantity`)],
    ];
    return found.flatMap(([name, amount]) => (amount === undefined ? [] : [{ measure: name, ...amount }]));
  }

  /** A quantity with its unit; the qualifier of a national unit (`KGM#G`) says of what it is counted, not in what. */
  #amount(
    quantity: { readonly value: string; readonly unit?: string } | undefined,
    path: string,
    implied?: string,
  ): Amount | undefined {
    if (quantity === undefined) return undefined;
    const unit = quantity.unit?.replace(/#.*$/, '') ?? implied;
    const value = parseDecimal(quantity.value);
    const isAmount = value !== undefined && value.coefficient >= 0n;
    if (isAmount && unit !== undefined && CODE_LISTS.unit.has(unit)) return { value: quantity.value, unit };
    const values = { quantity: quantity.value, unit: quantity.unit ?? '' };
    this.findings.push(finding('quantity-without-unit', path, values));
    return undefined;
  }

  /** What is cited; a code under which the sender only says why nothing is, is no document. */
  #documents(documents: readonly Document[], path: string): readonly CitedDocument[] {
    return documents.flatMap(({ categoryCode, typeCode, id, writeOff }, index) => {
      const code = `${categoryCode?.value ?? ''}${typeCode?.value ?? ''}`;
      if (code === '' || id === undefined) return [];
      const at = `${path}[${String(index + 1)}]/WriteOff/QuantityQuantity`;
      const quantity = this.#amount(writeOff?.quantityQuantity, at);
      return [{ code, reference: id.value, ...stated('quantity', quantity) }];
    });
  }
}

/** Who trades with whom: of the whole shipment, or of its first item where the sender says it there. */
function tradeOf(
  { exporter }: WcoDeclaration,
  shipment: Shipment,
  first: WcoGoodsItem,
): Pick<StatedFacts, 'consignor' | 'consignee' | 'despatchCountry' | 'tradeCountry'> {
  const despatch = shipment.exportCountry ?? first.exportCountry;
  const seller = shipment.seller ?? first.seller;
  return {
    ...stated('consignor', partyOf(shipment.consignor ?? first.consignor ?? exporter)),
    ...stated('consignee', partyOf(shipment.consignee ?? first.consignee ?? shipment.importer)),
    ...stated('despatchCountry', countryOf(despatch?.id?.value)),
    ...stated('tradeCountry', countryOf(seller?.address?.countryCode?.value)),
  };
}

function carriageOf(
  { borderTransportMeans: border = {} }: WcoDeclaration,
  { goodsLocation, arrivalTransportMeans: arrival = {} }: Consignment,
): Pick<StatedFacts, 'port' | 'transportMode' | 'transportMeans'> {
  return {
    ...stated('port', portOf(goodsLocation)),
    ...stated('transportMode', (border.modeCode ?? arrival.modeCode)?.value),
    ...stated('transportMeans', (arrival.name ?? arrival.id ?? border.name ?? border.id)?.value),
  };
}

function equipmentOf(
  { consignment }: Shipment,
  items: readonly WcoGoodsItem[],
): Pick<StatedFacts, 'containers' | 'seals'> {
  const equipment = consignment?.transportEquipment ?? [];
  const carried = items.flatMap(({ commodity }) => commodity?.transportEquipment ?? []);
  return {
    containers: distinct([...equipment, ...carried].map(({ id }) => id?.value)),
    seals: distinct(equipment.flatMap(({ seal }) => (seal ?? []).map(({ id }) => id?.value))),
  };
}

function directionOf(type: string): StatedFacts['direction'] {
  if (type.startsWith('EX')) return 'export';
  return type.startsWith('T') ? 'transit' : 'import';
}

/** The procedure asked for and the one before it, as four digits. */
function procedureOf(item: WcoGoodsItem | undefined): string | undefined {
  const [first] = item?.governmentProcedure ?? [];
  const code = `${first?.currentCode?.value ?? ''}${first?.previousCode?.value ?? ''}`;
  return code === '' ? undefined : code;
}

function partyOf(party: Party | undefined): NamedParty | undefined {
  if (party === undefined) return undefined;
  return {
    ...stated('name', party.name?.value),
    ...stated('id', party.id?.value),
    ...stated('country', countryOf(party.address?.countryCode?.value)),
  };
}

/** Codes that are none of ISO 3166-1 name a place that only the sender's customs knows; they are kept as they are. */
function countryOf(code: string | undefined): string | undefined {
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

/** The UN/LOCODE that a location begins with where it is one of those (qualifier U); its own code elsewhere. */
function portOf(location: Consignment['goodsLocation']): string | undefined {
  if (location === undefined) return undefined;
  const { name, id, address } = location;
  const code = (name ?? id)?.value;
  const country = address?.countryCode?.value;
  const isLocode = address?.typeCode?.value === 'U' && country !== undefined && code !== undefined;
  return isLocode && /^[A-Z2-9]{3}/.test(code) ? `${country}${code.slice(0, 3)}` : code;
}

function transportDocuments(shipment: Shipment): readonly string[] {
  const items = shipment.governmentAgencyGoodsItem ?? [];
  const cited = [
    ...(shipment.previousDocument ?? []),
    ...items.flatMap(({ previousDocument, additionalDocument }) => [
      ...(previousDocument ?? []),
      ...(additionalDocument ?? []).filter(({ categoryCode }) => categoryCode?.value === 'N'),
    ]),
  ];
  return distinct(
    cited.map(({ typeCode, id }) => (TRANSPORT_DOCUMENTS.has(typeCode?.value ?? '') ? id?.value : undefined)),
  );
}

/** Of packages of several kinds their number, as packages. */
function packagesOf({ packaging }: WcoGoodsItem): Amount | undefined {
  const counted = (packaging ?? []).filter(({ quantityQuantity }) =>
    /^\d{1,8}$/.test(quantityQuantity?.value ?? ''),
  );
  if (counted.length === 0) return undefined;
  const kinds = new Set(counted.map(({ typeCode }) => typeCode?.value ?? 'PK'));
  const [kind = 'PK'] = kinds;
  const sum = counted.reduce((total, { quantityQuantity }) => total + Number(quantityQuantity?.value), 0);
  return { value: String(sum), unit: kinds.size === 1 ? kind : 'PK' };
}

function valueOf({ customsValueAmount, statisticalValueAmount, commodity }: WcoGoodsItem) {
  const amount = [customsValueAmount, statisticalValueAmount, commodity?.invoiceLine?.itemChargeAmount].find(
    (one) => one?.currency !== undefined && parseDecimal(one.value) !== undefined,
  );
  return amount?.currency === undefined ? undefined : { amount: amount.value, currency: amount.currency };
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
