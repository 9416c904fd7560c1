import { isUuid, utf8, uuidV7, type Clock, type RandomBytes } from '../../../base/index.ts';
import { sha256, sha256Hex } from '../../../crypto/index.ts';
import type { Database, Statement } from '../../../database/index.ts';
import {
  allowedActions,
  createRecords,
  getRecord,
  readHistory,
  searchRecords,
  systemCaller,
  takeAction,
  type HistoryLine,
  type LedgerCaller,
  type Page,
} from '../../../ledger/index.ts';
import { canonicalText } from '../../../ledger/parameters/index.ts';
import type { AuthorityProfile } from '../authority.ts';
import { ForgeryError } from './error.ts';
import { forgeryRecord, type Forgery, type ForgeryBody, type ForgeryState } from './forgery-record.ts';
import type { Sought } from './pattern.ts';
import { keeperOf, readReport, type ForgeryReport, type Photograph } from './report.ts';
import { ForgeryWarnings, type ForgeryWarning } from './warnings.ts';

export interface ForgeriesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly authorities: () => readonly AuthorityProfile[];
  readonly onCommitted?: () => void;
}

/** What who reported is told: with both texts the report can be followed. */
export interface ReportReceipt {
  readonly reference: string;
  /** Told once; only its digest is kept. */
  readonly code: string;
  readonly state: ForgeryState;
}

/** How a report stands, for who made it. */
export interface ReportStanding {
  readonly reference: string;
  readonly state: ForgeryState;
  /** RFC 3339. */
  readonly reported: string;
  readonly updated: string;
}

export interface TrendQuery {
  readonly by: 'month' | 'country' | 'seen' | 'commodity';
  /** First and last month, `2026-01`. */
  readonly from?: string;
  readonly until?: string;
}

export interface TrendLine {
  readonly key: string;
  readonly reported: number;
  readonly confirmed: number;
  readonly dismissed: number;
}

const SYSTEM = { kind: 'system' } as const;
/** Letters and digits that are not mistaken for one another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const REFERENCE_SIGNS = 8;
const CODE_SIGNS = 16;

const KEEP_PHOTOGRAPH: Statement = {
  name: 'forgery-keep-photograph',
  text: `insert into forgery_photograph (country, forgery, place, media_type, digest, bytes)
         values ($1, $2, $3, $4, $5, $6)`,
};
const KEEP_CODE: Statement = {
  name: 'forgery-keep-code',
  text: 'insert into forgery_code (country, digest, forgery) values ($1, $2, $3)',
};
const FOLLOW: Statement = {
  name: 'forgery-follow',
  text: `select f.number, f.state, f.created, f.updated from forgery_code c
         join forgery f on f.id = c.forgery and f.country = c.country where c.digest = $1 and f.number = $2`,
};
const PHOTOGRAPH: Statement = {
  name: 'forgery-photograph',
  text: 'select media_type, bytes from forgery_photograph where forgery = $1 and place = $2',
};
const TRENDS: Statement = {
  name: 'forgery-trends',
  text: `select case $1 when 'month' then to_char(reported at time zone 'UTC', 'YYYY-MM') when 'country' then claimed_country
             when 'seen' then coalesce(seen_country, '') else coalesce(left(commodity, 2), '') end as key,
           count(*)::integer as reported, count(*) filter (where state = 'confirmed')::integer as confirmed,
           count(*) filter (where state = 'dismissed')::integer as dismissed
         from forgery_search where to_char(reported at time zone 'UTC', 'YYYY-MM') between $2 and $3
         group by 1 order by 1 limit 1000`,
};

/** Suspected forgeries of an installation. */
export class Forgeries {
  readonly #options: ForgeriesOptions;
  readonly #warnings: ForgeryWarnings;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: ForgeriesOptions) {
    this.#options = options;
    this.#warnings = new ForgeryWarnings(options.database);
  }

  static async open(options: ForgeriesOptions): Promise<Forgeries> {
    const forgeries = new Forgeries(options);
    await forgeries.refresh();
    return forgeries;
  }

  /** What a look-up of a number, an office or a paper is warned of. */
  warningsOf(sought: Sought): readonly ForgeryWarning[] {
    return this.#warnings.of(sought);
  }

  /** Takes a report from whoever makes it. @throws ForgeryError `forgery-report-invalid` with every fault. */
  async report(caller: Pick<LedgerCaller, 'actor'>, report: ForgeryReport): Promise<ReportReceipt> {
    const { database, clock, random, authorities } = this.#options;
    const { photographs, faults } = readReport(report);
    if (faults.length > 0) throw new ForgeryError('forgery-report-invalid', {}, { faults });
    const now = clock();
    const id = uuidV7(now.getTime(), random);
    const keeper = keeperOf(report, authorities());
    const body = bodyOf(report, photographs, { now, reporter: caller.actor });
    const reference = `F-${signs(random, REFERENCE_SIGNS)}`;
    const code = signs(random, CODE_SIGNS);
    const record = {
      id,
      ...keeper,
      number: reference,
      state: 'reported' as const,
      body,
      action: 'reported',
      digest: sha256Hex(utf8(canonicalText(body))),
    };
    await database.transaction(SYSTEM, async (transaction) => {
      const by = { caller: systemCaller(caller.actor), now, random };
      await createRecords(transaction, forgeryRecord, [record], by);
      for (const { place, mediaType, digest, bytes } of photographs) {
        const kept = [keeper.country, id, place, mediaType, Buffer.from(digest, 'hex'), bytes];
        await transaction.query(KEEP_PHOTOGRAPH, kept);
      }
      await transaction.query(KEEP_CODE, [keeper.country, sha256(utf8(code)), id]);
    });
    this.#options.onCommitted?.();
    return { reference, code: grouped(code), state: 'reported' };
  }

  /** How a report stands; undefined when reference and code do not fit, whichever of them it is. */
  async follow(reference: string, code: string): Promise<ReportStanding | undefined> {
    const plain = code
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .slice(0, 100);
    const [row] = await this.#options.database.read<{
      number: string;
      state: ForgeryState;
      created: Date;
      updated: Date;
    }>(SYSTEM, FOLLOW, [sha256(utf8(plain)), reference.trim().toUpperCase().slice(0, 40)]);
    return row === undefined
      ? undefined
      : {
          reference: row.number,
          state: row.state,
          reported: row.created.toISOString(),
          updated: row.updated.toISOString(),
        };
  }

  search(
    caller: LedgerCaller,
    search: {
      readonly filters: Readonly<Partial<Record<'number' | 'state' | 'country' | 'seenIn', string>>>;
      readonly limit?: number;
      readonly after?: string;
    },
  ): Promise<Page<ForgeryBody, ForgeryState>> {
    return searchRecords(this.#options.database, caller.scope, forgeryRecord, search);
  }

  /** A report with its history and what the caller may do. @throws ForgeryError `forgery-not-found`. */
  async get(
    caller: LedgerCaller,
    id: string,
  ): Promise<{
    readonly forgery: Forgery;
    readonly history: readonly HistoryLine<ForgeryState>[];
    readonly actions: readonly string[];
  }> {
    const { database } = this.#options;
    const forgery = await getRecord(database, caller.scope, forgeryRecord, id);
    if (forgery === undefined) throw new ForgeryError('forgery-not-found', { id });
    const history = await readHistory<ForgeryBody, ForgeryState>(
      { database, scope: caller.scope },
      forgeryRecord,
      id,
    );
    return { forgery, history, actions: allowedActions(forgeryRecord.lifecycle, forgery, caller) };
  }

  /** Takes an action of triage. @throws LedgerError as every act on a record does. */
  async act(
    caller: LedgerCaller,
    request: {
      readonly id: string;
      readonly action: string;
      readonly input: unknown;
      readonly version?: number;
    },
  ): Promise<Forgery> {
    const { database, clock, random, onCommitted } = this.#options;
    const by = { caller, now: clock(), random };
    const { entry } = await database.transaction(caller.scope, (transaction) =>
      takeAction(transaction, forgeryRecord, request, by),
    );
    onCommitted?.();
    await this.refresh();
    return entry;
  }

  /** A photograph of a report, for triage. @throws ForgeryError `forgery-not-found`. */
  async photograph(
    caller: LedgerCaller,
    id: string,
    place: number,
  ): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }> {
    const [row] = isUuid(id)
      ? await this.#options.database.read<{ media_type: string; bytes: Uint8Array }>(
          caller.scope,
          PHOTOGRAPH,
          [id, place],
        )
      : [];
    if (row === undefined) throw new ForgeryError('forgery-not-found', { id });
    return { mediaType: row.media_type, bytes: row.bytes };
  }

  /** Reports counted, as far as the caller sees them. */
  trends(
    { scope }: LedgerCaller,
    { by, from = '0000-00', until = '9999-99' }: TrendQuery,
  ): Promise<readonly TrendLine[]> {
    return this.#options.database.transaction(scope, (session) =>
      session.query<TrendLine>(TRENDS, [by, from, until]),
    );
  }

  refresh(): Promise<void> {
    return this.#warnings.refresh();
  }

  /** Refreshes the warnings every so many milliseconds until closed. */
  keepFresh(milliseconds: number, onFailure: (error: unknown) => void): void {
    this.#timer ??= setInterval(() => {
      this.refresh().catch(onFailure);
    }, milliseconds).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

function bodyOf(
  report: ForgeryReport,
  photographs: readonly Photograph[],
  { now, reporter }: { readonly now: Date; readonly reporter: string },
): ForgeryBody {
  const { number, paper, country, authority, office, seenCountry, seenPlace, seenOn, commodity, contact } =
    report;
  return {
    number,
    ...(paper === undefined ? {} : { paper }),
    claimed: {
      country,
      ...(authority === undefined ? {} : { authority }),
      ...(office === undefined ? {} : { office }),
    },
    seen: {
      ...(seenCountry === undefined ? {} : { country: seenCountry }),
      ...(seenPlace === undefined ? {} : { place: seenPlace }),
      ...(seenOn === undefined ? {} : { on: seenOn }),
    },
    ...(commodity === undefined ? {} : { commodity }),
    signs: [...(report.signs ?? [])],
    description: report.description,
    ...(contact === undefined ? {} : { contact }),
    photographs: photographs.map(({ bytes: _bytes, ...rest }) => rest),
    reported: now.toISOString(),
    reporter,
  };
}

function signs(random: RandomBytes, count: number): string {
  return [...random(count)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? '0').join('');
}

function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}
