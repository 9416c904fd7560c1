import type { WcoDeclarationMessage, WcoGoodsItem } from '../../../../standards/index.ts';
import type {
  Amount,
  CitedDocument,
  GoodsItem,
  Measured,
  NamedParty,
} from '../../../../verification/facts/index.ts';
import { stated, type StatedFacts } from './form.ts';
import { resemblesMovementReference } from './identifiers.ts';

const TYPES: Readonly<Record<StatedFacts['direction'], string>> = {
  import: 'IMA',
  export: 'EXA',
  transit: 'T1',
};
/** A bill of lading; which kind of transport document it is the facts do not say. */
const BILL = { category: 'N', type: '705' } as const;

const value = (text: string) => ({ value: text });

/** The declaration of the WCO data model that says the same, as far as it has a place for it. */
export function wcoDeclarationOf(facts: StatedFacts): WcoDeclarationMessage {
  const { number, transportMode, routeCountries } = facts;
  return {
    wcoDataModelVersionCode: value('3.6'),
    wcoTypeName: value('DEC'),
    declaration: {
      functionCode: value('9'),
      ...(resemblesMovementReference(number)
        ? { id: value(number) }
        : { functionalReferenceId: value(number) }),
      typeCode: value(TYPES[facts.direction]),
      goodsItemQuantity: value(String(facts.items.length)),
      ...stated('declarationOfficeId', facts.office === undefined ? undefined : value(facts.office)),
      ...(facts.documents.length === 0 ? {} : { additionalDocument: facts.documents.map(headerDocument) }),
      ...stated(
        'borderTransportMeans',
        transportMode === undefined ? undefined : { modeCode: value(transportMode) },
      ),
      ...(routeCountries.length === 0 ? {} : { consignment: { itinerary: routeCountries.map(itinerary) } }),
      goodsShipment: shipmentOf(facts),
    },
  };
}

function itinerary(country: string, index: number) {
  return { sequenceNumeric: value(String(index + 1)), routingCountryCode: value(country) };
}

function shipmentOf(facts: StatedFacts) {
  const { transportDocuments } = facts;
  return {
    ...stated('consignee', partyOf(facts.consignee)),
    consignment: consignmentOf(facts),
    ...stated('consignor', partyOf(facts.consignor)),
    ...stated(
      'exportCountry',
      facts.despatchCountry === undefined ? undefined : { id: value(facts.despatchCountry) },
    ),
    governmentAgencyGoodsItem: facts.items.map((item) => itemOf(item, facts.procedure)),
    ...(transportDocuments.length === 0
      ? {}
      : {
          previousDocument: transportDocuments.map((reference) => ({
            categoryCode: value(BILL.category),
            id: value(reference),
            typeCode: value(BILL.type),
          })),
        }),
    ...stated(
      'seller',
      facts.tradeCountry === undefined ? undefined : { address: { countryCode: value(facts.tradeCountry) } },
    ),
  };
}

function consignmentOf({ port, transportMeans, containers, seals }: StatedFacts) {
  return {
    containerCode: value(containers.length > 0 ? '1' : '0'),
    ...stated(
      'arrivalTransportMeans',
      transportMeans === undefined ? undefined : { name: value(transportMeans) },
    ),
    ...stated('goodsLocation', port === undefined ? undefined : { name: value(port) }),
    ...(containers.length === 0
      ? {}
      : {
          transportEquipment: containers.map((container, index) => ({
            sequenceNumeric: value(String(index + 1)),
            id: value(container),
            // Which seal is on which container is not said.
            ...(index > 0 || seals.length === 0 ? {} : { seal: seals.map(sealOf) }),
          })),
        }),
  };
}

function sealOf(seal: string, index: number) {
  return { sequenceNumeric: value(String(index + 1)), id: value(seal) };
}

function partyOf(party: NamedParty | undefined) {
  if (party === undefined) return undefined;
  return {
    ...stated('name', party.name === undefined ? undefined : value(party.name)),
    ...stated('id', party.id === undefined ? undefined : value(party.id)),
    ...stated('address', party.country === undefined ? undefined : { countryCode: value(party.country) }),
  };
}

function itemOf(item: GoodsItem, procedure: string | undefined): WcoGoodsItem {
  const { origin, packages } = item;
  return {
    sequenceNumeric: value(String(item.item)),
    ...stated(
      'customsValueAmount',
      item.value === undefined ? undefined : { value: item.value.amount, currency: item.value.currency },
    ),
    ...(item.documents.length === 0 ? {} : { additionalDocument: item.documents.map(itemDocument) }),
    commodity: commodityOf(item),
    ...(procedure === undefined
      ? {}
      : { governmentProcedure: [{ currentCode: value(procedure.slice(0, 2)), ...previous(procedure) }] }),
    ...(origin === undefined ? {} : { origin: [{ countryCode: value(origin), typeCode: value('1') }] }),
    ...(packages === undefined
      ? {}
      : {
          packaging: [
            {
              sequenceNumeric: value('1'),
              quantityQuantity: value(packages.value),
              typeCode: value(packages.unit),
            },
          ],
        }),
  };
}

function previous(procedure: string) {
  return procedure.length > 2 ? { previousCode: value(procedure.slice(2)) } : {};
}

function commodityOf({
  commodity,
  description,
  quantities,
}: GoodsItem): NonNullable<WcoGoodsItem['commodity']> {
  const of = (measure: Measured['measure']): Amount | undefined => {
    const found = quantities.find((one) => one.measure === measure);
    return found && { value: found.value, unit: found.unit };
  };
  const national = commodity.slice(8);
  return {
    ...stated('description', description === undefined ? undefined : value(description)),
    classification: [
      { id: value(commodity.slice(0, 8)), identificationTypeCode: value('TSP') },
      ...(national === '' ? [] : [{ id: value(national), identificationTypeCode: value('TRC') }]),
    ],
    goodsMeasure: {
      ...stated('grossMassMeasure', of('gross-mass')),
      ...stated('netNetWeightMeasure', of('net-mass')),
      ...stated('tariffQuantity', of('statutory')),
    },
  };
}

/** The category is the first letter or digit of a code. */
function headerDocument({ code, reference }: CitedDocument) {
  return {
    categoryCode: value(code.slice(0, 1)),
    id: value(reference),
    ...(code.length > 1 ? { typeCode: value(code.slice(1)) } : {}),
  };
}

function itemDocument(document: CitedDocument) {
  const { quantity } = document;
  return {
    ...headerDocument(document),
    ...(quantity === undefined
      ? {}
      : { writeOff: { quantityQuantity: { value: quantity.value, unit: quantity.unit } } }),
  };
}
