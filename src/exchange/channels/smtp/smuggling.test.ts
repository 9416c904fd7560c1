import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMailTransport } from '../../../mail/index.ts';
import type { SmtpListener } from './index.ts';
import { mailFrom, part, postTo } from './testing/mails.ts';
import { CONTENT, newSide, RawClient, roadTo, type Side } from './testing/world.ts';

let nz: Side;
let cn: Side;
let openListener: SmtpListener;

beforeAll(async () => {
  [nz, cn] = [await newSide('NZ-MPI'), await newSide('CN-GACC')];
  // Without TLS, for clients that speak byte by byte.
  const limits = { connectionsOfOne: 64 };
  openListener = await cn.listen({ isTlsRequired: false, maximumBytes: 60_000, limits });
  cn.roads.push(roadTo(nz));
});
afterAll(() => openListener.close());
beforeEach(() => {
  cn.reception.arrivals.length = 0;
  cn.faults.length = 0;
});

const mailBy = (side: Side, entity: Uint8Array): Uint8Array => mailFrom(side, cn, entity);
const post = (raw: Uint8Array): Promise<string> =>
  postTo(openListener.port, raw, { sender: nz.mailbox, receiver: cn.mailbox });

describe('smuggling', () => {
  const head = 'EHLO a\r\nMAIL FROM:<exchange@nz-mpi.example>\r\nRCPT TO:<exchange@cn-gacc.example>\r\n';
  const smuggled =
    'MAIL FROM:<exchange@nz-mpi.example>\r\nRCPT TO:<exchange@cn-gacc.example>\r\nDATA\r\nFrom: evil\r\n\r\nsmuggled\r\n.\r\n';

  it.each(['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r\n.\r', '\r.\r\n', '\r\n\0.\r\n', '\n\n.\r\n'])(
    'no end of data but CRLF.CRLF ends it: %j; and a mail with such a line is refused whole',
    async (end) => {
      const client = new RawClient(openListener.port);
      client.say(`${head}DATA\r\n`);
      await expect.poll(() => client.replies.at(-1) ?? '').toMatch(/^354/);
      const before = client.replies.length;
      client.say(`From: a\r\n\r\nfirst${end}${smuggled}`);
      await expect.poll(() => client.replies.length).toBeGreaterThan(before);
      expect(client.replies[before]).toMatch(/^554 5\.6\.0 mail-(line-ends|nul)/);
      client.say('QUIT\r\n');
      await expect.poll(() => client.replies.at(-1) ?? '').toMatch(/^221/);
      // One message, one answer: nothing inside it was taken for a command.
      expect(client.replies.length).toBe(before + 2);
      expect(cn.reception.arrivals).toEqual([]);
      client.end();
    },
  );

  it('commands sent along with STARTTLS, before the tunnel stands, are forgotten', async () => {
    const client = new RawClient(openListener.port);
    client.say(`EHLO a\r\nSTARTTLS\r\n${head.slice(8)}DATA\r\nx\r\n.\r\n`);
    await expect
      .poll(() => client.replies.some((line) => line.startsWith('220 ') && line.includes('TLS')))
      .toBe(true);
    expect(client.replies.filter((line) => /^(250 2\.1|354)/.test(line))).toEqual([]);
    client.end();
  });

  it('commands with NUL, bare CR, no end and no sense are refused, and the server lives on', async () => {
    const client = new RawClient(openListener.port);
    client.say(
      'EHLO a\r\nMAIL FROM:<a\0@nz-mpi.example>\r\nRCPT TO:<b\r@c>\r\nMAIL FROM:<exchange@nz-mpi.example>> SIZE=1\r\n',
    );
    client.say(`${'x'.repeat(100_000)}\r\n`);
    await expect
      .poll(() => client.replies.some((line) => line.startsWith('5') || line.startsWith('421')))
      .toBe(true);
    client.end();
    expect(await post(mailBy(nz, part('text/xml', CONTENT)))).toBe('250 2.6.0 mail-taken');
  });

  it('too large a mail is read to its end and refused, and so is what the whole server has no room for', async () => {
    const large = mailBy(nz, part('text/xml', new Uint8Array(80_000).fill(0x61)));
    expect(await post(large)).toMatch(/^552 /);
    const small = await cn.listen({ isTlsRequired: false, limits: { memoryBytes: 1_000 } });
    const transport = openMailTransport({ host: '127.0.0.1', port: small.port, security: 'none' });
    const answer = await transport.send({
      sender: nz.mailbox,
      receiver: cn.mailbox,
      content: { raw: mailBy(nz, part('text/xml', CONTENT)) },
    });
    expect(answer).toMatchObject({ taken: false, code: 452 });
    await small.close();
  });

  it('a mail that never ends is ended by us', async () => {
    const strict = await cn.listen({ isTlsRequired: false, mailSeconds: 0.2 });
    const client = new RawClient(strict.port);
    client.say(`${head}DATA\r\n`);
    await expect.poll(() => client.replies.at(-1) ?? '').toMatch(/^354/);
    client.say('From: a\r\n');
    await expect.poll(() => client.isEnded).toBe(true);
    expect(cn.reception.arrivals).toEqual([]);
    await strict.close();
  });

  it('what a client that breaks off had sent is forgotten, and its room is there for others', async () => {
    const small = await cn.listen({ isTlsRequired: false, limits: { memoryBytes: 60_000 } });
    for (let round = 0; round < 3; round += 1) {
      const client = new RawClient(small.port);
      client.say(`${head}DATA\r\n`);
      await expect.poll(() => client.replies.at(-1) ?? '').toMatch(/^354/);
      client.say(`From: a\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(600)}`);
      client.hangUp();
      await expect.poll(() => client.isEnded).toBe(true);
    }
    const raw = mailBy(nz, part('text/xml', CONTENT));
    const transport = openMailTransport({ host: '127.0.0.1', port: small.port, security: 'none' });
    await expect
      .poll(() => transport.send({ sender: nz.mailbox, receiver: cn.mailbox, content: { raw } }))
      .toMatchObject({ taken: true });
    expect(cn.faults).toEqual([]);
    await small.close();
  });

  it('one address has so many connections and so many mails a minute; TLS is asked for before a sender is', async () => {
    const strict = await cn.listen({
      isTlsRequired: true,
      limits: { connectionsOfOne: 2, mailsPerMinute: 1 },
    });
    const clients = [1, 2, 3].map(() => new RawClient(strict.port));
    await expect
      .poll(() => clients.map(({ replies }) => replies[0]?.slice(0, 3) ?? '').toSorted())
      .toEqual(['220', '220', '421']);
    for (const client of clients) client.say('EHLO a\r\nMAIL FROM:<exchange@nz-mpi.example>\r\n');
    await expect
      .poll(() => clients.filter(({ heard }) => heard.includes('530 5.7.0 mail-tls-required')).length)
      .toBe(2);
    for (const client of clients) client.end();
    await strict.close();
    const slow = await cn.listen({ isTlsRequired: false, limits: { mailsPerMinute: 1 } });
    const client = new RawClient(slow.port);
    client.say(
      'EHLO a\r\nMAIL FROM:<exchange@nz-mpi.example>\r\nRSET\r\nMAIL FROM:<exchange@nz-mpi.example>\r\n',
    );
    await expect.poll(() => client.heard).toContain('451 4.7.0 mail-too-many');
    client.end();
    await slow.close();
  });
});
