import { permissionsOf } from '../../access/index.ts';
import { fromUtf8, toHex, utf8 } from '../../base/index.ts';
import { seal } from '../../crypto/index.ts';
import type { Handler, ReceivedMessage } from '../../exchange/index.ts';
import type { House } from '../../platform/index.ts';
import { certificatesByNumber } from '../../systems/ecert/index.ts';
import { Inquiries, listInquiries, type Writer } from '../../systems/ecert/inquiry/index.ts';
import { giveResult } from '../../systems/ecert/results/index.ts';
import { HOME_AUTHORITY } from '../parties.ts';
import { SANDBOX_AUTHORITIES, SANDBOX_PARTNER } from './parts.ts';
import { certificateForPartner } from './sample-certificates.ts';

const SYSTEM = { kind: 'system' } as const;
/** How often a matter is looked for that a message has just made, and how long between two looks, in milliseconds. */
const LOOKS = 100;
const BETWEEN = 100;

/** Officials of the sandbox, who do with a partner's messages what officials do. */
export class SandboxDesk {
  readonly #house: House;
  readonly #onFault: (error: unknown) => void;
  readonly #underWay = new Set<Promise<void>>();
  #stopped = false;

  constructor(house: House, onFault: (error: unknown) => void) {
    this.#house = house;
    this.#onFault = onFault;
  }

  /** Stands beside those who read messages: once one was read, the officials have their say. */
  attach(): void {
    const { handlers } = this.#house.exchangeParts;
    handlers.splice(0, handlers.length, ...handlers.map((handler) => this.#watching(handler)));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#underWay);
  }

  #watching(handler: Handler): Handler {
    return {
      ...handler,
      handle: async (message) => {
        const effect = await handler.handle(message);
        return async (transaction) => {
          const settled = await effect(transaction);
          if (settled.outcome.startsWith('accepted') && isForDesk(message)) this.#start(message);
          return settled;
        };
      },
    };
  }

  #start(message: ReceivedMessage): void {
    const work = this.#react(message)
      .catch(this.#onFault)
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #react(message: ReceivedMessage): Promise<void> {
    const number = message.envelope?.subject.split('/').slice(2).join('/') ?? '';
    if (message.type === 'certificate') {
      await this.#ask(number);
      await this.#issue();
    } else if (message.type === 'inquiry') await this.#answer(message);
    else if (message.type === 'verification-result') await this.#withdraw(number);
  }

  /** Looks until what was just read has been committed. */
  async #until<Found>(look: () => Promise<Found | undefined>): Promise<Found | undefined> {
    for (let count = 0; count < LOOKS && !this.#stopped; count += 1) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN));
    }
    return undefined;
  }

  get #parts() {
    const { database, clock, random, exchange, sequencing } = this.#house;
    return { database, clock, random, poster: exchange, onCommitted: () => sequencing.wake() };
  }

  /** Asks about a certificate that came. */
  async #ask(number: string): Promise<void> {
    const { database } = this.#house;
    const entry = await this.#until(async () => (await certificatesByNumber(database, SYSTEM, number))[0]);
    if (entry?.state !== 'issued') return;
    const remark = 'Which establishment was it?';
    await giveResult(this.#parts, entry.id, { verdict: 'request', remark }, writer('official'));
  }

  /** Issues a certificate for the partner's country. */
  async #issue(): Promise<void> {
    const { intake, clock, random, sealKeyOf } = this.#house;
    const key = sealKeyOf(HOME_AUTHORITY, undefined);
    if (key === undefined) return;
    const number = `SANDBOX${toHex(random(6)).toUpperCase()}`;
    const xml = certificateForPartner(clock(), number);
    const bytes = utf8(await seal(xml, key, { time: clock().toISOString(), id: number }));
    await intake.accept([{ bytes, mediaType: 'application/xml' }], writer('supervisor'));
  }

  /** Answers what the partner asks. */
  async #answer({ content }: ReceivedMessage): Promise<void> {
    const { database } = this.#house;
    const said: unknown = JSON.parse(fromUtf8(content) ?? 'null');
    const number = memberOf(memberOf(said, 'certificate'), 'number');
    if (memberOf(memberOf(said, 'inquiry'), 'kind') !== 'request' || typeof number !== 'string') return;
    const own = writer('supervisor');
    const id = await this.#until(async () => {
      const [entry] = await certificatesByNumber(database, SYSTEM, number);
      if (entry === undefined) return undefined;
      const { items } = await listInquiries(database, own.scope, { certificate: entry.id, limit: 1 });
      return items[0]?.id;
    });
    if (id !== undefined)
      await new Inquiries(this.#parts).write(
        { id, kind: 'response', content: 'Establishment 3700/00001.' },
        own,
      );
  }

  /** Withdraws a certificate of ours that the partner has given its result on. */
  async #withdraw(number: string): Promise<void> {
    const { database, issuing } = this.#house;
    const [entry] = await certificatesByNumber(database, SYSTEM, number, HOME_AUTHORITY.slice(0, 2));
    if (entry?.state !== 'issued') return;
    const input = { reason: 'The consignment was returned.' };
    await issuing.act({ id: entry.id, action: 'withdraw', input }, writer('supervisor'));
  }
}

function isForDesk({ partner, authority }: ReceivedMessage): boolean {
  return partner === SANDBOX_PARTNER && authority === SANDBOX_AUTHORITIES.live;
}

function writer(role: 'official' | 'supervisor'): Writer {
  const permissions: ReadonlySet<string> = permissionsOf([role]);
  return {
    actor: `demonstration/${HOME_AUTHORITY}`,
    name: 'Wang Jing',
    scope: { kind: 'authority', country: HOME_AUTHORITY.slice(0, 2), authority: HOME_AUTHORITY },
    may: (permission) => permissions.has(permission),
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
