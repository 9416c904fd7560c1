import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleBytes } from '../../systems/ecert/testing/certificates.ts';
import { testHouse, type TestHouse } from '../testing/house.ts';

let house: TestHouse;
let port: number;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  house = await testHouse();
  await house.server.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = house.server.server.address() as AddressInfo);
  tokens['china'] = await house.token({ authority: 'CN-GACC', roles: ['official'] });
  tokens['wellington'] = await house.token({ authority: 'NZ-MPI', office: 'NZ-MPI/WLG', roles: ['officer'] });
  tokens['auckland'] = await house.token({ authority: 'NZ-MPI', office: 'NZ-MPI/AKL', roles: ['officer'] });
  tokens['issuer'] = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
});
afterAll(() => house.close());

interface LiveEvent {
  readonly name: string;
  readonly id?: number;
  readonly data: Record<string, unknown>;
}

/** A stream as a browser reads it. */
class Reader {
  readonly events: LiveEvent[] = [];
  readonly ended: Promise<void>;
  readonly #request: ClientRequest;
  #text = '';
  #heard: (() => void)[] = [];

  private constructor(sent: ClientRequest, response: IncomingMessage) {
    this.#request = sent;
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => this.#take(chunk));
    this.ended = new Promise((resolve) => response.on('close', resolve));
    response.on('error', () => undefined);
  }

  static open(token: string, headers: Readonly<Record<string, string>> = {}): Promise<Reader> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          path: '/v1/live',
          headers: { authorization: `Bearer ${token}`, ...headers },
        },
        (response) => {
          if (response.statusCode === 200) resolve(new Reader(sent, response));
          else reject(new Error(String(response.statusCode)));
        },
      );
      sent.on('error', () => undefined);
      sent.end();
    });
  }

  #take(chunk: string): void {
    this.#text += chunk;
    const blocks = this.#text.split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      const name = fields.get('event');
      if (name === undefined) continue;
      const id = fields.get('id');
      const data: unknown = JSON.parse(fields.get('data') ?? '{}');
      this.events.push({
        name,
        ...(id === undefined ? {} : { id: Number(id) }),
        data: data as Record<string, unknown>,
      });
    }
    for (const heard of this.#heard.splice(0)) heard();
  }

  async until(fits: (event: LiveEvent) => boolean): Promise<LiveEvent> {
    for (;;) {
      const found = this.events.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#heard.push(resolve));
    }
  }

  close(): void {
    this.#request.destroy();
  }
}

let count = 0;
async function lodge(place: string): Promise<string> {
  count += 1;
  const answer = await house.server.inject({
    method: 'POST',
    url: '/v1/certificates',
    headers: { authorization: `Bearer ${tokens['issuer'] ?? ''}`, 'content-type': 'application/xml' },
    payload: Buffer.from(
      sampleBytes({ number: `LIVE-${String(count)}`, place, importing: 'CN', issuer: 'NZ-MPI' }),
    ),
  });
  return answer.json<{ id: string }>().id;
}

const open = (who: string, headers?: Readonly<Record<string, string>>) =>
  Reader.open(tokens[who] ?? '', headers);

describe('live updates', () => {
  it('tell each listener of what concerns them, in order, and of nothing else', async () => {
    const [china, wellington, auckland] = await Promise.all([
      open('china'),
      open('wellington'),
      open('auckland'),
    ]);
    const own = await lodge('Wellington');
    const other = await lodge('Auckland');
    await china.until(({ data }) => data['record'] === other);
    await auckland.until(({ data }) => data['record'] === other);
    expect(await wellington.until(({ data }) => data['record'] === own)).toMatchObject({
      name: 'change',
      data: { kind: 'certificate', version: 1, action: 'received', state: 'issued', destination: 'CN' },
    });
    const records = ({ events }: Reader) => events.flatMap(({ data }) => data['record'] ?? []);
    expect(records(china)).toEqual([own, other]);
    expect(records(wellington)).toEqual([own]);
    expect(records(auckland)).toEqual([other]);
    for (const reader of [china, wellington, auckland]) reader.close();
  });

  it('tell the office what is typed before it is saved, without a place in the log, and nobody else', async () => {
    const [wellington, auckland, china] = await Promise.all([
      open('wellington'),
      open('auckland'),
      open('china'),
    ]);
    const colleague = await house.token({ authority: 'NZ-MPI', office: 'NZ-MPI/WLG', roles: ['officer'] });
    const post = async (url: string, body: object) =>
      house.server.inject({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${colleague}`, 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      });
    const { id, version } = (await post('/v1/applications', { model: 'meat' })).json<{
      id: string;
      version: number;
    }>();
    const form = { consignor: 'Kept' };
    const kept = await post(`/v1/applications/${id}/working-copy`, { base: version, revision: 0, form });
    expect(kept.json()).toMatchObject({ revision: 1, current: version });
    const told = await wellington.until(({ data }) => data['kind'] === 'draft');
    expect(told).toMatchObject({ name: 'change', data: { record: id, own: false } });
    expect(told.id).toBeUndefined();
    // Whatever comes after it has been told to all three.
    const after = await lodge('Auckland');
    for (const reader of [auckland, china]) {
      await reader.until(({ data }) => data['record'] === after);
      expect(reader.events.filter(({ data }) => data['record'] === id)).toEqual([]);
    }
    expect(wellington.events.filter(({ data }) => data['kind'] === 'draft')).toHaveLength(1);
    for (const reader of [wellington, auckland, china]) reader.close();
  });

  it('go on after a lost connection from the last event, without a gap or a repetition', async () => {
    const first = await open('china');
    const before = await lodge('Wellington');
    const { id = 0 } = await first.until(({ data }) => data['record'] === before);
    first.close();
    await first.ended;
    const missed = [await lodge('Wellington'), await lodge('Auckland')];
    const again = await open('china', { 'last-event-id': String(id) });
    const later = await lodge('Wellington');
    await again.until(({ data }) => data['record'] === later);
    const told = again.events.flatMap(({ data }) => data['record'] ?? []);
    expect(told).toEqual([...missed, later]);
    again.close();
  });

  it('tell the office of a result, the work it leaves and the inquiry it opens, and both of a message', async () => {
    const id = await lodge('Wellington');
    const [china, wellington, auckland] = await Promise.all([
      open('china'),
      open('wellington'),
      open('auckland'),
    ]);
    await house.server.inject({
      method: 'POST',
      url: `/v1/certificates/${id}/results`,
      headers: { authorization: `Bearer ${tokens['china'] ?? ''}` },
      payload: { verdict: 'request', remark: 'SECRET' },
    });
    const result = await wellington.until(({ data }) => data['kind'] === 'result');
    expect(result.data).toMatchObject({ certificate: id, state: 'request', own: false });
    const inquiry = await wellington.until(({ data }) => data['kind'] === 'inquiry');
    await wellington.until(({ data }) => data['kind'] === 'task');
    expect((await china.until(({ data }) => data['kind'] === 'result')).data).toMatchObject({ own: true });
    await house.server.inject({
      method: 'POST',
      url: `/v1/inquiries/${String(inquiry.data['record'])}/messages`,
      headers: { authorization: `Bearer ${tokens['wellington'] ?? ''}` },
      payload: { kind: 'response', content: 'SECRET too' },
    });
    const answered = await china.until(({ data }) => data['kind'] === 'inquiry' && data['version'] === 2);
    expect(answered.data).toMatchObject({ action: 'answer', state: 'answered' });
    await china.until(({ data }) => data['kind'] === 'task');
    expect(auckland.events.filter(({ name }) => name === 'change')).toEqual([]);
    expect(JSON.stringify([china.events, wellington.events])).not.toContain('SECRET');
    for (const reader of [china, wellington, auckland]) reader.close();
  });

  it('end with the session', async () => {
    const token = await house.token({ authority: 'CN-GACC', roles: ['reader'] });
    const reader = await Reader.open(token);
    await reader.until(({ name }) => name === 'ready');
    await house.services.signingIn.signOut(token);
    await reader.until(({ name }) => name === 'ended');
    await reader.ended;
  });

  it('are limited for each account, and give the place back', async () => {
    const token = await house.token({ authority: 'CN-GACC', roles: ['reader'] });
    const readers: Reader[] = [];
    for (let index = 0; index < 12; index += 1) readers.push(await Reader.open(token));
    await expect(Reader.open(token)).rejects.toThrow('429');
    readers[0]?.close();
    await expect
      .poll(() =>
        Reader.open(token).then(
          (reader) => reader.close(),
          () => 'refused',
        ),
      )
      .not.toBe('refused');
    for (const reader of readers) reader.close();
  });
});
