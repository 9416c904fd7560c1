import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, LANGUAGES } from '../../../base/index.ts';
import { certificatePem, newRandom, readSealKey } from '../../../crypto/index.ts';
import { newParty, type Party } from '../../../crypto/testing/index.ts';
import { ExchangeError, type Arrival, type Channel, type Envelope, type PartnerRoad } from '../../index.ts';
import { CONTENT, deliveryTo, envelopeOf, MemoryReception } from '../smtp/testing/world.ts';
import { dropChannel, dropWords } from './index.ts';

const never = new AbortController().signal;
let party: Party;
let root: string;
let own: string;
let channel: Channel;
let reception: MemoryReception;
let road: PartnerRoad;
let now: number;

beforeAll(async () => {
  party = await newParty({ name: 'Seal of CN-GACC' });
});
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'drop-'));
  own = path.join(root, 'china');
  now = Date.now();
  channel = dropChannel({ root, clock: () => new Date(now), random: newRandom, maximumBytes: 10_000 });
  reception = new MemoryReception('NZ-MPI', sealKey());
  road = {
    partner: 'CN-GACC',
    channel: 'drop',
    address: { folder: 'china' },
    certificates: { seal: [party.certificate], transport: [], encryption: [] },
  };
  for (const place of ['incoming', 'outgoing', 'done', 'refused'])
    mkdirSync(path.join(own, place), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function sealKey() {
  const privateKey = party.key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return readSealKey({ privateKey, certificates: certificatePem(party.certificate) });
}
const poll = () => channel.poll?.(road, reception, never);
const listed = (place: string): readonly string[] => readdirSync(path.join(own, place)).toSorted();
const put = (name: string, bytes: Uint8Array | string, age = 0): void => {
  const file = path.join(own, 'incoming', name);
  writeFileSync(file, bytes);
  utimesSync(file, (now - age) / 1000, (now - age) / 1000);
};
const putMessage = (envelope: Envelope, content = CONTENT, age = 0): void => {
  put(`${envelope.id}.content`, content, age);
  put(`${envelope.id}.envelope.json`, canonicalJson({ ...envelope }), age);
};
const incoming = (): Envelope => envelopeOf('CN-GACC', 'NZ-MPI', CONTENT);

describe('a dropped message', () => {
  it('lies in the folder whole, the envelope after its content, and no unfinished file beside it', async () => {
    const envelope = envelopeOf('NZ-MPI', 'CN-GACC', CONTENT);
    expect(await channel.send?.(deliveryTo(road, envelope, CONTENT))).toMatchObject({ outcome: 'taken' });
    expect(listed('outgoing')).toEqual([`${envelope.id}.content`, `${envelope.id}.envelope.json`]);
    expect(readFileSync(path.join(own, 'outgoing', `${envelope.id}.content`))).toEqual(Buffer.from(CONTENT));
    await channel.send?.(deliveryTo(road, envelope, CONTENT));
    expect(readdirSync(path.join(own, 'outgoing'))).toHaveLength(2);
  });

  it('is taken with its envelope, receipted, and moved away', async () => {
    const envelope = incoming();
    putMessage(envelope);
    expect(await poll()).toBe(1);
    expect(reception.arrivals).toEqual([
      {
        partner: 'CN-GACC',
        channel: 'drop',
        transportId: envelope.id,
        envelope,
        mediaType: 'application/xml',
        content: CONTENT,
      },
    ]);
    expect([listed('incoming'), listed('outgoing')]).toEqual([[], [`${envelope.id}.receipt.jws`]]);
    expect(listed('done')).toHaveLength(2);
    expect(await poll()).toBe(0);
  });

  it('is not read while it is unfinished, and is refused once nobody finishes it', async () => {
    const envelope = incoming();
    putMessage(envelope, CONTENT.subarray(0, 20));
    put('.hidden.xml', CONTENT, 90_000);
    put('other.xml.part', CONTENT, 90_000);
    put('fresh.xml', CONTENT);
    expect(await poll()).toBe(0);
    expect(reception.arrivals).toEqual([]);
    putMessage(envelope, CONTENT);
    expect(await poll()).toBe(1);
    const broken = incoming();
    putMessage(broken, CONTENT.subarray(0, 20), 90_000);
    put('x.envelope.json', '{', 90_000);
    await poll();
    expect(listed('refused')).toContain(`${broken.id}.content`);
    const said = listed('outgoing').filter((name) => name.endsWith('.refused.json'));
    expect(said).toEqual(
      [`${broken.id}.envelope.json.refused.json`, 'x.envelope.json.refused.json'].toSorted(),
    );
    expect(readFileSync(path.join(own, 'outgoing', 'x.envelope.json.refused.json'), 'utf8')).toContain(
      '"drop-envelope-unfit"',
    );
  });

  it('without an envelope is taken when it has been quiet, and named by its bytes', async () => {
    put('certificate 1.xml', CONTENT, 90_000);
    put('certificate.XML', CONTENT, 90_000);
    put('large.xml', new Uint8Array(10_001), 90_000);
    expect(await poll()).toBe(1);
    expect(reception.arrivals[0]).toMatchObject({ type: 'certificate', mediaType: 'application/xml' });
    put('again.xml', CONTENT, 90_000);
    expect(await poll()).toBe(1);
    expect(reception.arrivals).toHaveLength(1);
    expect(listed('refused')).toEqual(['large.xml']);
  });

  it('makes us read nothing else: no link, no folder, no name that leads out', async () => {
    symlinkSync('/etc/passwd', path.join(own, 'incoming', 'link.xml'));
    mkdirSync(path.join(own, 'incoming', 'folder.xml'));
    execFileSync('mkfifo', [path.join(own, 'incoming', 'pipe.xml')]);
    now += 90_000;
    expect(await poll()).toBe(0);
    expect(reception.arrivals).toEqual([]);
    for (const folder of ['..', '.', 'a/b', '', '/etc']) expect(channel.faultsOf({ folder })).not.toEqual([]);
  });

  it('stays where it is while it cannot be kept, and is moved aside where it may not come in', async () => {
    putMessage(incoming());
    reception.fault = new Error('the database is gone');
    await expect(poll()).rejects.toThrow('the database is gone');
    expect(listed('incoming')).toHaveLength(2);
    reception.fault = new ExchangeError('exchange-partner-not-live', { partner: 'CN-GACC' });
    expect(await poll()).toBe(0);
    expect(listed('refused')).toHaveLength(2);
  });

  it('has one effect though two take it at once, or the one is killed before it is moved', async () => {
    const envelopes = Array.from({ length: 30 }, incoming);
    for (const envelope of envelopes) putMessage(envelope, CONTENT, 90_000);
    await Promise.all([poll(), poll(), poll()]);
    expect(reception.arrivals).toHaveLength(30);
    expect(listed('incoming')).toEqual([]);
    expect(listed('refused')).toEqual([]);
    const [first] = envelopes;
    if (first === undefined) throw new Error('no envelope');
    // Killed after the envelope was moved, and killed before anything was.
    put(`${first.id}.content`, CONTENT, 90_000);
    await poll();
    putMessage(first, CONTENT, 90_000);
    await poll();
    expect(reception.arrivals).toHaveLength(30);
    expect([listed('incoming'), listed('refused')]).toEqual([[], []]);
  });

  it('is answered by a receipt, or a refusal, which reach the inbox as such', async () => {
    const other = new MemoryReception('CN-GACC', sealKey());
    const { id } = envelopeOf('NZ-MPI', 'CN-GACC', CONTENT);
    const arrival: Arrival = {
      partner: 'NZ-MPI',
      channel: 'drop',
      transportId: id,
      mediaType: 'application/xml',
      content: CONTENT,
    };
    put(`${id}.receipt.jws`, (await other.receive(arrival)).receipt);
    put(
      `${id}.envelope.json.refused.json`,
      '{"file":"x","code":"drop-content-unfit","at":"2026-11-22T10:00:00Z"}',
    );
    put('forged.receipt.jws', 'a.b.c', 90_000);
    expect(await poll()).toBe(2);
    expect(reception.statements.map(({ message, outcome }) => [message, outcome])).toEqual(
      expect.arrayContaining([
        [id, 'accepted'],
        [id, 'rejected'],
      ]),
    );
    expect(listed('refused')).toEqual(['forged.receipt.jws']);
  });

  it('waits in the outbox while the partner fetches nothing', async () => {
    const few = dropChannel({ root, clock: () => new Date(now), random: newRandom, mostWaiting: 20 });
    for (let number = 0; number < 20; number += 1)
      writeFileSync(path.join(own, 'outgoing', String(number)), '');
    const delivery = deliveryTo(road, envelopeOf('NZ-MPI', 'CN-GACC', CONTENT), CONTENT);
    expect(await few.send?.(delivery)).toMatchObject({
      outcome: 'refused',
      permanent: false,
      code: 'drop-full',
    });
  });

  it('waits in the outbox where the folder is not set up', async () => {
    const bare = dropChannel({ clock: () => new Date(now), random: newRandom });
    const delivery = deliveryTo(road, envelopeOf('NZ-MPI', 'CN-GACC', CONTENT), CONTENT);
    expect(await bare.send?.(delivery)).toMatchObject({
      outcome: 'refused',
      permanent: false,
      code: 'drop-not-set-up',
    });
    expect(await bare.poll?.(road, reception, never)).toBe(0);
  });

  it('has words for all it says, in every language', () => {
    for (const language of LANGUAGES)
      expect(Object.keys(dropWords[language] ?? {})).toEqual(Object.keys(dropWords.en ?? {}));
  });
});

const SSHD = '/usr/sbin/sshd';
const SFTP_SERVER = '/usr/lib/openssh/sftp-server';
const hasSshd =
  existsSync(SSHD) &&
  existsSync(SFTP_SERVER) &&
  spawnSync('ssh-keygen', ['-?']).error === undefined &&
  process.getuid?.() === 0;

describe.skipIf(!hasSshd)('the same on a server with OpenSSH (skipped without it, or not as root)', () => {
  let folder: string;
  let port: number;
  let server: ChildProcess;
  let address: Record<string, unknown>;
  let privateKey: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sshd-'));
    const file = (name: string): string => path.join(folder, name);
    for (const name of ['host', 'client'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
    privateKey = readFileSync(file('client'), 'utf8');
    writeFileSync(file('authorized'), readFileSync(file('client.pub')));
    port = await freePort();
    const lines = [
      `Port ${String(port)}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${file('host')}`,
      `AuthorizedKeysFile ${file('authorized')}`,
      `PidFile ${file('pid')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      `Subsystem sftp ${SFTP_SERVER}`,
    ];
    writeFileSync(file('config'), `${lines.join('\n')}\n`);
    // It changes to a folder that its package makes when the service starts.
    mkdirSync('/run/sshd', { recursive: true });
    server = spawn(SSHD, ['-D', '-e', '-f', file('config')], { stdio: 'ignore' });
    await untilOpen(port, () => server.exitCode === null);
    const shown = execFileSync('ssh-keygen', ['-l', '-f', file('host.pub')], { encoding: 'utf8' });
    const hostKey = shown.split(' ')[1];
    address = { host: '127.0.0.1', port, user: userInfo().username, hostKey };
  });
  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });

  it('messages go and come, and nothing happens with a server of another key', async () => {
    const remote = dropChannel({
      privateKey,
      clock: () => new Date(now),
      random: newRandom,
      maximumBytes: 10_000,
    });
    const to = (more: Readonly<Record<string, unknown>> = {}): PartnerRoad => ({
      ...road,
      address: { ...address, path: own, ...more },
    });
    expect(remote.faultsOf(to().address)).toEqual([]);
    const envelope = envelopeOf('NZ-MPI', 'CN-GACC', CONTENT);
    expect(await remote.send?.(deliveryTo(to(), envelope, CONTENT))).toMatchObject({ outcome: 'taken' });
    expect(listed('outgoing')).toEqual([`${envelope.id}.content`, `${envelope.id}.envelope.json`]);
    const theirs = incoming();
    putMessage(theirs);
    put('bare.xml', CONTENT, 90_000);
    put('large.xml', new Uint8Array(20_000), 90_000);
    expect(await remote.poll?.(to(), reception, never)).toBe(2);
    expect(reception.arrivals.map(({ content }) => Buffer.from(content).toString())).toEqual(
      [CONTENT, CONTENT].map((each) => Buffer.from(each).toString()),
    );
    expect([listed('incoming'), listed('done').length, listed('refused')]).toEqual([[], 3, ['large.xml']]);
    const wrong = to({ hostKey: `SHA256:${'A'.repeat(43)}` });
    await expect(remote.send?.(deliveryTo(wrong, envelope, CONTENT))).rejects.toThrow();
    expect(
      await dropChannel({ root, clock: () => new Date(now), random: newRandom }).send?.(
        deliveryTo(to(), envelope, CONTENT),
      ),
    ).toMatchObject({
      code: 'drop-not-set-up',
    });
  });
});

async function freePort(): Promise<number> {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  // A listening TCP server has an address of this form.
  const { port } = listening.address() as AddressInfo;
  listening.close();
  await once(listening, 'close');
  return port;
}

async function untilOpen(port: number, isRunning: () => boolean): Promise<void> {
  while (isRunning()) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('data', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('sshd has ended');
}
