import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadAuthorities, openAccess, OPERATOR, type Role } from '../../../access/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { noteSigner, openEvidence, type Evidence } from '../../../evidence/index.ts';
import { changeSize } from '../changes/index.ts';
import type { Intake } from '../intake.ts';
import { Inquiries } from '../inquiry/index.ts';
import { giveResult } from '../results/index.ts';
import { sampleBytes } from '../testing/certificates.ts';
import { official, testIntake } from '../testing/setting.ts';
import {
  followForNotices,
  keepNoticePreference,
  sendNotice,
  smtpSender,
  type MailSender,
  type NoticeKind,
} from './index.ts';

/** A mail server as there are many: it keeps what it took, and refuses when told to. */
class Mailbox {
  readonly mails: { readonly to: readonly string[]; readonly text: string }[] = [];
  refuses = false;
  /** Called when a mail has arrived, before it is acknowledged. */
  onMail: (() => Promise<void>) | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (this.refuses) {
          done(new Error('mailbox busy'));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        this.mails.push({ to, text: Buffer.concat(chunks).toString('utf8') });
        const arrived = this.onMail?.() ?? Promise.resolve();
        arrived.then(() => done(), done);
      });
    },
  });

  async open(): Promise<number> {
    this.#server.on('error', () => undefined);
    this.#server.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.server.address() as AddressInfo).port;
  }

  /** Ends every connection. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

let held: TestDatabase;
let intake: Intake;
let evidence: Evidence;
let wake: () => void;
let port: number;
let sending: { readonly send: MailSender };
const mailbox = new Mailbox();
const clock = (): Date => new Date();
const faults: unknown[] = [];

const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
const send = (now: Date) =>
  sendNotice(
    {
      database: held.database,
      send: sending.send,
      address: 'https://window.example',
      onFault: (error) => faults.push(error),
    },
    now,
  );

beforeAll(async () => {
  held = await testDatabase();
  const { database } = held;
  const shared = { database, clock, random: newRandom };
  await loadAuthorities(shared);
  const key = readSigningKey(generateKeyPair('ed25519').privateKey);
  evidence = openEvidence({ database, signer: noteSigner('test.example/log', 'ed25519', key), clock });
  const sequencing = await evidence.sequence();
  wake = () => sequencing.wake();
  intake = testIntake(database, { clock, onCommitted: wake });
  port = await mailbox.open();
  sending = smtpSender({ host: '127.0.0.1', port, security: 'none', from: 'window@customs.example' });
  await followForNotices(database, clock());
});
afterAll(async () => {
  await mailbox.close();
  await intake.close();
  await evidence.close();
  await held.drop();
});
beforeEach(() => {
  mailbox.mails.length = 0;
  mailbox.refuses = false;
  mailbox.onMail = undefined;
});

let count = 0;
async function person(
  authority: string,
  roles: readonly Role[],
  kinds: readonly NoticeKind[],
  language: 'en' | 'zh' = 'en',
): Promise<{ readonly address: string; readonly actor: string }> {
  count += 1;
  const login = `person-${String(count)}`;
  const access = openAccess({ database: held.database, clock, random: newRandom });
  const { actor, account } = await access.addAccount(OPERATOR, {
    login,
    name: login,
    kind: 'person',
    password: 'correct horse battery',
    authority,
    roles,
    language,
  });
  const address = `${login}@example.org`;
  await keepNoticePreference(held.database, account, { address, kinds }, clock());
  return { address, actor };
}

async function certificate(): Promise<string> {
  count += 1;
  const bytes = sampleBytes({ number: `MAIL-${String(count)}`, importing: 'CN', issuer: 'NZ-MPI' });
  const [outcome] = await intake.accept([{ bytes, mediaType: 'application/xml' }], official('NZ', 'NZ-MPI'));
  if (outcome?.kind !== 'stored') throw new Error(JSON.stringify(outcome));
  return outcome.receipt.id;
}

/** Follows until nothing waits: every act is in the log and every change was counted. */
async function followAll(): Promise<void> {
  wake();
  const { database } = held;
  await expect
    .poll(async () => {
      const [row] = await database.transaction({ kind: 'system' }, (session) =>
        session.query<{ waiting: string }>({
          name: '',
          text: 'select count(*) as waiting from evidence_queue',
        }),
      );
      return row?.waiting;
    })
    .toBe('0');
  while (await followForNotices(database, clock()));
}

const china = { ...official('CN', 'CN-GACC'), name: 'Wang' };
const wellington = { ...official('NZ', 'NZ-MPI'), name: 'Mere' };
const options = () => ({ database: held.database, clock, random: newRandom, onCommitted: wake });

describe('notices', () => {
  test('tell who wants them that something waits, once, in their language, and nothing of what it is', async () => {
    const official = await person('CN-GACC', ['official'], ['certificate'], 'zh');
    const other = await person('AU-DAFF', ['official'], ['certificate']);
    const none = await person('CN-GACC', ['administrator'], ['certificate']);
    await certificate();
    await certificate();
    await followAll();
    expect(await send(clock())).toBe(false);
    while (await send(inMinutes(2)));
    expect(mailbox.mails.map(({ to }) => to)).toEqual([[official.address]]);
    expect([other.address, none.address]).not.toContain(mailbox.mails[0]?.to[0]);
    const text = mailbox.mails[0]?.text ?? '';
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text).toMatch(/^Message-ID:\s+<notice-.+@customs\.example>/im);
    const body = Buffer.from(text.split('\r\n\r\n')[1] ?? '', 'base64').toString('utf8');
    const said = /base64/i.test(text) ? body : text;
    expect(said).toContain('证书：2');
    expect(said).toContain('https://window.example');
    expect(`${text}${body}`).not.toMatch(/MAIL-|Southern Meats|beef/);
    while (await send(inMinutes(9)));
    expect(mailbox.mails).toHaveLength(1);
  });

  test('tell the issuing side of a result and an inquiry, and the asking side of the answer', async () => {
    const office = await person('NZ-MPI', ['officer'], ['result', 'inquiry', 'task']);
    const asker = await person('CN-GACC', ['official'], ['inquiry']);
    const id = await certificate();
    const { inquiry = '' } = await giveResult(
      options(),
      id,
      { verdict: 'request', remark: 'Please explain.' },
      china,
    );
    await followAll();
    while (await send(inMinutes(2)));
    const told = mailbox.mails.filter(({ to }) => to.includes(office.address));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toMatch(
      /Verification results: 1[^]*Messages in inquiries: 1[^]*Work for your office: 1/,
    );
    expect(mailbox.mails.some(({ to }) => to.includes(asker.address))).toBe(false);
    mailbox.mails.length = 0;
    await new Inquiries(options()).write(
      { id: inquiry, kind: 'response', content: 'Explained.' },
      wellington,
    );
    await followAll();
    while (await send(inMinutes(2)));
    expect(mailbox.mails.filter(({ to }) => to.includes(asker.address))).toHaveLength(1);
    expect(mailbox.mails.some(({ to }) => to.includes(office.address))).toBe(false);
  });

  test('survive a server that refuses and a process that dies while it sends', async () => {
    const official = await person('CN-GACC', ['official'], ['certificate']);
    const others = await held.database.transaction({ kind: 'system' }, (session) =>
      session.query<{ account: string }>({
        name: '',
        text: `delete from notice_preference where address <> '${official.address}' returning account`,
      }),
    );
    expect(others.length).toBeGreaterThan(0);
    await certificate();
    await followAll();
    mailbox.refuses = true;
    expect(await send(inMinutes(2))).toBe(true);
    expect([faults.length, mailbox.mails.length]).toEqual([1, 0]);
    mailbox.refuses = false;
    expect(await send(inMinutes(2))).toBe(false);
    // The mail has arrived, and the process comes no further.
    const arrived = new Promise<void>((resolve) => {
      mailbox.onMail = () => {
        resolve();
        return new Promise(() => undefined);
      };
    });
    const dying = send(inMinutes(5));
    await arrived;
    expect(await send(inMinutes(6))).toBe(false);
    mailbox.onMail = undefined;
    expect(await send(inMinutes(12))).toBe(true);
    const ids = mailbox.mails.map(({ text }) => /^Message-ID:\s+(.+)$/im.exec(text)?.[1]);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect(await send(inMinutes(30))).toBe(false);
    mailbox.drop();
    await dying;
  });

  test('are counted once, however many processes follow', async () => {
    const official = await person('CN-GACC', ['official'], ['certificate']);
    await certificate();
    wake();
    const { database } = held;
    const size = await changeSize(database);
    await expect.poll(() => changeSize(database)).toBeGreaterThanOrEqual(size);
    await Promise.all(Array.from({ length: 6 }, () => followForNotices(database, clock())));
    await followAll();
    while (await send(inMinutes(30)));
    const mail = mailbox.mails.find(({ to }) => to.includes(official.address));
    expect(mail?.text).toContain('Certificates: 1');
  });

  test.each(['a@b', 'x y@example.org', 'a@example.org\r\nBcc: all@example.org', '"a"@example.org', ''])(
    'go to no address like %j',
    async (address) => {
      const { actor } = await person('CN-GACC', ['reader'], ['result']);
      const account = actor.replace('account/', '');
      const keeping = keepNoticePreference(held.database, account, { address, kinds: ['task'] }, clock());
      await expect(keeping).rejects.toThrow('notice-address-unfit');
    },
  );
});
