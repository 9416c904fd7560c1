import type { KeyShown } from '../../access/index.ts';
import type { ParameterTables } from '../../ledger/parameters/index.ts';
import type { Forgeries } from '../../systems/ecert/forgeries/index.ts';
import type { AnnouncementShown } from '../../systems/ecert/announcements/index.ts';
import type { Language } from '../../base/index.ts';
import type {
  Dimension,
  FigureQuestion,
  FigureTable,
  PublicFigures,
} from '../../systems/ecert/figures/index.ts';
import type { Caller } from './access.ts';

/** What the server asks of the rooms behind administration. */
export interface AdministrationService {
  readonly parameters: Pick<
    ParameterTables,
    | 'definition'
    | 'definitions'
    | 'rows'
    | 'find'
    | 'read'
    | 'preview'
    | 'propose'
    | 'act'
    | 'changes'
    | 'change'
  >;
  readonly announcements: {
    of(caller: Caller): Promise<readonly AnnouncementShown[]>;
    mark(caller: Caller, announcement: string): Promise<void>;
  };
  readonly forgeries: Pick<
    Forgeries,
    'warningsOf' | 'report' | 'follow' | 'search' | 'get' | 'act' | 'photograph' | 'trends'
  >;
  /** Anchors and seal keys, those that end first leading. */
  keys(): readonly KeyShown[];
  readonly figures: FiguresService;
  status(caller: Caller): Promise<Status>;
}

export interface FiguresService {
  ask(caller: Caller, question: FigureQuestion): Promise<FigureTable>;
  public(): Promise<PublicFigures & { readonly asOf: string }>;
  /** What people call a key of a dimension; undefined where it has no other name. */
  labelOf(dimension: Dimension, key: string, language: Language): string | undefined;
}

/** One of the last acts on certificates. */
export interface StatusAct {
  /** Absent for who may not read certificates. */
  readonly number?: string;
  readonly country: string;
  readonly destination?: string;
  readonly state: string;
  /** RFC 3339. */
  readonly at: string;
}

export interface StatusQueue {
  /** A key of the words with the prefix `queue-`. */
  readonly name: string;
  readonly waiting: number;
  readonly oldestSeconds?: number;
}

/** How the house is doing. */
export interface Status {
  /** Certificates that came in last. */
  readonly arrived: readonly StatusAct[];
  /** Issues and endings of our own offices. */
  readonly left: readonly StatusAct[];
  readonly queues: readonly StatusQueue[];
  readonly log: {
    readonly origin: string;
    readonly size: number;
    /** Base64. */
    readonly root?: string;
    readonly at?: string;
    readonly witnesses: readonly { readonly name: string; readonly cosigned?: string }[];
  };
  /** How many keys end soon, and when the next one does. */
  readonly keys: { readonly expiring: number; readonly next?: string };
  /** For the platform's own people. */
  readonly databaseBytes?: number;
}
