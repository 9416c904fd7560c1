import { textWithin, toBase64Url, toHex, uuidV7 } from '../../base/index.ts';
import type { Statement } from '../../database/index.ts';
import { appendActs } from '../../evidence/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import type { DirectoryOptions } from '../directory.ts';
import { SYSTEM } from '../lib/system.ts';
import {
  AUDIT_SALT_BYTES,
  auditLeaf,
  batchRoot,
  soughtDigest,
  type AuditEntry,
  type AuditKind,
} from './entry.ts';

/** What the server saw somebody do. */
export interface Observed {
  readonly kind: AuditKind;
  readonly caller: Pick<LedgerCaller, 'actor' | 'scope' | 'behalf'>;
  readonly route: string;
  readonly subject: string;
  readonly status: number;
  /** What was sought, by filter. Only the names are kept, and a salted digest of all. */
  readonly sought?: Readonly<Record<string, string>>;
}

export interface AuditLogOptions extends DirectoryOptions {
  /** Called after a batch is in the log, e.g. to wake the sequencer. */
  readonly onCommitted?: () => void;
  /** Told of every attempt to write that failed; the entries stay and are tried again. */
  readonly onFault?: (error: unknown) => void;
  /** Milliseconds for which entries gather before they are written (default 250). */
  readonly interval?: number;
  /** Entries that may wait; beyond it nothing that must be audited is served (default 20 000). */
  readonly waiting?: number;
}

/** The writing side of the audit log. */
export interface AuditLog {
  /** Whether another entry finds room: what cannot be audited is not to be done. */
  accepting(): boolean;
  note(observed: Observed): void;
  /** Writes all that waits. */
  flush(): Promise<void>;
  /** Writes all that waits, then takes nothing more. */
  close(): Promise<void>;
}

const BATCH = 1000;
const LONGEST_SUBJECT = 400;
const ATTEMPTS_AT_CLOSE = 3;

interface Waiting {
  readonly entry: AuditEntry;
  readonly salt: Uint8Array;
}

/** A batch keeps its identity from one attempt to the next, so that a lost answer does not write it twice. */
interface Batch {
  readonly id: string;
  readonly at: Date;
  readonly entries: readonly Waiting[];
}

const KNOWN: Statement = { name: 'audit-known-batch', text: 'select id from audit_batch where id = $1' };

const ADD_BATCH: Statement = {
  name: 'audit-add-batch',
  text: `insert into audit_batch (id, leaf, at, size, root, opening) values ($1, $2, $3, $4, $5, $6)`,
};

const ADD_ENTRIES: Statement = {
  name: 'audit-add-entries',
  text: `insert into audit_entry (batch, place, id, at, kind, actor, behalf, country, authority, office, route, subject,
           status, filters, sought, salt)
         select $1, place - 1, id, at, kind, actor, behalf, country, authority, office, route, subject, status,
           coalesce(string_to_array(filters, ' '), '{}'), decode(sought, 'hex'), decode(salt, 'hex')
         from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
           $10::text[], $11::text[], $12::smallint[], $13::text[], $14::text[], $15::text[]) with ordinality as row
           (id, at, kind, actor, behalf, country, authority, office, route, subject, status, filters, sought, salt, place)`,
};

export function openAuditLog(options: AuditLogOptions): AuditLog {
  return new Writer(options);
}

class Writer implements AuditLog {
  readonly #options: AuditLogOptions;
  readonly #waiting: Waiting[] = [];
  readonly #limit: number;
  #noise: Uint8Array = new Uint8Array();
  #batch: Batch | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #committing: Promise<void> | undefined;
  #closed = false;

  constructor(options: AuditLogOptions) {
    this.#options = options;
    this.#limit = options.waiting ?? 20_000;
  }

  accepting(): boolean {
    return !this.#closed && this.#waiting.length < this.#limit;
  }

  note({ kind, caller, route, subject, status, sought = {} }: Observed): void {
    const now = this.#options.clock();
    const noise = this.#draw();
    const salt = noise.slice(0, AUDIT_SALT_BYTES);
    const filters = Object.keys(sought).toSorted();
    const { scope } = caller;
    const entry: AuditEntry = {
      id: uuidV7(now.getTime(), () => noise.subarray(AUDIT_SALT_BYTES)),
      at: now.toISOString(),
      kind,
      actor: caller.actor,
      ...(caller.behalf === undefined ? {} : { behalf: caller.behalf }),
      ...(scope.kind === 'authority' ? { country: scope.country, authority: scope.authority } : {}),
      ...(scope.kind === 'authority' && scope.office !== undefined ? { office: scope.office } : {}),
      route,
      subject: textWithin(subject, LONGEST_SUBJECT),
      status,
      filters,
      ...(filters.length === 0 ? {} : { sought: soughtDigest(salt, sought) }),
    };
    this.#waiting.push({ entry, salt });
    if (this.#waiting.length >= BATCH) void this.#write();
    else this.#timer ??= setTimeout(() => void this.#write(), this.#options.interval ?? 250);
  }

  /** Randomness of one entry: identity and salt. Drawn for many at once: the source is the slowest part of an entry. */
  #draw(): Uint8Array {
    const size = 2 * AUDIT_SALT_BYTES;
    if (this.#noise.length < size) this.#noise = this.#options.random(64 * size);
    const drawn = this.#noise.subarray(0, size);
    this.#noise = this.#noise.subarray(size);
    return drawn;
  }

  async flush(): Promise<void> {
    while (this.#batch !== undefined || this.#waiting.length > 0) await this.#commit();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.flush();
        return;
      } catch (error) {
        this.#options.onFault?.(error);
        if (attempt === ATTEMPTS_AT_CLOSE) return;
      }
    }
  }

  /** One writer at a time; what comes meanwhile is the next batch. */
  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      if (this.#waiting.length > 0 && !this.#closed)
        this.#timer ??= setTimeout(() => void this.#write(), this.#options.interval ?? 250);
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    try {
      do await this.#commit();
      while (this.#waiting.length >= BATCH);
    } catch (error) {
      this.#options.onFault?.(error);
    }
  }

  /** Whoever asks while a batch is being written waits for that one: two who wrote it would each take it for their own. */
  #commit(): Promise<void> {
    this.#committing ??= this.#commitBatch().finally(() => (this.#committing = undefined));
    return this.#committing;
  }

  async #commitBatch(): Promise<void> {
    const { database, clock, random, onCommitted } = this.#options;
    if (this.#batch === undefined) {
      const entries = this.#waiting.splice(0, BATCH);
      if (entries.length === 0) return;
      const at = clock();
      this.#batch = { id: uuidV7(at.getTime(), random), at, entries };
    }
    const { id, at, entries } = this.#batch;
    const leaves = entries.map(({ salt, entry }) => auditLeaf(salt, entry));
    const root = batchRoot(leaves);
    const column = <Name extends keyof AuditEntry>(name: Name) => entries.map(({ entry }) => entry[name]);
    const columns = [
      column('id'),
      column('at'),
      column('kind'),
      column('actor'),
      column('behalf'),
      column('country'),
      column('authority'),
      column('office'),
      column('route'),
      column('subject'),
      column('status'),
      entries.map(({ entry }) => (entry.filters.length === 0 ? undefined : entry.filters.join(' '))),
      column('sought'),
      entries.map(({ salt }) => Buffer.from(salt).toString('hex')),
    ];
    await database.transaction(SYSTEM, async (transaction) => {
      const known = await transaction.query(KNOWN, [id]);
      if (known.length > 0) return;
      const act = {
        kind: 'audit.recorded',
        actor: 'audit-log',
        subject: `audit/${id}`,
        at: at.toISOString(),
        digest: toHex(root),
        details: { size: entries.length, root: toBase64Url(root) },
      };
      const [reference] = await appendActs(transaction, [act], random);
      if (reference === undefined) throw new Error('one act gives one leaf');
      const opening = JSON.stringify(reference.opening);
      await transaction.query(ADD_BATCH, [id, reference.id, at, entries.length, root, opening]);
      await transaction.query(ADD_ENTRIES, [id, ...columns]);
    });
    this.#batch = undefined;
    onCommitted?.();
  }
}
