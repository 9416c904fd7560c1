import type { Fault } from '../../base/index.ts';
import type { ParameterChange, ParameterOwner } from '../../ledger/parameters/index.ts';
import type { FigureAnswer, FigureQuestion, ShadowReport } from '../../verification/figures/index.ts';
import type { Expected, GivenCase } from '../../verification/written-cases/index.ts';
import type { Simulations } from '../../verification/simulation/index.ts';
import type { Caller } from './access.ts';

/** A test case, of a pack or beside the table itself, decided with the draft in its table's place. */
export interface CaseResult {
  /** Absent: it stands beside the table. */
  readonly pack?: string;
  readonly name: string;
  /** Rows of the draft that it meets. */
  readonly rows: readonly string[];
  /** What a case of the table itself comes to, as an expectation says it. */
  readonly comesTo?: Expected;
  /** What the case is about, by language. */
  readonly title: Readonly<Record<string, string>>;
  readonly passed: boolean;
  /** What came out otherwise than the case says. */
  readonly differences: readonly {
    /** What is compared: `outcome`, `item 1`, `reason`. */
    readonly part: string;
    readonly expected: string;
    readonly found: string;
  }[];
}

/** What a draft of a table is found to be. */
export interface TableCheck {
  /** It cannot be proposed with these; paths are JSON Pointers within the table. */
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  readonly cases: readonly CaseResult[];
}

/** A pack that comes with the release, or was loaded. */
export interface PackShown {
  readonly name: string;
  readonly version: string;
  /** Whose practice it holds. */
  readonly authority: string;
  readonly title: Readonly<Record<string, string>>;
  readonly about: Readonly<Record<string, string>>;
  readonly tests: number;
  /** Tables, patterns and other rows that it holds. */
  readonly rows: number;
  /** What loading it would change now, row by row. */
  readonly changes: readonly {
    readonly parameter: string;
    readonly key: string;
    readonly kind: 'added' | 'changed';
  }[];
}

/** What the server asks of the rooms behind the editor of rules. */
export interface RulesService {
  check(caller: Caller, table: unknown, owner: ParameterOwner): Promise<TableCheck>;
  /** The last decision of a declaration as a test case; undefined where the caller sees none of that number. */
  writtenCase(
    caller: Caller,
    key: { readonly authority: string; readonly number: string },
  ): Promise<{ readonly given: GivenCase; readonly expect: Expected } | undefined>;
  readonly simulations: Pick<Simulations, 'begin' | 'list' | 'read' | 'stop'>;
  packs: {
    list(caller: Caller): Promise<readonly PackShown[]>;
    /** One change for each parameter of the pack; those that change nothing are left out. */
    propose(
      caller: Caller,
      request: {
        readonly name: string;
        /** Absent: the caller's own authority; of the platform's officials, the pack's. */
        readonly owner?: ParameterOwner;
        readonly from: string;
        readonly reason: string;
      },
    ): Promise<readonly ParameterChange[] | undefined>;
  };
  figures(caller: Caller, question: FigureQuestion): Promise<FigureAnswer>;
  shadow(caller: Caller, days: number): Promise<ShadowReport>;
}
