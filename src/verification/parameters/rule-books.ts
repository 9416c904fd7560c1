import type {
  AnyParameter,
  ParameterOwner,
  ParameterRow,
  ParameterTables,
} from '../../ledger/parameters/index.ts';
import type { Practice, RuleBook } from '../deciding/rule-book.ts';
import { faultsOfTable, isTable, RuleError, type DecisionTable } from '../rules/index.ts';
import { commodityMappingParameter } from './commodity-mapping.ts';
import { movementSignParameter } from './movement-sign.ts';
import { narrower, practiceParameter } from './practice.ts';
import { referencePatternParameter } from './reference-pattern.ts';
import { ruleChanges, type RuleChange } from './rule-changes.ts';
import { ruleTableParameter } from './rule-table.ts';
import { traderClassParameter } from './trader-class.ts';

/** Every parameter that a decision goes by. */
export const VERIFICATION_PARAMETERS = [
  ruleTableParameter,
  referencePatternParameter,
  commodityMappingParameter,
  practiceParameter,
  movementSignParameter,
  traderClassParameter,
] as const;

/** Whose rules are asked. */
export interface RuleBookOwner {
  readonly authority: string;
  /** Its key, `CN-GACC/0200`. */
  readonly office?: string;
}

/** Versions of the parameters, by name. */
export type RuleVersions = Readonly<Record<string, number>>;

type Tables = Pick<ParameterTables, 'rows' | 'version' | 'refresh' | 'approvedSince'>;

/** Books of recent days and offices. */
const MOST_BOOKS = 400;
/** Lists of classes of recent days; one may have tens of thousands of traders. */
const MOST_CLASSES = 8;

/**
 * The rules of officials as books: for each owner, day and versions of the parameters one, the same object each time, so that it is
 * made ready once.
 */
export class RuleShelf {
  readonly #parameters: Tables;
  readonly #followed: readonly Pick<AnyParameter, 'name'>[];
  readonly #books = new Map<string, RuleBook>();
  readonly #tables = new WeakMap<object, DecisionTable>();
  readonly #classes = new Map<string, ReadonlyMap<string, string>>();

  /** @param more further parameters that decisions rest on: their changes are told with those of the rules. */
  constructor(parameters: Tables, more: readonly Pick<AnyParameter, 'name'>[] = []) {
    this.#parameters = parameters;
    this.#followed = [...VERIFICATION_PARAMETERS, ...more];
  }

  /**
   * In force for cases of a day (YYYY-MM-DD), by what is known now.
   * @throws RuleError where a stored table is not one of this release.
   */
  inForce(owner: RuleBookOwner, day: string): Promise<RuleBook> {
    return Promise.resolve().then(() => this.#book(owner, day, this.versions()));
  }

  /** For cases of a day, as it was known when the parameters had these versions: the same book for ever. */
  async asKnown(owner: RuleBookOwner, day: string, versions: RuleVersions): Promise<RuleBook> {
    const isBehind = VERIFICATION_PARAMETERS.some(
      (definition) => this.#parameters.version(definition) < (versions[definition.name] ?? 0),
    );
    if (isBehind) await this.#parameters.refresh();
    return this.#book(owner, day, versions);
  }

  /** The class that a trader has with customs on a day, as it was known when the parameters had these versions. */
  classOf(
    { authority }: RuleBookOwner,
    trader: string,
    day: string,
    versions: RuleVersions,
  ): Promise<string | undefined> {
    return Promise.resolve(this.#classesOf(authority, day, versions).get(trader));
  }

  /** What is known now. */
  versions(): RuleVersions {
    return Object.fromEntries(
      VERIFICATION_PARAMETERS.map((definition) => [definition.name, this.#parameters.version(definition)]),
    );
  }

  /** Versions of all that decisions rest on, as they are known in this process. */
  known(): RuleVersions {
    return Object.fromEntries(
      this.#followed.map((definition) => [definition.name, this.#parameters.version(definition)]),
    );
  }

  /** Takes in what was approved, here or by another process. */
  refresh(): Promise<void> {
    return this.#parameters.refresh();
  }

  /** Whose cases are asked otherwise on a day since these versions were known. */
  changes(since: RuleVersions, day: string): readonly RuleChange[] {
    return ruleChanges(this.#parameters, this.#followed, since, day);
  }

  #classesOf(authority: string, day: string, versions: RuleVersions): ReadonlyMap<string, string> {
    const version = versions[traderClassParameter.name] ?? 0;
    const name = JSON.stringify([authority, day, version]);
    const kept = this.#classes.get(name);
    if (kept !== undefined) return kept;
    const asked = { owner: { authority }, at: new Date(`${day}T00:00:00Z`), version };
    const rows = this.#parameters.rows(traderClassParameter, asked);
    const made = new Map(rows.map(({ key, value }) => [key.trader, value.class]));
    this.#classes.set(name, made);
    const [oldest] = this.#classes.keys();
    if (this.#classes.size > MOST_CLASSES && oldest !== undefined) this.#classes.delete(oldest);
    return made;
  }

  #book(owner: RuleBookOwner, day: string, versions: RuleVersions): RuleBook {
    const known = VERIFICATION_PARAMETERS.map((definition) => versions[definition.name] ?? 0);
    const name = JSON.stringify([owner.authority, owner.office, day, known]);
    const kept = this.#books.get(name);
    if (kept !== undefined) return kept;
    const made = this.#made(owner, day, versions);
    this.#books.set(name, made);
    const [oldest] = this.#books.keys();
    if (this.#books.size > MOST_BOOKS && oldest !== undefined) this.#books.delete(oldest);
    return made;
  }

  #made({ authority, office }: RuleBookOwner, day: string, versions: RuleVersions): RuleBook {
    const at = new Date(`${day}T00:00:00Z`);
    const ask = (name: string, owner: ParameterOwner) => ({ owner, at, version: versions[name] ?? 0 });
    const national: ParameterOwner = { authority };
    const local: ParameterOwner = { authority, ...(office === undefined ? {} : { office }) };
    const tables = (owner: ParameterOwner) =>
      this.#parameters.rows(ruleTableParameter, ask(ruleTableParameter.name, owner));
    const patterns = this.#parameters.rows(
      referencePatternParameter,
      ask(referencePatternParameter.name, national),
    );
    const mappings = this.#parameters.rows(
      commodityMappingParameter,
      ask(commodityMappingParameter.name, national),
    );
    const movements = this.#parameters.rows(movementSignParameter, ask(movementSignParameter.name, national));
    return {
      tables: tables(national).map(({ value }) => this.#table(value)),
      local: (office === undefined ? [] : tables(local))
        .filter(({ level }) => level === 'office')
        .map(({ value }) => this.#table(value)),
      patterns: patterns.map(({ key, value }) => ({ ...key, ...value })),
      mappings: mappings.map(({ key }) => key),
      movements: Object.fromEntries(movements.map(({ key, value }) => [key.procedure, value.movement])),
      practice: this.#practice(ask(practiceParameter.name, national), ask(practiceParameter.name, local)),
      versions,
      day,
    };
  }

  #practice(national: Asked, local: Asked): Practice {
    const [wider] = this.#parameters.rows(practiceParameter, national);
    const [own] = this.#parameters.rows(practiceParameter, local);
    if (wider === undefined) throw new Error('the release has a practice of its own');
    return isOffices(own) ? narrower(wider.value, own.value) : wider.value;
  }

  /** A stored table, which an earlier release has checked, checked by this one; once for each. */
  #table(value: object): DecisionTable {
    const known = this.#tables.get(value);
    if (known !== undefined) return known;
    if (!isTable(value))
      throw new RuleError(
        'rule-table-invalid',
        { table: 'name' in value ? String(value.name) : '' },
        { faults: faultsOfTable(value) },
      );
    this.#tables.set(value, value);
    return value;
  }
}

type Asked = Parameters<Tables['rows']>[1];

function isOffices<Row extends ParameterRow>(row: Row | undefined): row is Row {
  return row?.level === 'office';
}
