import { beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../../base/index.ts';
import {
  newRandom,
  passwordDigest,
  securityHeader,
  userToken,
  WSSE,
  type HeaderOptions,
} from '../../../crypto/index.ts';
import { newParty } from '../../../crypto/testing/index.ts';
import { NAMESPACE } from './definition/index.ts';
import type { SoapEndpoint } from './endpoint.ts';
import { bodyOf } from './message/writing.ts';
import { SOAP_VERSIONS } from './message/versions.ts';
import { fingerprintOf } from './partners.ts';
import { MemoryExchange } from './testing/memory-exchange.ts';
import {
  endpointOver,
  newSigner,
  partnersOf,
  PASSWORD,
  roadOf,
  sealed,
  type Signer,
} from './testing/setting.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const { namespace } = SOAP_VERSIONS['1.1'];
const LIST = `<x:ListMessages xmlns:x="${NAMESPACE}"/>`;
const EVIL = `<x:ListMessages xmlns:x="${NAMESPACE}"><x:Limit>1</x:Limit></x:ListMessages>`;

let china: Signer;
let australia: Signer;
let stranger: Signer;
let endpoint: SoapEndpoint;

beforeAll(async () => {
  china = await newSigner('China');
  australia = await newSigner('Australia');
  stranger = await newSigner('Stranger');
  const partners = partnersOf(
    roadOf(
      'CN-GACC',
      { ways: ['digest', 'signature'], user: 'gacc', password: sealed(PASSWORD, 'CN-GACC') },
      [china.key.certificate],
    ),
    roadOf('AU-DAFF', { ways: ['signature'], user: 'daff', password: sealed('other', 'AU-DAFF') }, [
      australia.key.certificate,
    ]),
    roadOf('NO-MT', { ways: ['mutual-tls'] }, [stranger.key.certificate]),
  );
  endpoint = endpointOver(new MemoryExchange(), partners, () => NOW);
});

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const bodyText = (content: string) => bodyOf('1.1', { text: content, certificates: [] }).map(textOf).join('');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000).toISOString();
const times = { created: at(0), expires: at(60) };
const token = (more: Partial<Parameters<typeof userToken>[0]> = {}) =>
  userToken({ user: 'gacc', password: PASSWORD, nonce: newRandom(16), created: at(0), ...more });
const envelope = (header: string, body: string) =>
  `<S:Envelope xmlns:S="${namespace}"><S:Header>${header}</S:Header>${body}</S:Envelope>`;
const plain = (content: string) => `<S:Body>${content}</S:Body>`;

async function signed(
  content = LIST,
  more: Partial<HeaderOptions> = {},
): Promise<{ header: string; body: string }> {
  const body = bodyText(content);
  const { xml } = await securityHeader({ ...times, key: china.key, body: utf8(body), ...more });
  return { header: xml, body };
}

const codeIn = (body: Uint8Array) => /<x:Code>([^<]*)</.exec(textOf(body))?.[1] ?? textOf(body);

/** The code of the answer's fault, or `done`. */
async function codeOf(
  text: string | Uint8Array,
  certificate?: string,
  contentType = 'text/xml',
): Promise<string> {
  const bytes = typeof text === 'string' ? utf8(text) : text;
  const answer = await endpoint.answer({
    contentType,
    bytes,
    language: 'en',
    ...(certificate === undefined ? {} : { certificate }),
  });
  return answer.status === 200 ? 'done' : codeIn(answer.body);
}
const withToken = (xml: string) =>
  codeOf(envelope(`<wsse:Security xmlns:wsse="${WSSE}">${xml}</wsse:Security>`, plain(LIST)));

describe('before any tree', () => {
  test.each([
    ['a document type', `<!DOCTYPE S:Envelope [<!ENTITY a "b">]>${envelope('', plain(LIST))}`, 'xml-doctype'],
    [
      'an entity',
      envelope('', plain(`<x:ListMessages xmlns:x="${NAMESPACE}">&a;</x:ListMessages>`)),
      'xml-entity',
    ],
    ['a processing instruction', envelope('', plain(`<?a b?>${LIST}`)), 'xml-processing-instruction'],
    ['a processing instruction beside', `<?a b?>${envelope('', plain(LIST))}`, 'xml-processing-instruction'],
    ['depth', envelope('', plain(`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`)), 'xml-too-deep'],
    ['size', `${envelope('', plain(LIST))}${' '.repeat(16_777_216)}`, 'xml-too-large'],
    ['nothing', '', 'xml-empty'],
    ['another encoding than it says', new Uint8Array([0xff, 0xfe, 0x3c]), 'xml-encoding'],
  ])('%s is refused', async (_what, text, code) => {
    expect(await codeOf(text)).toBe(code);
  });

  test('what comes in parts, or is no XML by its type, is refused', async () => {
    const text = envelope(await tokenHeader(), plain(LIST));
    expect(await codeOf(text, undefined, 'multipart/related; type="application/xop+xml"')).toBe(
      'soap-media-type',
    );
    expect(await codeOf(text, undefined, 'application/soap+xml')).toBe('soap-version');
    expect(await codeOf(text)).toBe('done');
  });
});

async function tokenHeader(): Promise<string> {
  return (await securityHeader({ ...times, token: token() })).xml;
}

describe('an envelope has one place for everything', () => {
  test.each([
    [
      'two bodies',
      (header: string) =>
        `<S:Envelope xmlns:S="${namespace}"><S:Header>${header}</S:Header>${plain(LIST)}${plain(EVIL)}</S:Envelope>`,
    ],
    ['a body in the header', (header: string) => envelope(header + plain(EVIL), '')],
    ['two contents', (header: string) => envelope(header, plain(LIST + EVIL))],
    ['no content', (header: string) => envelope(header, plain(''))],
    ['text beside', (header: string) => envelope(header, `hello${plain(LIST)}`)],
    [
      'a header behind the body',
      (header: string) =>
        `<S:Envelope xmlns:S="${namespace}">${plain(LIST)}<S:Header>${header}</S:Header></S:Envelope>`,
    ],
    ['two security headers', (header: string) => envelope(header + header, plain(LIST))],
    [
      'a security header for another',
      (header: string) =>
        envelope(header.replace('<wsse:Security', '<wsse:Security S:actor="urn:other"'), plain(LIST)),
    ],
  ])('%s', async (_what, make) => {
    expect(await codeOf(make(await tokenHeader()))).toBe('soap-envelope-malformed');
  });

  test('a header that must be understood and is not', async () => {
    const strange = '<a:Route xmlns:a="urn:a" S:mustUnderstand="1"/>';
    expect(await codeOf(envelope(strange + (await tokenHeader()), plain(LIST)))).toBe('soap-must-understand');
    const polite = '<a:Route xmlns:a="urn:a"/>';
    expect(await codeOf(envelope(polite + (await tokenHeader()), plain(LIST)))).toBe('done');
  });
});

describe('a password', () => {
  test('opens once', async () => {
    const xml = token();
    expect(await withToken(xml)).toBe('done');
    expect(await withToken(xml)).toBe('soap-message-replayed');
    // The same nonce with another time is the same nonce.
    const nonce = newRandom(16);
    expect(await withToken(token({ nonce }))).toBe('done');
    expect(await withToken(token({ nonce, created: at(1) }))).toBe('soap-message-replayed');
  });

  test.each([
    ['wrong', () => token({ password: 'wrong' }), 'soap-authentication-failed'],
    ['of nobody', () => token({ user: 'nobody' }), 'soap-authentication-failed'],
    [
      'of a partner with whom it was not agreed',
      () => token({ user: 'daff', password: 'other' }),
      'soap-authentication-failed',
    ],
    ['of yesterday', () => token({ created: at(-301) }), 'soap-message-stale'],
    ['of tomorrow', () => token({ created: at(61) }), 'soap-message-stale'],
    ['in clear', () => token().replace('#PasswordDigest', '#PasswordText'), 'ws-password-not-digest'],
    ['with a nonce of nothing', () => token().replace(/(Base64Binary">)[^<]*/, '$1'), 'ws-token-malformed'],
    ['twice', () => token().replace(/(<wsse:Password .*?<\/wsse:Password>)/, '$1$1'), 'ws-token-malformed'],
    ['beside another', () => token() + token(), 'ws-security-malformed'],
    ['with what we do not know', () => `${token()}<wsse:Extra/>`, 'ws-security-malformed'],
  ])('%s is refused', async (_what, make, code) => {
    expect(await withToken(make())).toBe(code);
  });

  test('is told wrong in the same words as no such user', async () => {
    const answers = await Promise.all(
      [token({ password: 'wrong' }), token({ user: 'nobody' })].map((xml) =>
        endpoint.answer({
          contentType: 'text/xml',
          bytes: utf8(envelope(`<wsse:Security xmlns:wsse="${WSSE}">${xml}</wsse:Security>`, plain(LIST))),
          language: 'en',
        }),
      ),
    );
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(textOf(answers[0]?.body)).toContain('wsse:FailedAuthentication');
  });

  test('has the digest of the profile', () => {
    // SHA-1 of nonce, creation and password, by openssl.
    expect(passwordDigest(utf8('12345678'), '2026-11-22T09:00:00Z', 'secret')).toBe(
      'eCnAus+RJwT+p75jkn31d6Lqp90=',
    );
  });

  test('does not heal a broken signature, nor one of somebody else', async () => {
    const { header, body } = await signed(LIST, { token: token() });
    expect(await codeOf(envelope(header, body.replace('ListMessages ', 'ListMessages a="" ')))).toBe(
      'ws-signature-wrong',
    );
    const other = await signed(LIST, { token: token(), key: australia.key });
    expect(await codeOf(envelope(other.header, other.body))).toBe('soap-authentication-failed');
    const both = await signed(LIST, { token: token() });
    expect(await codeOf(envelope(both.header, both.body))).toBe('done');
  });
});

describe('a signature', () => {
  test('over body and time opens once, and the answer confirms it', async () => {
    const { header, body } = await signed();
    expect(await codeOf(envelope(header, body))).toBe('done');
    expect(await codeOf(envelope(header, body))).toBe('soap-message-replayed');
  });

  test('of a stranger, of a partner whose way it is not, or by a certificate that is over, is refused', async () => {
    for (const key of [stranger.key, (await newSigner('China')).key]) {
      const { header, body } = await signed(LIST, { key });
      expect(await codeOf(envelope(header, body))).toBe('soap-authentication-failed');
    }
    const over = await newSigner('Over', '2026-11-22T08:59:59Z');
    const partners = partnersOf(roadOf('CN-GACC', { ways: ['signature'] }, [over.key.certificate]));
    const ended = endpointOver(new MemoryExchange(), partners, () => NOW);
    const { header, body } = await signed(LIST, { key: over.key });
    const answer = await ended.answer({
      contentType: 'text/xml',
      bytes: utf8(envelope(header, body)),
      language: 'en',
    });
    expect(textOf(answer.body)).toContain('<x:Code>soap-authentication-failed<');
  });

  test('without its time, or of another time, is refused', async () => {
    const { header, body } = await signed(LIST, { created: at(-400), expires: at(60) });
    expect(await codeOf(envelope(header, body))).toBe('soap-message-stale');
    const late = await signed(LIST, { expires: at(-61) });
    expect(await codeOf(envelope(late.header, late.body))).toBe('soap-message-stale');
    const fresh = await signed(LIST, { created: at(-400), expires: at(60) });
    const moved = fresh.header.replace(/(<wsu:Created>)[^<]*/, `$1${at(0)}`);
    expect(await codeOf(envelope(moved, fresh.body))).toBe('ws-signature-wrong');
    const bare = fresh.header.replace(/<wsu:Timestamp.*?<\/wsu:Timestamp>/, '');
    expect(await codeOf(envelope(bare, fresh.body))).toBe('ws-timestamp-missing');
  });

  test('that was for another message is refused', async () => {
    const first = await signed();
    const second = await signed(EVIL);
    expect(await codeOf(envelope(first.header, second.body))).toBe('ws-signature-wrong');
  });

  const evilBody = (id: string) => bodyText(EVIL).replace('wsu:Id="body"', id);
  test.each([
    [
      'moved into the header',
      (header: string, body: string) =>
        envelope(`${header}<w:Wrapper xmlns:w="urn:w">${body}</w:Wrapper>`, evilBody('wsu:Id="other"')),
      'ws-signature-incomplete',
    ],
    [
      'moved into the header, the other without a name',
      (header: string, body: string) =>
        envelope(`${header}<w:Wrapper xmlns:w="urn:w">${body}</w:Wrapper>`, evilBody('')),
      'ws-signature-incomplete',
    ],
    [
      'moved into the header, both of one name',
      (header: string, body: string) =>
        envelope(`${header}<w:Wrapper xmlns:w="urn:w">${body}</w:Wrapper>`, evilBody('wsu:Id="body"')),
      'ws-identifier-twice',
    ],
    [
      'moved into the header, the other named by xml:id',
      (header: string, body: string) =>
        envelope(`${header}<w:Wrapper xmlns:w="urn:w">${body}</w:Wrapper>`, evilBody('xml:id="body"')),
      'ws-identifier-twice',
    ],
    [
      'moved into the header, the other named by ID',
      (header: string, body: string) =>
        envelope(`${header}<w:Wrapper xmlns:w="urn:w">${body}</w:Wrapper>`, evilBody('ID="body"')),
      'ws-identifier-twice',
    ],
    [
      'moved into the security header',
      (header: string, body: string) =>
        envelope(header.replace('</wsse:Security>', `${body}</wsse:Security>`), evilBody('')),
      'ws-security-malformed',
    ],
    [
      'moved into the signature',
      (header: string, body: string) =>
        envelope(
          header.replace('</ds:Signature>', `<ds:Object>${body}</ds:Object></ds:Signature>`),
          evilBody(''),
        ),
      'ws-signature-malformed',
    ],
    [
      'moved into the other body',
      (header: string, body: string) => envelope(header, `<S:Body>${EVIL}${body}</S:Body>`),
      'soap-envelope-malformed',
    ],
    [
      'wrapped by the other content',
      (header: string, body: string) =>
        envelope(header, `<S:Body>${EVIL.replace('</x:List', `${body}</x:List`)}</S:Body>`),
      'ws-signature-incomplete',
    ],
    [
      'its time moved away',
      (header: string, body: string) =>
        envelope(
          header.replace(/(<wsu:Timestamp.*?<\/wsu:Timestamp>)/, (all) =>
            all.replace('wsu:Id="time"', '').replace(/<wsu:Expires>[^<]*/, `<wsu:Expires>${at(9999)}`),
          ) + header.replace(/.*(<wsu:Timestamp.*?<\/wsu:Timestamp>).*/s, '<w:W xmlns:w="urn:w">$1</w:W>'),
          body,
        ),
      'ws-signature-incomplete',
    ],
  ])('whose body is %s is refused', async (_what, make, code) => {
    const { header, body } = await signed();
    expect(await codeOf(make(header, body))).toBe(code);
  });

  test.each([
    ['HMAC', (xml: string) => xml.replace(/ecdsa-sha256/, 'hmac-sha256'), 'ws-signature-algorithm'],
    [
      'SHA-1',
      (xml: string) =>
        xml.replace('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1'),
      'ws-signature-algorithm',
    ],
    [
      'inclusive canonicalisation',
      (xml: string) =>
        xml.replaceAll(
          'http://www.w3.org/2001/10/xml-exc-c14n#',
          'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
        ),
      'ws-signature-algorithm',
    ],
    [
      'a transform more',
      (xml: string) =>
        xml.replace(
          '<ds:Transforms>',
          '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"></ds:Transform>',
        ),
      'ws-signature-malformed',
    ],
    [
      'an address elsewhere',
      (xml: string) => xml.replace('URI="#body"', 'URI="http://127.0.0.1/body"'),
      'ws-signature-reference',
    ],
    [
      'an XPointer',
      (xml: string) => xml.replace('URI="#body"', 'URI="#xpointer(/)"'),
      'ws-signature-reference',
    ],
    ['the whole document', (xml: string) => xml.replace('URI="#body"', 'URI=""'), 'ws-signature-reference'],
    ['the same part twice', (xml: string) => xml.replace('URI="#body"', 'URI="#time"'), 'ws-signature-wrong'],
    [
      'a comment in the digest',
      (xml: string) => xml.replace('<ds:DigestValue>', '<ds:DigestValue><!-- a -->'),
      'ws-signature-malformed',
    ],
    ['no key', (xml: string) => xml.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, ''), 'ws-signature-malformed'],
    [
      'a key named elsewhere',
      (xml: string) => xml.replace('URI="#certificate"', 'URI="#none"'),
      'ws-signature-malformed',
    ],
    [
      'an empty value',
      (xml: string) => xml.replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>'),
      'ws-signature-malformed',
    ],
    [
      'zeros',
      (xml: string) =>
        xml.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${Buffer.alloc(64).toString('base64')}`),
      'ws-signature-wrong',
    ],
  ])('by %s is refused', async (_what, change, code) => {
    const { header, body } = await signed();
    expect(await codeOf(envelope(change(header), body))).toBe(code);
  });

  test('by a weak key is refused, whoever has it', async () => {
    const weak = await newParty({ name: 'weak', algorithm: 'RSA-1024' });
    const { header, body } = await signed();
    const swapped = header
      .replace(/(X509v3">)[^<]*(<\/wsse:Binary)/, `$1${Buffer.from(weak.certificate).toString('base64')}$2`)
      .replace(/ecdsa-sha256/, 'rsa-sha256');
    expect(await codeOf(envelope(swapped, body))).toBe('ws-signature-algorithm');
  });

  test('no change of a single character of what is signed passes', async () => {
    const { header, body } = await signed(EVIL);
    for (const place of ['<x:Limit>1', 'wsu:Id="time"', 'wsu:Created>2026', 'DigestValue>']) {
      const [text, rest] = body.includes(place) ? [body, header] : [header, body];
      const changed = text.replace(place, place.slice(0, -1) + (place.endsWith('1') ? '2' : 'z'));
      const whole = text === body ? envelope(rest, changed) : envelope(changed, rest);
      expect(await codeOf(whole)).not.toBe('done');
    }
  });
});

describe('a client certificate', () => {
  test('opens for the partner whose way it is, and for nobody else', async () => {
    const text = `<S:Envelope xmlns:S="${namespace}"><S:Body>${LIST}</S:Body></S:Envelope>`;
    expect(await codeOf(text, fingerprintOf(stranger.key.certificate))).toBe('done');
    expect(await codeOf(text, fingerprintOf(china.key.certificate))).toBe('soap-authentication-missing');
    expect(await codeOf(text)).toBe('soap-authentication-missing');
    // Whoever comes as one and says that they are another is neither.
    const other = envelope(await tokenHeader(), plain(LIST));
    expect(await codeOf(other, fingerprintOf(stranger.key.certificate))).toBe('soap-authentication-failed');
  });
});
