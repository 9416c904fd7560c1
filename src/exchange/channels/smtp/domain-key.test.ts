import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { CONTENT, deliveryTo, envelopeOf, newSide, roadTo } from './testing/world.ts';

/** A header field in relaxed canonical form (RFC 6376 §3.4.2). */
function relaxed(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replaceAll(/\r\n/g, '')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

it('a mail bears a signature of its domain that anybody can verify (DKIM)', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const nz = await newSide('NZ-MPI', {
    signing: { domain: 'nz-mpi.example', selector: 'exchange', privateKey: pem },
  });
  const cn = await newSide('CN-GACC');
  const listener = await cn.listen();
  cn.roads.push(roadTo(nz));
  const road = roadTo(cn, listener.port);
  await nz.channel.send(deliveryTo(road, envelopeOf('NZ-MPI', 'CN-GACC', CONTENT), CONTENT));
  await listener.close();
  const raw = Buffer.from(cn.reception.arrivals[0]?.raw ?? []).toString('latin1');
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const fields = head.split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field)) ?? '';
  const tag = (name: string): string =>
    new RegExp(`[:;]\\s*${name}=([^;]*)`).exec(signature.replaceAll(/\s+/g, ''))?.[1] ?? '';
  expect([tag('d'), tag('s'), tag('a'), tag('c')]).toEqual([
    'nz-mpi.example',
    'exchange',
    'rsa-sha256',
    'relaxed/relaxed',
  ]);
  const body = rest
    .join('\r\n\r\n')
    .replaceAll(/[ \t]+\r\n/g, '\r\n')
    .replaceAll(/[ \t]+/g, ' ')
    .replace(/(?:\r\n)*$/, '\r\n');
  expect(createHash('sha256').update(body, 'latin1').digest('base64')).toBe(tag('bh'));
  const named = tag('h').split(':');
  expect(named.map((name) => name.toLowerCase())).toEqual(
    expect.arrayContaining(['from', 'to', 'subject', 'message-id']),
  );
  const covered = named.map((name) =>
    fields
      .filter((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      .map(relaxed)
      .at(-1),
  );
  const own = relaxed(signature.replace(/([;\s]b=)[^;]*$/, '$1'));
  const signed = [...covered.filter((each) => each !== undefined), own].join('\r\n');
  expect(verify('sha256', Buffer.from(signed, 'latin1'), publicKey, Buffer.from(tag('b'), 'base64'))).toBe(
    true,
  );
});
