import { formatDecimal, normaliseDecimal, parseDecimal, textWithin } from '../../../../base/index.ts';
import { convert } from '../../../../standards/index.ts';
import { shapeOf } from '../../../../shapes/index.ts';
import type {
  Amount,
  CitedDocument,
  GoodsItem,
  Measured,
  NamedParty,
} from '../../../../verification/facts/index.ts';
import { chinaFaults, chinaFindings } from './china-checks.ts';
import {
  countryCode,
  countryOf,
  countryOfPort,
  internationalMode,
  nationalMode,
  unitCode,
  unitOf,
} from './china-codes.ts';
import { ChinaForm, type ChinaItem } from './china-form.ts';
import { fault, stated, type FormReading, type StatedFacts } from './form.ts';

const shape = shapeOf(ChinaForm);
const MOST_FAULTS = 100;
/** Codes of countries and units as they stand, where the form has no day. */
const ANY_DAY = '9999-12-31';
const KILOGRAM = 'KGM';

/** Reads China's declaration: all faults of it together, or what it says. */
export function readChinaForm(input: unknown): FormReading {
  if (!shape.accepts(input)) {
    const faults = shape
      .misfits(input, MOST_FAULTS)
      .map(({ path, rule }) => fault('declaration-member', path, { member: path, rule }));
    return { faults };
  }
  const day = input.declarationDate ?? ANY_DAY;
  const faults = chinaFaults(input, day);
  if (faults.length > 0) return { faults: faults.slice(0, MOST_FAULTS) };
  return { facts: factsOf(input, day), findings: chinaFindings(input) };
}

function factsOf(form: ChinaForm, day: string): StatedFacts {
  const country = (code: string | undefined) => (code === undefined ? undefined : countryOf(code, day));
  const isImport = form.direction === 'import';
  const [consignor, consignee] = isImport
    ? [form.overseasParty, form.domesticParty]
    : [form.domesticParty, form.overseasParty];
  const ports = isImport ? [form.departurePort, form.transitPort] : [form.transitPort];
  const route = ports.flatMap((port) => (port === undefined ? [] : (countryOfPort(port) ?? [])));
  return {
    ...stated('office', form.declarationOffice ?? form.entryOffice),
    // The shape asks for one of them.
    number: form.customsNumber ?? form.preEntryNumber ?? '',
    direction: form.direction,
    procedure: form.supervisionMode,
    ...stated('consignor', partyOf(consignor, country)),
    ...stated('consignee', partyOf(consignee, country)),
    ...stated('arrival', isImport ? form.movementDate : undefined),
    ...stated('despatchCountry', country(form.despatchCountry)),
    ...stated('tradeCountry', country(form.tradeCountry)),
    routeCountries: [...new Set(route)],
    ...stated('port', form.entryPort),
    ...stated('transportMode', internationalMode(form.transportMode ?? '')),
    ...stated('transportMeans', form.transportMeans),
    ...stated('voyage', form.voyage),
    transportDocuments: form.transportDocuments ?? [],
    containers: (form.containers ?? []).map(({ number }) => number),
    seals: (form.containers ?? []).flatMap(({ seals }) => seals ?? []),
    items: form.items.map((item) => itemOf(item, form, day)),
    documents: documentsOf(form.documents, day),
  };
}

function partyOf(
  party: ChinaForm['overseasParty'],
  country: (code: string | undefined) => string | undefined,
): NamedParty | undefined {
  if (party === undefined) return undefined;
  return {
    ...stated('name', party.name),
    ...stated('id', party.id),
    ...stated('country', country(party.country)),
  };
}

function itemOf(item: ChinaItem, form: ChinaForm, day: string): GoodsItem {
  // What the whole weighs is what its only item weighs.
  const [only, ...others] = form.items;
  const whole = only === item && others.length === 0 ? form : undefined;
  const packages = whole?.packages;
  return {
    item: item.item,
    commodity: item.commodity,
    description:
      item.specification === undefined ? item.name : textWithin(`${item.name} ${item.specification}`, 512),
    ...stated('origin', item.origin === undefined ? undefined : countryOf(item.origin, day)),
    quantities: [
      ...measured('net-mass', item.netMass ?? whole?.netMass, KILOGRAM, day),
      ...measured('gross-mass', item.grossMass ?? whole?.grossMass, KILOGRAM, day),
      ...measured('statutory', item.firstQuantity, item.firstUnit, day),
      ...measured('second-statutory', item.secondQuantity, item.secondUnit, day),
      ...measured('transaction', item.quantity, item.unit, day),
    ],
    ...stated(
      'packages',
      packages === undefined ? undefined : { value: packages, unit: form.packageType ?? 'PK' },
    ),
    ...stated('value', valueOf(item)),
    ...stated('establishments', item.producers),
    ...stated('produced', item.produced),
    ...stated('expires', item.expires),
    documents: documentsOf(item.documents, day),
  };
}

function valueOf({ totalPrice, currency }: ChinaItem) {
  return totalPrice === undefined || currency === undefined ? undefined : { amount: totalPrice, currency };
}

function measured(
  measure: Measured['measure'],
  value: string | undefined,
  unit: string | undefined,
  day: string,
): readonly Measured[] {
  const amount = amountOf(value, unit, day);
  return amount === undefined ? [] : [{ measure, ...amount }];
}

function amountOf(value: string | undefined, unit: string | undefined, day: string): Amount | undefined {
  const known = unit === undefined ? undefined : unitOf(unit, day);
  return value === undefined || known === undefined ? undefined : { value, unit: known };
}

function documentsOf(documents: ChinaForm['documents'], day: string): readonly CitedDocument[] {
  return (documents ?? []).map(({ code, reference, line, quantity, unit }) => ({
    code,
    reference,
    ...stated('quantity', amountOf(quantity, unit, day)),
    ...stated('line', line),
  }));
}

/** The form that says the same, as far as it has a place for it. */
export function chinaFormOf(facts: StatedFacts): ChinaForm {
  const isImport = facts.direction !== 'export';
  const [overseasParty, domesticParty] = isImport
    ? [facts.consignor, facts.consignee]
    : [facts.consignee, facts.consignor];
  const mode = facts.transportMode === undefined ? undefined : nationalMode(facts.transportMode);
  return {
    direction: isImport ? 'import' : 'export',
    customsNumber: facts.number,
    ...stated('declarationOffice', facts.office),
    ...stated('movementDate', isImport ? facts.arrival : undefined),
    ...stated('domesticParty', formParty(domesticParty)),
    ...stated('overseasParty', formParty(overseasParty)),
    ...stated('transportMode', mode),
    ...stated('transportMeans', facts.transportMeans),
    ...stated('voyage', facts.voyage),
    transportDocuments: [...facts.transportDocuments],
    supervisionMode: facts.procedure ?? '9900',
    ...stated('tradeCountry', facts.tradeCountry && countryCode(facts.tradeCountry)),
    ...stated('despatchCountry', facts.despatchCountry && countryCode(facts.despatchCountry)),
    ...stated('entryPort', facts.port),
    // Which seal is on which container is not said.
    containers: facts.containers.map((number, index) => ({
      number,
      ...(index === 0 && facts.seals.length > 0 ? { seals: [...facts.seals] } : {}),
    })),
    documents: formDocuments(facts.documents),
    items: facts.items.map(formItem),
  };
}

function formParty(party: NamedParty | undefined): ChinaForm['overseasParty'] {
  if (party === undefined) return undefined;
  const { country, ...rest } = party;
  return { ...rest, ...stated('country', country && countryCode(country)) };
}

function formDocuments(documents: readonly CitedDocument[]): NonNullable<ChinaForm['documents']> {
  return documents.map(({ code, reference, quantity, line }) => ({
    code,
    reference,
    ...stated('line', line),
    ...stated('quantity', quantity?.value),
    ...stated('unit', quantity && unitCode(quantity.unit, ANY_DAY)),
  }));
}

function formItem({
  item,
  commodity,
  description,
  origin,
  quantities,
  value,
  establishments,
  produced,
  expires,
  documents,
}: GoodsItem): ChinaItem {
  const of = (measure: Measured['measure']) => quantities.find((one) => one.measure === measure);
  const unit = (amount: Amount | undefined) => amount && unitCode(amount.unit, ANY_DAY);
  const [first, second, traded] = [of('statutory'), of('second-statutory'), of('transaction')];
  return {
    item,
    commodity,
    name: textWithin(description ?? commodity, 255),
    ...stated('quantity', traded?.value),
    ...stated('unit', unit(traded)),
    ...stated('totalPrice', value?.amount),
    ...stated('currency', value?.currency),
    ...stated('firstQuantity', first?.value),
    ...stated('firstUnit', unit(first)),
    ...stated('secondQuantity', second?.value),
    ...stated('secondUnit', unit(second)),
    ...stated('origin', origin && countryCode(origin)),
    ...stated('netMass', inKilograms(of('net-mass'))),
    ...stated('grossMass', inKilograms(of('gross-mass'))),
    ...stated('producers', establishments && [...establishments]),
    ...stated('produced', produced),
    ...stated('expires', expires),
    documents: formDocuments(documents),
  };
}

function inKilograms(amount: Amount | undefined): string | undefined {
  const value = amount && parseDecimal(amount.value);
  if (value === undefined || amount === undefined) return undefined;
  const conversion = convert({ value, unit: amount.unit }, KILOGRAM);
  return conversion.converted ? formatDecimal(normaliseDecimal(conversion.quantity.value)) : undefined;
}
