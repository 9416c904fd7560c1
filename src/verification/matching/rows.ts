import type { CertificateFacts, DeclarationFacts, FieldName, FieldValue, GoodsItem } from '../facts/index.ts';
import type { Comparison, Sides } from './comparison.ts';
import type { FactsRow } from './facts-row.ts';
import { HEADER_FIELDS, type HeaderField, type HeaderPair } from './header.ts';
import { ITEM_FIELDS, type Choice, type ItemField, type ItemPair } from './item.ts';
import type { QuantityMatch } from './claim.ts';

/** A goods item, a document and a certificate beside one another. */
export interface Side {
  readonly declaration: DeclarationFacts;
  readonly item: GoodsItem;
  readonly certificate: CertificateFacts;
  readonly choice: Choice;
  readonly types: readonly string[];
}

/** Enters the matches that are the same for all items of a certificate; in parts that are small enough to be compiled whole. */
export function enterHeader(row: FactsRow, pair: HeaderPair): void {
  enterPlaces(row, pair);
  enterParties(row, pair);
  enterTransport(row, pair);
}

function enterPlaces(row: FactsRow, pair: HeaderPair): void {
  const header = HEADER_FIELDS;
  row['match.destination'] = header['match.destination'].state(pair);
  row['match.despatch'] = header['match.despatch'].state(pair);
  row['match.route'] = header['match.route'].state(pair);
  row['match.port'] = header['match.port'].state(pair);
}

function enterParties(row: FactsRow, pair: HeaderPair): void {
  const header = HEADER_FIELDS;
  row['match.consignor'] = header['match.consignor'].state(pair);
  row['match.consignee'] = header['match.consignee'].state(pair);
}

function enterTransport(row: FactsRow, pair: HeaderPair): void {
  const header = HEADER_FIELDS;
  row['match.containers'] = header['match.containers'].state(pair);
  row['match.seals'] = header['match.seals'].state(pair);
  row['match.transport'] = header['match.transport'].state(pair);
  row['match.transport-document'] = header['match.transport-document'].state(pair);
  row['match.issued-before-arrival'] = header['match.issued-before-arrival'].state(pair);
}

/** Enters the matches of one item but those of quantity; in two parts for the same reason. */
export function enterItemMatches(row: FactsRow, side: Side): void {
  const { commodity, lines } = side.choice;
  const pair = { item: side.item, certificate: side.certificate, lines, types: side.types };
  row['match.commodity'] = commodity.match;
  row['match.commodity-digits'] = String(commodity.digits);
  enterGoods(row, pair);
  enterItemDays(row, pair);
}

function enterGoods(row: FactsRow, pair: ItemPair): void {
  row['match.type'] = ITEM_FIELDS['match.type'].state(pair);
  row['match.origin'] = ITEM_FIELDS['match.origin'].state(pair);
  row['match.establishment'] = ITEM_FIELDS['match.establishment'].state(pair);
}

function enterItemDays(row: FactsRow, pair: ItemPair): void {
  row['match.produced-before-issue'] = ITEM_FIELDS['match.produced-before-issue'].state(pair);
  row['match.goods-expiry'] = ITEM_FIELDS['match.goods-expiry'].state(pair);
}

export function enterQuantity(row: FactsRow, match: QuantityMatch): void {
  row['quantity.status'] = match.status;
  row['quantity.declared'] = match.declared;
  row['quantity.certified'] = match.certified;
  row['quantity.taken'] = match.taken;
  row['quantity.available'] = match.available;
  row['quantity.excess'] = match.excess;
  row['quantity.excess-percent'] = match.excessPercent;
  row['quantity.tolerance'] = match.tolerance;
  row['quantity.claimants'] = match.claimants === undefined ? undefined : String(match.claimants);
}

/** Both sides of a compared field as texts. */
export function sidesOf(field: FieldName, side: Side, facts: Readonly<Partial<FactsRow>>): Sides {
  const { declaration, item, certificate, choice, types } = side;
  if (isHeaderField(field)) return HEADER_FIELDS[field].sides({ declaration, certificate });
  if (isItemField(field)) return ITEM_FIELDS[field].sides({ item, certificate, lines: choice.lines, types });
  if (field.startsWith('match.commodity')) return commoditySides(side);
  return quantitySides(facts);
}

/** Every compared field, for the screen that shows declaration and certificate side by side. */
export function comparisonsOf(side: Side, facts: Readonly<Partial<FactsRow>>): readonly Comparison[] {
  const fields: readonly FieldName[] = [
    'match.type',
    'match.commodity',
    'quantity.status',
    'match.origin',
    ...Object.keys(HEADER_FIELDS).filter(isHeaderField),
    'match.establishment',
    'match.produced-before-issue',
    'match.goods-expiry',
  ];
  return fields.flatMap((field) => {
    const match = facts[field];
    return typeof match === 'string' ? [{ field, match, ...sidesOf(field, side, facts) }] : [];
  });
}

function commoditySides({ item, certificate, choice }: Side): Sides {
  const lines = choice.lines.length > 0 ? choice.lines.map(({ line }) => line) : certificate.lines;
  const codes = [
    ...new Set(lines.flatMap((line) => line.codes.map(({ system, code }) => `${code} (${system})`))),
  ];
  return {
    ...(item.commodity === '' ? {} : { declared: item.commodity }),
    ...(codes.length === 0 ? {} : { certified: codes.toSorted().join(', ') }),
    difference: { kind: 'digits', size: String(choice.commodity.digits) },
  };
}

function quantitySides(facts: Readonly<Partial<FactsRow>>): Sides {
  const declared = facts['quantity.declared'];
  const certified = facts['quantity.certified'];
  const excess = facts['quantity.excess'];
  const percent = facts['quantity.excess-percent'];
  const sides = {
    ...(declared === undefined ? {} : { declared: valueText(declared) }),
    ...(certified === undefined ? {} : { certified: valueText(certified) }),
  };
  if (excess === undefined || typeof excess !== 'object' || !('unit' in excess) || excess.value === '0')
    return sides;
  return {
    ...sides,
    difference: {
      kind: 'quantity',
      size: excess.value,
      unit: excess.unit,
      ...(typeof percent === 'string' ? { percent } : {}),
    },
  };
}

/** A value of a fact as a text: lists with commas, quantities with their unit. */
export function valueText(value: FieldValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return 'unit' in value ? `${value.value} ${value.unit}` : value.join(', ');
}

function isHeaderField(field: string): field is HeaderField {
  return Object.hasOwn(HEADER_FIELDS, field);
}

function isItemField(field: string): field is ItemField {
  return Object.hasOwn(ITEM_FIELDS, field);
}
