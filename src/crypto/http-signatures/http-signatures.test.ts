import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../base/index.ts';
import {
  generateKeyPair,
  issueAuthority,
  issueSealCertificate,
  readSealKey,
  readSigningKey,
  type SealKey,
} from '../index.ts';
import {
  contentDigest,
  signHttpRequest,
  verifyHttpRequest,
  verifyWebhook,
  webhookSignature,
  type HttpRequestParts,
} from './index.ts';
import { componentOf, signatureBase } from './message.ts';
import { statedSignatures } from './parsing.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const TAG = 'counterfoil-exchange';
let key: SealKey;
let other: SealKey;

async function someKey(name: string): Promise<SealKey> {
  const subject = {
    organisation: name,
    country: 'NZ',
    from: '2026-01-01T00:00:00Z',
    until: '2030-01-01T00:00:00Z',
  };
  const authority = await issueAuthority({ ...subject, commonName: `${name} CA` });
  const issued = await issueSealCertificate(authority, { ...subject, commonName: name });
  return readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
}

beforeAll(async () => {
  [key, other] = await Promise.all([someKey('one'), someKey('other')]);
});

const request: HttpRequestParts = {
  method: 'POST',
  targetUri: 'https://cn.example/exchange/v1/messages?a=b',
  headers: new Map([['content-type', 'application/json']]),
  body: utf8('{"a":1}'),
};
const times = { created: SECONDS, expires: SECONDS + 60, nonce: 'n'.repeat(22), tag: TAG };

async function signed(from = request, by = key, parameters = times): Promise<HttpRequestParts> {
  return { ...from, headers: new Map([...from.headers, ...(await signHttpRequest(from, by, parameters))]) };
}
const check = (message: HttpRequestParts, changes: { readonly now?: Date; readonly tag?: string } = {}) =>
  verifyHttpRequest(message, {
    certificates: [other.certificate, key.certificate],
    now: NOW,
    window: 300,
    tag: TAG,
    ...changes,
  });
const fault = (message: HttpRequestParts, changes = {}): string => {
  const verdict = check(message, changes);
  return verdict.valid ? 'valid' : verdict.fault;
};
const withHeader = (
  message: HttpRequestParts,
  name: string,
  change: (value: string) => string,
): HttpRequestParts => ({
  ...message,
  headers: new Map([...message.headers, [name, change(message.headers.get(name) ?? '')]]),
});

describe('a signed request', () => {
  it('is taken from who signed it', async () => {
    const verdict = check(await signed());
    expect(verdict).toMatchObject({
      valid: true,
      parameters: { nonce: times.nonce },
      certificate: key.certificate,
    });
  });

  it.each<[string, string, (message: HttpRequestParts) => HttpRequestParts]>([
    ['another method', 'signature-differs', (message) => ({ ...message, method: 'PUT' })],
    [
      'another address',
      'signature-differs',
      (message) => ({ ...message, targetUri: `${message.targetUri}c` }),
    ],
    [
      'another host',
      'signature-differs',
      (message) => ({ ...message, targetUri: message.targetUri.replace('cn', 'nz') }),
    ],
    ['another body', 'digest-differs', (message) => ({ ...message, body: utf8('{"a":2}') })],
    [
      'another body with its digest',
      'signature-differs',
      (message) => {
        const body = utf8('{"a":2}');
        return { ...withHeader(message, 'content-digest', () => contentDigest(body)), body };
      },
    ],
    [
      'another type',
      'signature-differs',
      (message) => withHeader(message, 'content-type', () => 'text/html'),
    ],
    ['no signature', 'absent', () => request],
    ['half of a signature', 'unreadable', (message) => withHeader(message, 'signature', () => '')],
    [
      'an emptied list',
      'component-missing',
      (message) => withHeader(message, 'signature-input', (input) => input.replace(/\([^)]*\)/, '()')),
    ],
    [
      'a component taken away',
      'component-missing',
      (message) => withHeader(message, 'signature-input', (input) => input.replace(' "content-digest"', '')),
    ],
    [
      'a later end',
      'signature-differs',
      (message) =>
        withHeader(message, 'signature-input', (input) =>
          input.replace(String(SECONDS + 60), String(SECONDS + 70)),
        ),
    ],
    [
      'no end',
      'parameter-missing',
      (message) => withHeader(message, 'signature-input', (input) => input.replace(/;expires=\d+/, '')),
    ],
    [
      'another algorithm',
      'algorithm-unfit',
      (message) =>
        withHeader(message, 'signature-input', (input) => input.replace('ecdsa-p256-sha256', 'hmac-sha256')),
    ],
    [
      'the same label twice',
      'unreadable',
      (message) => withHeader(message, 'signature-input', (input) => `${input}, ${input}`),
    ],
    [
      'two signatures for the purpose',
      'unreadable',
      (message) =>
        withHeader(
          withHeader(
            message,
            'signature-input',
            (input) => `${input}, ${input.replace('counterfoil=', 'b=')}`,
          ),
          'signature',
          (value) => `${value}, ${value.replace('counterfoil=', 'b=')}`,
        ),
    ],
    [
      'a component with parameters',
      'unreadable',
      (message) =>
        withHeader(message, 'signature-input', (input) => input.replace('"@method"', '"@method";req')),
    ],
    [
      'an enormous header',
      'unreadable',
      (message) => withHeader(message, 'signature-input', (input) => input + ', '.repeat(9000)),
    ],
  ])('is refused with %s: %s', async (_, expected, change) => {
    expect(fault(change(await signed()))).toBe(expected);
  });

  it('needs no digest without a body, and loses its body no more than it gains one', async () => {
    const bare = { ...request, method: 'GET', headers: new Map<string, string>(), body: utf8('') };
    const message = await signed(bare);
    expect([...message.headers.keys()]).toEqual(['signature-input', 'signature']);
    expect(fault(message)).toBe('valid');
    expect(fault({ ...message, body: utf8('{}') })).toBe('component-missing');
    expect(fault({ ...(await signed()), method: 'GET', body: utf8('') })).toBe('signature-differs');
  });

  it('is refused outside its time, for another purpose, and by a key that is not the partner’s', async () => {
    const message = await signed();
    expect(fault(message, { now: new Date(NOW.getTime() + 61_000) })).toBe('outside-its-time');
    expect(fault(message, { now: new Date(NOW.getTime() - 301_000) })).toBe('outside-its-time');
    expect(fault(await signed(request, key, { ...times, expires: SECONDS + 3000 }))).toBe('outside-its-time');
    expect(fault(message, { tag: 'another' })).toBe('unreadable');
    expect(fault(await signed(request, await someKey('stranger')))).toBe('key-unknown');
  });
});

describe('a signature base', () => {
  it('is that of the example of RFC 9421, appendix B.2.6', () => {
    const message: HttpRequestParts = {
      method: 'POST',
      targetUri: 'https://example.com/foo?param=Value&Pet=dog',
      headers: new Map([
        ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
        ['content-type', 'application/json'],
        ['content-length', '18'],
      ]),
      body: utf8('{"hello": "world"}'),
    };
    const [stated] =
      statedSignatures(
        'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
        'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
      ) ?? [];
    if (stated === undefined) throw new Error('unreadable');
    const base = signatureBase(message, stated.components, stated.inner);
    const published = createPublicKey({
      key: Buffer.from('MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=', 'base64'),
      format: 'der',
      type: 'spki',
    });
    expect(verify(null, utf8(base ?? ''), published, stated.signature)).toBe(true);
    expect(componentOf(message, '@query')).toBe('?param=Value&Pet=dog');
  });

  it('has no line that a value feigns', () => {
    const headers = new Map([['date', 'x\n"@method": DELETE']]);
    expect(signatureBase({ ...request, headers }, ['date'], '()')).toBeUndefined();
  });
});

describe('a webhook', () => {
  it('is verified by its id, time and body, within five minutes', () => {
    const signer = readSigningKey(generateKeyPair('ed25519').privateKey);
    const message = { id: 'msg_1', timestamp: SECONDS, body: utf8('{}') };
    const signatures = `v1,AAAA ${webhookSignature(signer, message)}`;
    const holds = (changes: object, now = NOW) =>
      verifyWebhook(signer.publicKey, { ...message, signatures, ...changes }, now);
    expect(holds({})).toBe(true);
    expect(holds({ id: 'msg_2' })).toBe(false);
    expect(holds({ body: utf8('{ }') })).toBe(false);
    expect(holds({ timestamp: SECONDS + 1 })).toBe(false);
    expect(holds({}, new Date(NOW.getTime() + 301_000))).toBe(false);
    expect(holds({ signatures: signatures.replace('v1a,', 'v1,') })).toBe(false);
  });
});
