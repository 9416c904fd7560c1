import { Buffer } from 'node:buffer';
import { fromUtf8, toBase64Url, toHex, utf8 } from '../../base/index.ts';
import { issueAuthority, readSealKey, seal, type SealKey } from '../../crypto/index.ts';
import {
  jsonOf,
  MAXIMUM_MESSAGE,
  SIGNATURE_SECONDS,
  wireMessage,
  type WireMessage,
} from '../channels/rest/asking/index.ts';
import { callDirectly, openReceipt, type CallAnswer, type Envelope } from '../protocol/index.ts';
import { envelopeOf, type ClientParts, type Draft, type Fetched, type PartnerClient } from './client.ts';
import { DRAFT_NUMBER, type Kit } from './kit.ts';
import type { PartnerSystem, Signing } from './system.ts';

/** A request before it is signed. */
export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

/** What may be done to a request on its way. */
export interface Tampering {
  readonly signing?: Partial<Signing>;
  readonly signer?: Pick<PartnerSystem, 'sign'>;
  readonly unsigned?: boolean;
  readonly path?: string;
  readonly body?: Uint8Array;
}

/** A message that was made ready. */
export interface Prepared {
  readonly envelope: Envelope;
  readonly wire: WireMessage;
  readonly content: Uint8Array;
}

/** Everything that the acts of one conformance run share. */
export class Run {
  readonly kit: Kit;
  readonly system: PartnerSystem;
  /** The reference client, for everything that is not under test in an act. */
  readonly client: PartnerClient;
  readonly parts: ClientParts;
  /** What earlier acts leave for later ones. */
  certificate: (Prepared & { readonly number: string; readonly receipt: string }) | undefined;
  ours: Fetched | undefined;
  judged: string | undefined;
  /** Ids of messages that this run has taken from the box, to be confirmed at its end. */
  readonly taken = new Map<string, Fetched>();
  #cursor = 0;
  #other: SealKey | undefined;

  constructor(kit: Kit, system: PartnerSystem, client: PartnerClient, parts: ClientParts) {
    this.kit = kit;
    this.system = system;
    this.client = client;
    this.parts = parts;
  }

  /** A key that the installation does not know. */
  async otherKey(): Promise<SealKey> {
    if (this.#other !== undefined) return this.#other;
    const now = this.parts.clock().getTime();
    const issued = await issueAuthority({
      commonName: 'Unknown',
      organisation: 'Unknown',
      country: this.kit.partner.slice(0, 2),
      from: new Date(now - 86_400_000).toISOString(),
      until: new Date(now + 86_400_000).toISOString(),
    });
    return (this.#other = readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate }));
  }

  /** Sends a request that the partner's system has signed, changed on its way as told. */
  async ask({ method, path, body: value }: Asked, tampering: Tampering = {}): Promise<CallAnswer> {
    const body = value === undefined ? new Uint8Array() : utf8(JSON.stringify(value));
    const headers = new Map([
      ['accept', 'application/json'],
      ...(value === undefined ? [] : ([['content-type', 'application/json']] as const)),
    ]);
    const created = Math.floor(this.parts.clock().getTime() / 1000);
    const signing = {
      created,
      expires: created + SIGNATURE_SECONDS / 2,
      nonce: toBase64Url(this.parts.random(16)),
      ...tampering.signing,
    };
    const request = { method, targetUri: `${this.kit.rest}${path}`, headers, body };
    const signer = tampering.signer ?? this.system;
    const signed =
      tampering.unsigned === true ? new Map<string, string>() : await signer.sign(request, signing);
    return (this.parts.call ?? callDirectly)({
      method,
      url: `${this.kit.rest}${tampering.path ?? path}`,
      headers: Object.fromEntries([...headers, ...signed]),
      body: tampering.body ?? body,
      authorities: this.kit.serverAuthorities,
      maximumAnswer: MAXIMUM_MESSAGE,
      signal: AbortSignal.timeout(60_000),
    });
  }

  /** A message of the partner's, sealed by its system. */
  async prepare(draft: Draft): Promise<Prepared> {
    const envelope = await this.system.seal(envelopeOf(this.kit, draft, this.parts));
    return { envelope, wire: wireMessage(envelope, draft.content), content: draft.content };
  }

  /** A number that no certificate had before. */
  newNumber(): string {
    return `ZZ${toHex(this.parts.random(6)).toUpperCase()}`;
  }

  /** A sealed certificate of the partner's under a number; `alter` changes the draft before it is sealed. */
  certificateOf(number: string, alter: (xml: string) => string = (xml) => xml): Uint8Array {
    const xml = alter(this.kit.certificateDraft.replaceAll(DRAFT_NUMBER, number));
    return utf8(seal(xml, this.kit.key, { time: this.parts.clock().toISOString(), id: number }));
  }

  /** What a certificate of the partner's is called in envelopes. */
  subjectOf(number: string): string {
    return `${this.kit.partner.slice(0, 2)}/${this.kit.partner}/${number}`;
  }

  /** Forgets what waited before this run. */
  async skipOld(): Promise<void> {
    for (;;) {
      const page = await this.client.list({ after: this.#cursor, limit: 100 });
      if (page.messages.length === 0) return;
      this.#cursor = page.next;
    }
  }

  /** The first position after what waited before the run. */
  get cursor(): number {
    return this.#cursor;
  }

  /** The first message that came in this run and fits; waits for it. Undefined where it does not come in a minute. */
  async await(fits: (message: Fetched) => boolean): Promise<Fetched | undefined> {
    const found = [...this.taken.values()].find(fits);
    if (found !== undefined) return found;
    const until = this.parts.clock().getTime() + 60_000;
    while (this.parts.clock().getTime() < until) {
      const page = await this.client.list({ after: this.#cursor, limit: 100, wait: 5_000 });
      for (const { envelope } of page.messages)
        this.taken.set(envelope.id, await this.client.get(envelope.id));
      this.#cursor = page.next;
      const came = [...this.taken.values()].find(fits);
      if (came !== undefined) return came;
    }
    return undefined;
  }

  /** What the technical receipt for a message says; waits for it. */
  async technical(message: string): Promise<string> {
    const statement = await this.#statement(message);
    if (statement === undefined) return 'no technical receipt';
    const trial = statement.findings.some(({ code }) => code === 'exchange-trial') ? ' exchange-trial' : '';
    return statement.message === message
      ? `${statement.level} ${statement.outcome}${trial}`
      : 'receipt of another';
  }

  /** Levels and codes of what the technical receipt for a message remarks. */
  async findings(message: string): Promise<string> {
    const statement = await this.#statement(message);
    const said = (statement?.findings ?? []).map(({ level, code }) => `${level} ${code}`);
    return said.length === 0 ? 'no findings' : [...new Set(said)].toSorted().join(', ');
  }

  async #statement(message: string) {
    const came = await this.await(
      ({ envelope }) => envelope.type === 'receipt' && envelope.answers === message,
    );
    return came === undefined
      ? undefined
      : openReceipt(fromUtf8(came.content) ?? '', came.envelope.from, this.kit.installation);
  }

  /** Sends a message and waits for its technical receipt. */
  async told(draft: Draft): Promise<string> {
    const { envelope, wire } = await this.prepare(draft);
    const answer = await this.ask({ method: 'POST', path: '/messages', body: wire });
    return answer.status === 201 ? `201 ${await this.technical(envelope.id)}` : saidOf(answer);
  }
}

/** An answer as checks compare it: its status, and the code of its problem where it has one. */
export function saidOf(answer: CallAnswer): string {
  const { code } = jsonOf(answer);
  return typeof code === 'string' ? `${String(answer.status)} ${code}` : String(answer.status);
}

/** A certificate's content with another last character before its end. */
export function otherContent(content: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([content, Buffer.from('\n')]));
}
