import type { ParameterTables } from '../../../ledger/parameters/index.ts';
import { commodityCheckParameter } from './commodity-check-parameter.ts';
import { chapterCodes, hasCode, near, type ChapterCodes, type Edition } from './edition.ts';
import { nomenclatureParameter } from './nomenclature-parameter.ts';

/** Why a declared code is remarked upon; each a key of the words. */
export const COMMODITY_CODES = ['commodity-unknown', 'commodity-expired'] as const;

/** A goods item whose code the nomenclature in force does not have. */
interface CommodityRemark {
  /** Its place among the items, from 0. */
  readonly index: number;
  readonly code: (typeof COMMODITY_CODES)[number];
  readonly values: Readonly<Record<string, string>>;
}

interface CommodityReport {
  readonly level: 'warning' | 'error';
  readonly remarks: readonly CommodityRemark[];
}

/** What is asked about: whose declaration of which day, and its goods. */
interface AskedCommodities {
  readonly country: string;
  readonly authority: string;
  /** YYYY-MM-DD. */
  readonly lodged: string;
  readonly items: readonly { readonly item: number; readonly commodity: string }[];
}

type Tables = Pick<ParameterTables, 'rows' | 'version'>;
type Place = Pick<AskedCommodities, 'country' | 'authority'>;

/** Editions before that are looked through for a code that has gone. */
const MOST_EARLIER = 10;
/** Editions kept: of recent days, each with those before it, which every unknown code of a declaration asks for again. */
const MOST_EDITIONS = 4 * (1 + MOST_EARLIER);
const NONE = '–';

/** Looks declared codes up in the nomenclature of the country that decides, as it is in force on the day of the declaration. */
export class CommodityCheck {
  readonly #parameters: Tables;
  readonly #editions = new Map<string, readonly Edition[]>();
  readonly #chapters = new WeakMap<object, ChapterCodes>();

  constructor(parameters: Tables) {
    this.#parameters = parameters;
  }

  /** Every code that is not there; none where no nomenclature is loaded. */
  check({ items, lodged, ...place }: AskedCommodities): CommodityReport {
    const at = new Date(`${lodged}T00:00:00Z`);
    const [practice] = this.#parameters.rows(commodityCheckParameter, { owner: ownerOf(place), at });
    const { unknown = 'warning', nomenclature } = practice?.value ?? {};
    if (unknown === 'off') return { level: 'warning', remarks: [] };
    const editions = this.#inForce(place, nomenclature, at);
    const [first] = editions;
    if (first === undefined) return { level: unknown, remarks: [] };
    const remarks = items.flatMap(({ item, commodity }, index): readonly CommodityRemark[] => {
      if (editions.some((edition) => hasCode(edition, commodity))) return [];
      const found = editions.map((edition) => near(edition, commodity));
      const { parent, codes } = found.find((each) => each.codes.length > 0) ?? found[0] ?? NOWHERE;
      const since = this.#goneSince(place, nomenclature, commodity, editions);
      const values = {
        item: String(item),
        commodity,
        nomenclature: editions.map(({ name }) => name).join(', '),
        day: lodged,
        parent: parent ?? NONE,
        near: codes.length === 0 ? NONE : codes.join(', '),
      };
      return since === undefined
        ? [{ index, code: 'commodity-unknown', values }]
        : [{ index, code: 'commodity-expired', values: { ...values, since } }];
    });
    return { level: unknown, remarks };
  }

  /** Since when a code that an earlier edition had is no longer there. */
  #goneSince(
    place: Place,
    nomenclature: string | undefined,
    commodity: string,
    editions: readonly Edition[],
  ): string | undefined {
    let current = editions;
    for (let count = 0; count < MOST_EARLIER; count += 1) {
      const from = current
        .flatMap(({ chapters }) => chapters.get(commodity.slice(0, 2))?.from ?? [])
        .toSorted()
        .at(-1);
      if (from === undefined) return undefined;
      current = this.#inForce(place, nomenclature, new Date(Date.parse(from) - 1));
      if (current.some((edition) => hasCode(edition, commodity))) return from.slice(0, 10);
    }
    return undefined;
  }

  #inForce(place: Place, nomenclature: string | undefined, at: Date): readonly Edition[] {
    const version = this.#parameters.version(nomenclatureParameter);
    const name = JSON.stringify([place.country, place.authority, nomenclature, at.getTime(), version]);
    const kept = this.#editions.get(name);
    if (kept !== undefined) return kept;
    const made = this.#made(place, nomenclature, at);
    this.#editions.set(name, made);
    const [oldest] = this.#editions.keys();
    if (this.#editions.size > MOST_EDITIONS && oldest !== undefined) this.#editions.delete(oldest);
    return made;
  }

  #made(place: Place, nomenclature: string | undefined, at: Date): readonly Edition[] {
    const isMeant = (name: string): boolean =>
      nomenclature === undefined
        ? name === place.country || name.startsWith(`${place.country}-`)
        : name === nomenclature;
    const byName = new Map<string, Map<string, ChapterCodes>>();
    for (const { key, value, from } of this.#parameters.rows(nomenclatureParameter, {
      owner: ownerOf(place),
      at,
    })) {
      if (!isMeant(key.nomenclature)) continue;
      const chapters = byName.get(key.nomenclature) ?? new Map<string, ChapterCodes>();
      byName.set(key.nomenclature, chapters.set(key.chapter, this.#chapter(value, from)));
    }
    return [...byName].map(([name, chapters]) => ({ name, chapters }));
  }

  /** A chapter is one value for as long as it is in force. */
  #chapter(value: { readonly codes: Parameters<typeof chapterCodes>[0] }, from?: string): ChapterCodes {
    const known = this.#chapters.get(value);
    if (known !== undefined) return known;
    const made = chapterCodes(value.codes, from);
    this.#chapters.set(value, made);
    return made;
  }
}

const NOWHERE = { parent: undefined, codes: [] } as const;

function ownerOf({ authority }: Place): { readonly authority: string } {
  return { authority };
}
