import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8 } from '../../../base/index.ts';
import { certificatePem } from '../../../crypto/index.ts';
import { tlsAuthority } from '../../../crypto/testing/tls-certificates.ts';
import type { SmtpListener } from './index.ts';
import { hasPostfix, startPostfix, type Postfix } from './testing/postfix.ts';
import { CONTENT, deliveryTo, envelopeOf, newSide, roadTo, type Side } from './testing/world.ts';

const has = (program: string, ...given: readonly string[]): boolean => spawnSync(program, given).status === 0;
const hasOpenssl = has('openssl', 'version');
/** Its STARTTLS is a library of its own. */
const hasSwaks =
  spawnSync('swaks', ['--support'], { encoding: 'utf8' }).stdout?.includes('TLS supported') ?? false;

describe.skipIf(!hasOpenssl)('a partner with openssl and swaks alone (skipped without them)', () => {
  let folder: string;
  let nz: Side;
  let cn: Side;
  let listener: SmtpListener;
  const openssl = (...given: readonly string[]): Buffer =>
    execFileSync('openssl', given, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'partner-'));
    nz = await newSide('NZ-MPI');
    cn = await newSide('CN-GACC');
    listener = await cn.listen();
    cn.roads.push(roadTo(nz));
    for (const [name, side] of Object.entries({ nz, cn })) {
      const key = side.party.key.export({ type: 'pkcs8', format: 'pem' });
      writeFileSync(path.join(folder, `${name}.key`), key);
      writeFileSync(path.join(folder, `${name}.crt`), certificatePem(side.key.certificate));
    }
    writeFileSync(path.join(folder, 'tls.crt'), cn.tls.authority);
  });
  afterAll(async () => {
    await listener.close();
    rmSync(folder, { recursive: true });
  });

  it('opens and verifies what we send', async () => {
    await nz.channel.send(
      deliveryTo(roadTo(cn, listener.port), envelopeOf('NZ-MPI', 'CN-GACC', CONTENT), CONTENT),
    );
    writeFileSync(path.join(folder, 'ours.eml'), cn.reception.arrivals[0]?.raw ?? new Uint8Array());
    openssl(
      'cms',
      '-decrypt',
      '-in',
      'ours.eml',
      '-recip',
      'cn.crt',
      '-inkey',
      'cn.key',
      '-out',
      'signed.eml',
    );
    const verified = openssl('cms', '-verify', '-in', 'signed.eml', '-CAfile', 'nz.crt', '-purpose', 'any');
    expect(verified.toString()).toContain(Buffer.from(CONTENT).toString('base64').slice(0, 60));
  });

  it.skipIf(!hasSwaks)(
    'sends us a certificate over STARTTLS, and is told why where we do not take it',
    async () => {
      const certificate = fromUtf8(CONTENT) ?? '';
      writeFileSync(
        path.join(folder, 'plain'),
        `Content-Type: text/xml; charset=utf-8; name=c.xml\n\n${certificate}`,
      );
      openssl(
        'cms',
        '-sign',
        '-md',
        'sha256',
        '-in',
        'plain',
        '-signer',
        'nz.crt',
        '-inkey',
        'nz.key',
        '-out',
        'signed',
      );
      const fields = ['-from', nz.mailbox, '-to', cn.mailbox, '-subject', 'Certificate'];
      const sealing = ['cms', '-encrypt', '-aes-256-gcm', '-in', 'signed', '-out', 'mail.eml', ...fields];
      openssl(...sealing, '-recip', 'cn.crt');
      const swaks = (file: string): Promise<string> => {
        const server = ['--server', '127.0.0.1', '--port', String(listener.port), '--tls'];
        const mail = ['--from', nz.mailbox, '--to', cn.mailbox, '--data', `@${file}`];
        // A refusal makes it end with a fault of its own.
        return new Promise((resolve) => {
          execFile('swaks', [...server, ...mail], { cwd: folder }, (_, out) => resolve(out));
        });
      };
      cn.reception.arrivals.length = 0;
      expect(await swaks('mail.eml')).toMatch(/250 2\.6\.0 mail-taken/);
      expect(fromUtf8(cn.reception.arrivals[0]?.content ?? new Uint8Array())?.replaceAll('\r\n', '\n')).toBe(
        certificate,
      );
      expect(await swaks('signed')).toMatch(/550 5\.7\.7 mail-sender-unknown/);
    },
  );
});

describe.skipIf(!hasPostfix())(
  'two exchanges with a Postfix between them (skipped without Postfix, or not as root)',
  () => {
    let nz: Side;
    let cn: Side;
    let listeners: readonly SmtpListener[] = [];
    let postfix: Postfix;

    beforeAll(async () => {
      const issuer = await tlsAuthority('Relay');
      const pair = await issuer.issue('localhost', 'server');
      const relay = {
        host: 'localhost',
        port: 0,
        security: 'starttls' as const,
        authorities: [issuer.certificate],
      };
      const [nzRelay, cnRelay] = [{ ...relay }, { ...relay }];
      nz = await newSide('NZ-MPI', { relay: nzRelay });
      cn = await newSide('CN-GACC', { relay: cnRelay });
      const [nzListener, cnListener] = [await nz.listen(), await cn.listen()];
      listeners = [nzListener, cnListener];
      postfix = await startPostfix(
        {
          'nz-mpi.example': `smtp:[localhost]:${String(nzListener.port)}`,
          'cn-gacc.example': `smtp:[localhost]:${String(cnListener.port)}`,
          'au-daff.example': 'discard:',
        },
        { ...pair, trusted: [nz.tls.authority, cn.tls.authority] },
      );
      nzRelay.port = postfix.port;
      cnRelay.port = postfix.port;
      nz.roads.push(roadTo(cn));
      cn.roads.push(roadTo(nz));
    });
    afterAll(async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
      await postfix.stop();
    });

    it('a certificate arrives over TLS at every step, and its receipt comes back', async () => {
      const envelope = envelopeOf('NZ-MPI', 'CN-GACC', CONTENT);
      expect(await nz.channel.send(deliveryTo(roadTo(cn), envelope, CONTENT))).toMatchObject({
        outcome: 'taken',
      });
      await expect.poll(() => cn.reception.arrivals.length, { message: postfix.log() }).toBe(1);
      expect(cn.reception.arrivals[0]).toMatchObject({ envelope, content: CONTENT });
      await expect.poll(() => nz.reception.statements.length).toBe(1);
      expect(nz.reception.statements[0]).toMatchObject({
        partner: 'CN-GACC',
        message: envelope.id,
        outcome: 'accepted',
      });
    });

    it('a delivery notice becomes a receipt: refused by the far side, or delivered into a box', async () => {
      nz.reception.statements.length = 0;
      const stranger = await newSide('AU-DAFF');
      nz.roads.push(roadTo(stranger));
      const delivered = envelopeOf('NZ-MPI', 'AU-DAFF', CONTENT);
      await nz.channel.send(deliveryTo(roadTo(stranger), delivered, CONTENT));
      await expect.poll(() => nz.reception.statements.length).toBe(1);
      expect(nz.reception.statements[0]).toMatchObject({
        partner: 'AU-DAFF',
        message: delivered.id,
        level: 'transport',
        outcome: 'accepted',
      });
      cn.roads.length = 0;
      const refused = envelopeOf('NZ-MPI', 'CN-GACC', CONTENT);
      await nz.channel.send(deliveryTo(roadTo(cn), refused, CONTENT));
      await expect.poll(() => nz.reception.statements.length).toBe(2);
      expect(nz.reception.statements[1]).toMatchObject({
        partner: 'CN-GACC',
        message: refused.id,
        outcome: 'rejected',
        findings: [{ code: 'mail-undeliverable', values: { status: '5.7.1' } }],
      });
      expect([nz.faults, cn.faults]).toEqual([[], []]);
    });
  },
);
