import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  issueAuthority,
  issueSealCertificate,
  readSealKey,
  seal,
  type SealKey,
} from '../../src/crypto/index.ts';
import { sampleXml, type SampleOptions } from '../../src/systems/ecert/testing/certificates.ts';
import { endProgram, Installation, signIn, type RunningProgram } from './program.ts';

const PASSWORD = 'a-long-enough-password';
const PERIOD = { from: '2020-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z' };

/** A row of a parameter as it is proposed. */
export interface Row {
  readonly key: object;
  readonly value: object;
  readonly from?: string;
}

/** An installation of one country, as its operator sets it up from the README and the guides. */
export class Country {
  readonly installation: Installation;
  readonly authority: string;
  /** The exchange key's certificate, for the partner. */
  certificate = '';
  fingerprint = '';
  root = '';
  key: SealKey | undefined;
  running: RunningProgram | undefined;
  readonly #tokens = new Map<string, string>();

  constructor(authority: string, settings: Readonly<Record<string, string>> = {}) {
    this.authority = authority;
    this.installation = new Installation({ COUNTERFOIL_DEMONSTRATION: 'no', ...settings });
  }

  get url(): string {
    return this.running?.url ?? '';
  }

  /** Keys first, since a server takes in what lies there when it starts. */
  async equip(): Promise<void> {
    const country = this.authority.slice(0, 2);
    const subject = { ...PERIOD, country, organisation: this.authority };
    const issuer = await issueAuthority({ ...subject, commonName: 'Root' });
    const issued = await issueSealCertificate(issuer, { ...subject, commonName: 'Seal' });
    this.key = readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
    const seals = path.join(this.installation.folder, 'keys', 'seals');
    mkdirSync(seals, { recursive: true });
    writeFileSync(path.join(seals, `${this.authority}.key.pem`), issued.privateKey);
    writeFileSync(path.join(seals, `${this.authority}.crt.pem`), issued.certificate);
    this.root = issuer.certificate;
    const said = this.#command(['partner', 'key', this.authority]);
    this.fingerprint = /SHA-256: ([0-9a-f]{64})/.exec(said)?.[1] ?? '';
    this.certificate = said.slice(said.indexOf('-----BEGIN'));
    // One key for envelopes and for mail.
    const keys = path.join(this.installation.folder, 'keys');
    cpSync(path.join(keys, 'exchange'), path.join(keys, 'mail'), { recursive: true });
  }

  async start(): Promise<void> {
    this.running = await this.installation.start();
  }

  async kill(): Promise<void> {
    if (this.running !== undefined) await endProgram(this.running, 'SIGKILL');
  }

  async stop(): Promise<void> {
    if (this.running !== undefined) await endProgram(this.running, 'SIGTERM');
    this.installation.remove();
  }

  /** Enters whom it trusts and who works there, as commands. */
  enter(...calls: readonly (readonly string[])[]): void {
    const { status, stdout, stderr } = this.installation.commands(calls);
    if (status !== 0) throw new Error(`${JSON.stringify(calls)}: ${stdout}${stderr}`);
  }

  /** The command that trusts another's seals. */
  trust(other: Country): readonly string[] {
    const file = path.join(this.installation.folder, `${other.authority}.pem`);
    writeFileSync(file, other.root);
    return ['trust', other.authority, file];
  }

  /** The command that makes an account. Whose: an authority's, a trader's, or nobody's but the installation's. */
  account(
    login: string,
    roles: readonly string[],
    owner?: string,
    kind: 'authority' | 'organisation' = 'authority',
  ): readonly string[] {
    const file = path.join(this.installation.folder, 'password');
    writeFileSync(file, PASSWORD);
    const whose = owner === undefined ? [] : [`--${kind}`, owner];
    const what = roles.flatMap((role) => ['--role', role]);
    return ['account', login, '--name', login, ...what, ...whose, '--password-file', file];
  }

  #command(parameters: readonly string[]): string {
    const { status, stdout, stderr } = this.installation.command(parameters);
    if (status !== 0) throw new Error(`${parameters.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  async ask(who: string, place: string, options: RequestInit = {}): Promise<Response> {
    const token = this.#tokens.get(who) ?? (await signIn(this.url, who, PASSWORD));
    this.#tokens.set(who, token);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...options.headers,
    };
    return fetch(`${this.url}${place}`, { ...options, headers });
  }

  /** The JSON of an answer that must be a good one. */
  async told<Told>(
    who: string,
    place: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Told> {
    const posted = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await this.ask(who, place, { ...posted, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${place}: ${String(answer.status)} ${text}`);
    // Each caller knows what its route answers.
    return (text === '' ? {} : JSON.parse(text)) as Told;
  }

  /** One official proposes, another approves. */
  async agree(parameter: string, rows: readonly Row[], owner: object = {}): Promise<void> {
    const from = '2026-01-01';
    const { id } = await this.told<{ readonly id: string }>('first', `/v1/parameters/${parameter}/changes`, {
      reason: 'Agreed.',
      rows: rows.map((row) => ({ from, ...row })),
      ...owner,
    });
    await this.approve(id);
  }

  /** The second official approves what the first has proposed. */
  async approve(id: string): Promise<void> {
    const read = await this.ask('second', `/v1/parameter-changes/${id}`);
    const tag = read.headers.get('etag') ?? '';
    await this.told('second', `/v1/parameter-changes/${id}/actions/approve`, {}, { 'if-match': tag });
  }

  /** Lodges a sealed certificate of this country's authority, as its own system would. */
  async lodge(number: string, importing: string, more: Partial<SampleOptions> = {}): Promise<string> {
    if (this.key === undefined) throw new Error('equip the country first');
    const xml = sampleXml({ number, importing, exporting: this.authority.slice(0, 2), ...more });
    const sealed = seal(Buffer.from(xml), this.key, {
      time: new Date().toISOString(),
      id: number.replaceAll('/', '-'),
    });
    const answer = await this.ask('clerk', '/v1/certificates', {
      method: 'POST',
      body: sealed,
      headers: { 'content-type': 'application/xml' },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return (JSON.parse(text) as { readonly id: string }).id;
  }
}
