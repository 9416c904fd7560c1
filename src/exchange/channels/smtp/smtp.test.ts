import { readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromUtf8, LANGUAGES, utf8 } from '../../../base/index.ts';
import { encryptFor, newRandom, signDetached } from '../../../crypto/index.ts';
import { MAIL_FAULTS, writeMultipart } from '../../../mail/index.ts';
import { mailFrom, messageTo, mixed, part, postTo } from './testing/mails.ts';
import { ExchangeError, MESSAGE_TYPES } from '../../index.ts';
import { ReturnAddresses } from './return-address.ts';
import type { SmtpListener } from './index.ts';
import { secured } from './securing.ts';
import {
  CONTENT,
  deliveryTo,
  envelopeJson,
  envelopeOf,
  newSide,
  roadTo,
  type Side,
} from './testing/world.ts';
import { smtpWords } from './words.ts';

let nz: Side;
let cn: Side;
let nzListener: SmtpListener;
let cnListener: SmtpListener;
let openListener: SmtpListener;

beforeAll(async () => {
  nz = await newSide('NZ-MPI');
  cn = await newSide('CN-GACC');
  nzListener = await nz.listen();
  cnListener = await cn.listen();
  // Without TLS, for clients that speak byte by byte.
  openListener = await cn.listen({
    isTlsRequired: false,
    maximumBytes: 60_000,
    limits: { connectionsOfOne: 64 },
  });
  nz.roads.push(roadTo(cn, cnListener.port));
  cn.roads.push(roadTo(nz, nzListener.port));
});
afterAll(async () => {
  await Promise.all([nzListener.close(), cnListener.close(), openListener.close()]);
});
beforeEach(() => {
  for (const { reception, faults } of [nz, cn]) {
    reception.arrivals.length = 0;
    reception.statements.length = 0;
    reception.fault = undefined;
    faults.length = 0;
  }
});

const toChina = () => roadTo(cn, cnListener.port);
const certificate = () => envelopeOf('NZ-MPI', 'CN-GACC', CONTENT);
const send = (envelope = certificate(), content = CONTENT, road = toChina()) =>
  nz.channel.send(deliveryTo(road, envelope, content));

describe('a message by mail', () => {
  it('arrives signed and encrypted, is kept with the mail as it came, and its sealed receipt comes back', async () => {
    const envelope = certificate();
    expect(await send(envelope)).toMatchObject({ outcome: 'taken', receipts: [] });
    const [arrival] = cn.reception.arrivals;
    expect(arrival).toMatchObject({ partner: 'NZ-MPI', channel: 'smtp', transportId: envelope.id, envelope });
    expect(arrival?.content).toEqual(CONTENT);
    const mail = await simpleParser(Buffer.from(arrival?.raw ?? new Uint8Array()));
    expect(mail.messageId).toBe(`<${envelope.id}@nz-mpi.example>`);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(['application/pkcs7-mime']);
    expect(Buffer.from(arrival?.raw ?? []).toString('latin1')).not.toMatch(/MEDP1|SPSCertificate/);
    await expect.poll(() => nz.reception.statements.length).toBe(1);
    expect(nz.reception.statements[0]).toMatchObject({
      partner: 'CN-GACC',
      message: envelope.id,
      level: 'transport',
      outcome: 'accepted',
    });
    expect([nz.faults, cn.faults]).toEqual([[], []]);
  });

  it('has the same effect once however often it comes, and gets its receipt each time', async () => {
    const envelope = certificate();
    await send(envelope);
    await send(envelope);
    expect(cn.reception.arrivals).toHaveLength(1);
    await expect.poll(() => nz.reception.statements.length).toBe(2);
    expect(nz.reception.statements[0]?.bytes).toEqual(nz.reception.statements[1]?.bytes);
  });

  it('belongs to the thread of its certificate, and refers to what it follows and answers', async () => {
    const [previous, answers] = [certificate().id, certificate().id];
    await send(envelopeOf('NZ-MPI', 'CN-GACC', CONTENT, { previous, answers }));
    await send(certificate());
    const [first, second] = await Promise.all(
      cn.reception.arrivals.map(({ raw }) => simpleParser(Buffer.from(raw ?? new Uint8Array()))),
    );
    const [thread] = [second?.references ?? ''].flat();
    expect(thread).toMatch(/^<thread\.[0-9a-f]{32}@nz-mpi\.example>$/);
    expect(first?.references).toEqual([
      thread,
      `<${previous}@nz-mpi.example>`,
      `<${answers}@cn-gacc.example>`,
    ]);
    expect(first?.inReplyTo).toBe(`<${answers}@cn-gacc.example>`);
    expect(first?.subject).toBe(second?.subject);
  });

  it('is a receipt without being answered by one', async () => {
    const content = utf8('a.b.c');
    const envelope = envelopeOf('NZ-MPI', 'CN-GACC', content, {
      type: 'receipt',
      dialect: 'receipt:1',
      mediaType: 'application/jose',
    });
    await send(envelope, content);
    expect(cn.reception.arrivals[0]?.envelope?.type).toBe('receipt');
    await send();
    await expect.poll(() => nz.reception.statements.length).toBe(1);
    expect(nz.reception.statements[0]?.message).not.toBe(envelope.id);
  });

  it('waits where the receiver cannot keep it now, and is refused for good where it may not come in', async () => {
    cn.reception.fault = new Error('the database is gone');
    expect(await send()).toMatchObject({
      outcome: 'refused',
      permanent: false,
      code: 'mail-refused',
      values: { code: 451 },
    });
    cn.reception.fault = new ExchangeError('exchange-too-many', {});
    expect(await send()).toMatchObject({ outcome: 'refused', permanent: false, values: { code: 452 } });
    cn.reception.fault = new ExchangeError('exchange-partner-not-live', { partner: 'NZ-MPI' });
    expect(await send()).toMatchObject({ outcome: 'refused', permanent: true, values: { code: 550 } });
    expect(cn.reception.arrivals).toEqual([]);
  });

  it('does not leave without TLS, an encryption key or a server, and says which', async () => {
    const road = toChina();
    const insecure = { ...road.address, port: 1 };
    const noTls = await cn.listen({ tls: undefined as never, isTlsRequired: false });
    expect(
      await send(certificate(), CONTENT, { ...road, address: { ...insecure, port: noTls.port } }),
    ).toMatchObject({
      outcome: 'refused',
      permanent: false,
    });
    await noTls.close();
    await expect(send(certificate(), CONTENT, { ...road, address: insecure })).rejects.toThrow();
    const stranger = { ...road, certificates: { ...road.certificates, transport: [nz.key.certificate] } };
    await expect(send(certificate(), CONTENT, stranger)).rejects.toThrow();
    const keyless = { ...road, certificates: { ...road.certificates, encryption: [] } };
    expect(await send(certificate(), CONTENT, keyless)).toMatchObject({
      code: 'mail-encryption-key-missing',
    });
    expect(await send(certificate(), CONTENT, roadTo(cn))).toMatchObject({ code: 'mail-server-missing' });
    expect(cn.reception.arrivals).toEqual([]);
  });

  it('puts no certificate number, however hostile, into a field', async () => {
    const subject = 'NZ/NZ-MPI/X\r\nBcc: evil@example.org\r\n\r\n<script> =?utf-8?q?x?= ‮';
    const envelope = envelopeOf('NZ-MPI', 'CN-GACC', CONTENT, {
      subject: subject.replaceAll(/[\r\n]/g, ' '),
    });
    await send({ ...envelope, subject });
    const raw = Buffer.from(cn.reception.arrivals[0]?.raw ?? []).toString('latin1');
    expect(raw).not.toContain('evil');
    // An envelope that is none leaves the mail to be answered as not readable.
    expect(cn.reception.arrivals[0]).toMatchObject({ mediaType: 'message/rfc822' });
  });

  it('has an address whose every fault is told', () => {
    const { faultsOf } = nz.channel;
    expect(faultsOf({ mailbox: 'a@b.c' })).toEqual([]);
    expect(faultsOf({ mailbox: 'not one', port: 25 }).map(({ path }) => path)).toEqual(['/mailbox', '/port']);
    expect(
      faultsOf({ mailbox: 'a@b.c', host: 'a b', tls: 'perhaps', other: 1 }).length,
    ).toBeGreaterThanOrEqual(3);
    expect(faultsOf(null)).toHaveLength(1);
  });
});

const mailBy = (side: Side, entity: Uint8Array, fields?: Readonly<Record<string, string>>): Uint8Array =>
  mailFrom(side, cn, entity, fields);
const messageOf = (entity: Uint8Array, fields: Readonly<Record<string, string>>): Uint8Array =>
  messageTo(cn, entity, fields);
const post = (raw: Uint8Array, envelope: { readonly sender?: string; readonly receiver?: string } = {}) =>
  postTo(openListener.port, raw, { sender: nz.mailbox, receiver: cn.mailbox, ...envelope });

describe('what a partner may send who has no Counterfoil', () => {
  it('a certificate, or several, as attachments: each is a message, named by what was signed', async () => {
    const other = utf8('<ECERT/>');
    const raw = mailBy(
      nz,
      mixed(
        part('text/plain', utf8('Dear colleagues')),
        part('text/xml', CONTENT),
        part('application/octet-stream; name="b.XML"', other),
      ),
    );
    expect(await post(raw)).toBe('250 2.6.0 mail-taken');
    expect(cn.reception.arrivals.map(({ content, type }) => [type, fromUtf8(content)])).toEqual([
      ['certificate', fromUtf8(CONTENT)],
      ['certificate', '<ECERT/>'],
    ]);
    const again = mailBy(
      nz,
      mixed(
        part('text/plain', utf8('Dear colleagues')),
        part('text/xml', CONTENT),
        part('application/octet-stream; name="b.XML"', other),
      ),
      { 'Message-ID': '<other@example.org>' },
    );
    await post(again);
    expect(cn.reception.arrivals).toHaveLength(2);
  });

  it('something without any: the mail is kept whole, for the inbox to answer as not readable', async () => {
    expect(await post(mailBy(nz, part('text/plain', utf8('Please see below'))))).toBe('250 2.6.0 mail-taken');
    expect(cn.reception.arrivals[0]).toMatchObject({ mediaType: 'message/rfc822', partner: 'NZ-MPI' });
  });

  it('an envelope over other content, which is refused', async () => {
    const envelope = envelopeJson(certificate());
    const raw = mailBy(
      nz,
      mixed(
        part('application/vnd.counterfoil.envelope+json', utf8(envelope)),
        part('application/xml', utf8('<Other/>')),
      ),
    );
    expect(await post(raw)).toMatch(/^550 5\.7\.1 exchange-digest-differs/);
  });

  it('a read notice, which becomes a technical receipt', async () => {
    const { id } = certificate();
    const report = (disposition: string): Uint8Array =>
      writeMultipart([], {
        type: 'multipart/report; report-type=disposition-notification',
        boundary: '=_r',
        parts: [
          part('text/plain', utf8('Read')),
          part(
            'message/disposition-notification',
            utf8(
              `Final-Recipient: rfc822;a@b.c\r\nOriginal-Message-ID: <${id}@cn-gacc.example>\r\nDisposition: ${disposition}\r\n`,
            ),
          ),
        ],
      });
    await post(mailBy(nz, report('manual-action/MDN-sent-manually; displayed')));
    await post(mailBy(nz, report('automatic-action/MDN-sent-automatically; processed/error')));
    expect(cn.reception.statements.map(({ message, level, outcome }) => [message, level, outcome])).toEqual([
      [id, 'technical', 'accepted'],
      [id, 'technical', 'not-readable'],
    ]);
  });
});

describe('what is nobody’s is refused in the session, and no mail goes out for it', () => {
  it('unsigned, plain, by a stranger, by another partner, expired, wrapped again, or changed', async () => {
    const xml = part('text/xml', CONTENT);
    const stranger = await newSide('AU-DAFF');
    const encrypted = (entity: Uint8Array): Uint8Array =>
      part(
        'application/pkcs7-mime; smime-type=authEnveloped-data',
        encryptFor(entity, [cn.key.certificate], newRandom),
      );
    const onlySigned = writeMultipart([], {
      type: 'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256',
      boundary: '=_s',
      parts: [xml, part('application/pkcs7-signature', signDetached(xml, nz.key, new Date()))],
    });
    const three = writeMultipart([], {
      type: 'multipart/signed',
      boundary: '=_t',
      parts: [xml, xml, part('application/pkcs7-signature', signDetached(xml, nz.key, new Date()))],
    });
    const from = { From: nz.mailbox };
    const cases: readonly (readonly [Uint8Array, RegExp])[] = [
      [messageOf(xml, from), /^550 5\.7\.7 mail-not-encrypted/],
      [messageOf(encrypted(xml), from), /^550 5\.7\.7 mail-not-signed/],
      [messageOf(onlySigned, from), /^550 5\.7\.7 mail-not-encrypted/],
      [messageOf(encrypted(three), from), /^550 5\.7\.7 mail-not-signed/],
      [mailBy(stranger, xml, from), /^550 5\.7\.7 mail-signature-unfit/],
      [mailBy(nz, xml, { From: stranger.mailbox }), /^550 5\.7\.7 mail-sender-unknown/],
      [mailBy(nz, xml, { From: `${nz.mailbox}, ${stranger.mailbox}` }), /^550 5\.7\.7 mail-sender-unknown/],
      [
        mailBy(
          nz,
          secured(xml, { key: nz.key, receiver: cn.key.certificate, now: new Date(), random: newRandom }),
        ),
        /^550 5\.7\.7 mail-wrapped-again/,
      ],
      [
        messageOf(part('application/pkcs7-mime', encryptFor(xml, [nz.key.certificate], newRandom)), from),
        /^550 5\.7\.7 mail-not-opened/,
      ],
    ];
    for (const [raw, expected] of cases) expect(await post(raw)).toMatch(expected);
    expect(cn.reception.arrivals).toEqual([]);
  });

  it('to or from others, before anything of it is sent', async () => {
    const raw = mailBy(nz, part('text/xml', CONTENT));
    expect(await post(raw, { sender: 'x@elsewhere.example' })).toMatch(/^550 5\.7\.1 mail-sender-unknown/);
    expect(await post(raw, { receiver: 'postmaster@elsewhere.example' })).toMatch(
      /^550 5\.1\.1 mail-receiver-unknown/,
    );
  });

  it('a notice to the address that we gave for it is the road’s word, signed or not, and says no more', async () => {
    const envelope = envelopeOf('CN-GACC', 'NZ-MPI', CONTENT);
    await cn.channel.send(deliveryTo(roadTo(nz, nzListener.port), envelope, CONTENT));
    const raw = Buffer.from(nz.reception.arrivals[0]?.raw ?? []).toString('latin1');
    const receiver = /^Disposition-Notification-To:\s+<([^>]+)>/m.exec(raw)?.[1] ?? '';
    const fields = (disposition: string): Uint8Array =>
      utf8(
        `Final-Recipient: rfc822;${nz.mailbox}\r\nDisposition: manual-action/MDN-sent-manually; ${disposition}\r\n`,
      );
    for (const disposition of ['displayed', 'deleted']) {
      const report = writeMultipart([], {
        type: 'multipart/report; report-type=disposition-notification',
        boundary: '=_r',
        parts: [
          part('text/plain', utf8('Read')),
          part('message/disposition-notification', fields(disposition)),
        ],
      });
      expect(
        await post(messageOf(report, { From: 'somebody@elsewhere.example' }), { sender: '', receiver }),
      ).toBe('250 2.6.0 mail-notice-taken');
    }
    expect(
      cn.reception.statements
        .filter(({ bytes }) => bytes.length > 0)
        .map(({ partner, message, level, outcome }) => [partner, message, level, outcome]),
    ).toEqual(
      expect.arrayContaining([
        ['NZ-MPI', envelope.id, 'transport', 'accepted'],
        ['NZ-MPI', envelope.id, 'transport', 'rejected'],
      ]),
    );
    expect(cn.reception.statements.every(({ level }) => level === 'transport')).toBe(true);
  });

  it('notices: only to an address that we gave, and of what it says', async () => {
    const { id } = certificate();
    const returns = new ReturnAddresses(cn.mailbox, newRandom(32));
    const forged = returns.of('delivery', id, 'NZ-MPI');
    expect(
      await post(messageOf(part('text/plain', utf8('x')), {}), { sender: '', receiver: forged }),
    ).toMatch(/^550 5\.1\.1/);
    expect(returns.read(forged.toUpperCase(), ['CN-GACC', 'NZ-MPI'])).toEqual({
      kind: 'delivery',
      message: id,
      partner: 'NZ-MPI',
    });
    expect(returns.read(forged, ['CN-GACC'])).toBeUndefined();
    expect(returns.read(forged.replace('+d', '+r'), ['NZ-MPI'])).toBeUndefined();
  });
});

describe('words', () => {
  it('are there for every code and message type, in every language', () => {
    const folder = new URL('.', import.meta.url);
    const source = ['server', 'taking', 'sending', 'unwrapping', 'notices', 'address']
      .map((name) => readFileSync(new URL(`${name}.ts`, folder), 'utf8'))
      .join('\n');
    const codes = new Set([...source.matchAll(/'(mail-[a-z-]+)'/g)].map(([, code = '']) => code));
    for (const type of MESSAGE_TYPES) codes.add(`mail-text-${type}`);
    for (const language of LANGUAGES)
      for (const code of codes)
        expect(smtpWords[language]?.[code], `${language} ${code}`).toBeTypeOf('string');
    expect(MAIL_FAULTS).toContain('mail-line-ends');
  });
});
