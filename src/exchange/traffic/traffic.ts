import type { Clock, Finding } from '../../base/index.ts';
import { isUuid } from '../../base/index.ts';
import type { Database, Scope } from '../../database/index.ts';
import { unpack } from '../../packing/index.ts';
import { listCrossings, type CrossingView } from '../crossings.ts';
import type { ChannelName, DeliveryState, Envelope, MessageType, ReceiptLevel } from '../message.ts';
import type { ReceiptOutcome } from '../receipt.ts';
import type { Translated } from '../outbox/translated.ts';
import { alarmsOf, type AlarmView } from '../alarms/alarms.ts';
import { performanceOf, type PerformanceView } from './performance.ts';
import {
  ARRIVALS,
  CONTENT_OF,
  DELIVERIES,
  EVENTS_OF,
  QUEUES,
  RECEIPTS_OF,
  REFUSALS,
  TRANSLATION_OF,
} from './statements.ts';

/** A message of ours, as people see it. */
export interface DeliveryView {
  readonly id: string;
  readonly partner: string;
  readonly authority: string;
  readonly channel: ChannelName;
  readonly type: MessageType;
  readonly state: DeliveryState;
  readonly digest: string;
  readonly size: number;
  readonly subject: string;
  readonly envelope: Envelope;
  readonly posted: Date;
  readonly sent: Date | null;
  readonly changed: Date;
  readonly expires: Date;
  readonly attempts: number;
  readonly due: Date | null;
  readonly reference: string | null;
  readonly code: string | null;
  readonly values: Readonly<Record<string, string | number>> | null;
  readonly closed: boolean;
}

/** A message that came. */
export interface ArrivalView {
  readonly id: string;
  readonly partner: string;
  readonly authority: string;
  readonly channel: ChannelName;
  readonly type: MessageType | null;
  readonly state: string;
  readonly digest: string;
  readonly size: number;
  readonly media_type: string;
  readonly subject: string | null;
  readonly envelope: Envelope | null;
  readonly trial: boolean;
  readonly received: Date;
  readonly changed: Date;
  readonly attempts: number;
  readonly due: Date | null;
  readonly code: string | null;
  readonly values: Readonly<Record<string, string | number>> | null;
  readonly findings: readonly Finding[] | null;
}

export interface EventView {
  readonly at: Date;
  readonly event: string;
  readonly attempt: number | null;
  readonly code: string | null;
  readonly values: Readonly<Record<string, string | number>> | null;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly leaf: string | null;
}

/** What a message's document was before it was translated, and what the translation does not say as it did. */
export interface TranslationView {
  /** SHA-256 of the original, under which its bytes are kept. */
  readonly original: string;
  readonly source: string;
  readonly target: string;
  readonly losses: Translated['losses'];
  readonly defaulted: Translated['defaulted'];
  readonly omitted: number;
}

export interface ReceiptView {
  readonly given: boolean;
  readonly level: ReceiptLevel;
  readonly outcome: ReceiptOutcome;
  readonly at: Date;
  readonly received: Date;
  readonly findings: readonly Finding[];
  readonly bytes: Uint8Array;
  readonly leaf: string;
}

/** How a road of a partner stands. */
export interface QueueView {
  readonly partner: string;
  readonly channel: ChannelName;
  /** Counted up to 100 000. */
  readonly waiting: number;
  readonly oldest: Date | null;
  readonly dead: number;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly taken: Date | null;
  readonly code: string | null;
  readonly arrived: Date | null;
}

export interface RefusalView {
  readonly partner: string;
  readonly channel: ChannelName;
  readonly code: string;
  readonly amount: number;
  readonly first: Date;
  readonly latest: Date;
  readonly name: string;
}

export interface TrafficFilter {
  readonly partner?: string;
  readonly channel?: ChannelName;
  readonly type?: MessageType;
  readonly state?: string;
  readonly subject?: string;
  /** Only what did not arrive and nobody has put to rest. */
  readonly dead?: boolean;
}

export interface ArrivalFilter extends TrafficFilter {
  /** Only reports of conformance runs, which partners send. */
  readonly conformance?: boolean;
}

export interface TrafficPage<View> {
  readonly items: readonly View[];
  /** Cursor of the next page. */
  readonly next?: string;
}

export const TRAFFIC_PAGE = 200;
const SYSTEM = { kind: 'system' } as const;

/** What is seen of traffic; each caller sees that of their own authority. */
export class Traffic {
  readonly #database: Database;

  constructor({ database }: { readonly database: Database; readonly clock: Clock }) {
    this.#database = database;
  }

  deliveries(
    scope: Scope,
    filter: TrafficFilter,
    page: { readonly after?: string; readonly limit?: number },
  ): Promise<TrafficPage<DeliveryView>> {
    return this.#page<DeliveryView>(DELIVERIES.list, scope, filter, page);
  }

  arrivals(
    scope: Scope,
    filter: ArrivalFilter,
    page: { readonly after?: string; readonly limit?: number },
  ): Promise<TrafficPage<ArrivalView>> {
    return this.#page<ArrivalView>(ARRIVALS.list, scope, filter, page);
  }

  async delivery(scope: Scope, id: string): Promise<DeliveryView | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.#database.read<DeliveryView>(SYSTEM, DELIVERIES.one, [id, authorityOf(scope)]);
    return row;
  }

  async arrival(scope: Scope, id: string): Promise<ArrivalView | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.#database.read<ArrivalView>(SYSTEM, ARRIVALS.one, [id, authorityOf(scope)]);
    return row;
  }

  /** What happened to a message, oldest first; whoever may see the message asks. */
  async life(id: string): Promise<{
    readonly events: readonly EventView[];
    readonly receipts: readonly ReceiptView[];
    readonly translation: TranslationView | undefined;
  }> {
    const [events, receipts, [translation]] = await Promise.all([
      this.#database.read<EventView>(SYSTEM, EVENTS_OF, [id]),
      this.#database.read<ReceiptView>(SYSTEM, RECEIPTS_OF, [id]),
      this.#database.read<TranslationView>(SYSTEM, TRANSLATION_OF, [id]),
    ]);
    return { events, receipts, translation };
  }

  /** Bytes of a message by their SHA-256 (hex). */
  async content(digest: string): Promise<Uint8Array | undefined> {
    interface Row {
      readonly packing: 'none' | 'deflate';
      readonly size: number;
      readonly bytes: Uint8Array;
    }
    const [row] = await this.#database.read<Row>(SYSTEM, CONTENT_OF, [digest]);
    return row === undefined ? undefined : unpack(row);
  }

  /** How these roads stand. */
  queues(
    roads: readonly { readonly partner: string; readonly channel: ChannelName }[],
  ): Promise<readonly QueueView[]> {
    return this.#database.read<QueueView>(SYSTEM, QUEUES, [
      roads.map(({ partner }) => partner),
      roads.map(({ channel }) => channel),
    ]);
  }

  /** What crossed between the zones, the latest first; the platform's people see it. */
  async crossings(
    scope: Scope,
    { after, limit = 50 }: { readonly after?: string; readonly limit?: number },
  ): Promise<TrafficPage<CrossingView>> {
    if (scope.kind !== 'system') return { items: [] };
    const most = Math.min(Math.max(limit, 1), TRAFFIC_PAGE);
    const items = await listCrossings(this.#database, { after, limit: most + 1 });
    const shown = items.slice(0, most);
    const last = shown.at(-1);
    return { items: shown, ...(items.length > most && last !== undefined ? { next: last.id } : {}) };
  }

  /** Alarms of these partners, those that stand first. */
  alarms(partners: readonly string[]): Promise<readonly AlarmView[]> {
    return alarmsOf(this.#database, partners);
  }

  /** How traffic between these went since a moment. */
  performance(
    pairs: readonly { readonly partner: string; readonly authority: string }[],
    since: Date,
  ): Promise<readonly PerformanceView[]> {
    return performanceOf(this.#database, pairs, since);
  }

  /** What was turned away at the door, the latest first. */
  async refusals(): Promise<readonly RefusalView[]> {
    const rows = await this.#database.read<Omit<RefusalView, 'amount'> & { amount: string }>(
      SYSTEM,
      REFUSALS,
    );
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }

  async #page<View extends { readonly id: string }>(
    listOf: typeof DELIVERIES.list,
    scope: Scope,
    filter: ArrivalFilter,
    { after, limit = 50 }: { readonly after?: string; readonly limit?: number },
  ): Promise<TrafficPage<View>> {
    const most = Math.min(Math.max(limit, 1), TRAFFIC_PAGE);
    const authority = authorityOf(scope);
    const { statement, values } = listOf({
      ...filter,
      ...(authority === null ? {} : { authority }),
      ...(after !== undefined && isUuid(after) ? { after } : {}),
      limit: most + 1,
    });
    const items = await this.#database.read<View>(SYSTEM, statement, values);
    const shown = items.slice(0, most);
    const last = shown.at(-1);
    return { items: shown, ...(items.length > most && last !== undefined ? { next: last.id } : {}) };
  }
}

/** Whose traffic a scope sees: all for the platform, nobody's for the public. */
function authorityOf(scope: Scope): string | null {
  if (scope.kind === 'system') return null;
  return scope.kind === 'authority' && scope.office === undefined ? scope.authority : '';
}
