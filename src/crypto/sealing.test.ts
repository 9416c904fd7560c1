import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrustAnchor } from '../../verify/core/index.ts';
import { elementsOf, fromUtf8, utf8 } from '../base/index.ts';
import {
  certificatePem,
  CryptoError,
  generateKeyPair,
  issueAuthority,
  issueSealCertificate,
  openXml,
  readCertificatesPem,
  readSealKey,
  seal,
  verify,
  type SealKey,
} from './index.ts';
import { certificateXml, descendants, newParty, NOW, NZ, quantityOf, type Party } from './testing/index.ts';

const period = { from: '2026-01-01T00:00:00Z', until: '2029-12-31T00:00:00Z' };
const options = { time: '2026-11-20T08:00:00Z', id: '0190-a' };
const authority = await issueAuthority({
  commonName: 'Seal Authority',
  organisation: 'MPI',
  country: 'NZ',
  ...period,
});
const issued = await issueSealCertificate(authority, {
  commonName: 'Wellington',
  organisation: 'MPI',
  country: 'NZ',
  ...period,
});
const key: SealKey = readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
const [root = new Uint8Array()] = readCertificatesPem(authority.certificate);
const trust: readonly TrustAnchor[] = [{ authority: NZ, certificate: root }];

const has = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;
const samples = join(import.meta.dirname, '../../../shared/data/sps-certificate-17/samples');

describe('seal', () => {
  it('makes a seal that passes, of its authority, at its time, over the whole content', () => {
    const { report, warnings } = verify(utf8(seal(certificateXml(), key, options)), trust, NOW, {
      expectedAuthority: NZ,
    });
    expect(report).toMatchObject({
      indication: 'TOTAL-PASSED',
      remarks: [],
      authority: NZ,
      algorithm: 'ECDSA-P256-SHA-256',
      canonicalisation: 'c14n-exclusive',
      claimedTime: options.time,
      signer: {
        subject: 'CN=Wellington, O=MPI, C=NZ',
        issuer: 'CN=Seal Authority, O=MPI, C=NZ',
        key: 'EC P-256',
      },
    });
    expect(warnings).toEqual([]);
    const original = openXml(utf8(certificateXml()));
    expect(report.content).toEqual(original.opened && original.document.root);
  });

  it('names what was sealed by the digest of its canonical form, whatever its writing', () => {
    const digests = [
      certificateXml(),
      certificateXml().replaceAll('"', "'").replace('?>', '?><!-- x -->'),
    ].map((xml) => verify(utf8(seal(xml, key, options)), trust, NOW).report.contentDigest);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(digests[1]).toBe(digests[0]);
  });

  it('changes no other character of the document', () => {
    const xml = certificateXml();
    const sealed = seal(xml, key, options);
    expect(sealed.replace(/<ds:Signature [^]*<\/ds:Signature>/, '')).toBe(xml);
  });

  it.each([
    '<a/>',
    '<a />',
    '<a b=">"\n/>',
    '<x:a xmlns:x="urn:x"/>',
    '<a></a>',
    '<a/><!-- </a> -->',
    '<a>é</a>\n',
  ])('finds the end of %s', (xml) => {
    expect(verify(utf8(seal(xml, key, options)), trust, NOW).report.indication).toBe('TOTAL-PASSED');
  });

  it('reads UTF-16 and writes UTF-8', () => {
    const xml = Buffer.from(`\uFEFF${certificateXml().replace('UTF-8', 'UTF-16')}`, 'utf16le');
    expect(verify(utf8(seal(xml, key, options)), trust, NOW).report.indication).toBe('TOTAL-PASSED');
  });

  it('writes SignedInfo and SignedProperties as the canonical form that is signed', () => {
    const sealed = seal(certificateXml(), key, options);
    const opening = openXml(utf8(sealed));
    if (!opening.opened) throw new Error(opening.refusal);
    for (const name of ['SignedInfo', 'SignedProperties']) {
      const of = descendants(opening.document.root).find((element) => element.name === name);
      if (!of) throw new Error(name);
      expect(sealed).toContain(fromUtf8(opening.document.canonical({ method: 'c14n-exclusive', of })));
    }
  });

  it('refuses a document that is sealed already, or that could not be read back', () => {
    const sealed = seal(certificateXml(), key, options);
    expect(() => seal(sealed, key, options)).toThrow(new CryptoError('seal-document-sealed-already'));
    for (const [xml, refusal] of [
      ['<!DOCTYPE a><a/>', 'xml-doctype'],
      ['<a>', 'xml-not-well-formed'],
      ['<a xmlns="b"/>', 'xml-relative-namespace'],
      ['<?b?><a/>', 'xml-processing-instruction'],
    ] as const) {
      expect(() => seal(xml, key, options)).toThrow(new CryptoError('seal-document-refused', { refusal }));
    }
  });

  it('refuses a time and an identifier that are none', () => {
    expect(() => seal('<a/>', key, { ...options, time: 'now' })).toThrow(RangeError);
    expect(() => seal('<a/>', key, { ...options, id: '"' })).toThrow(RangeError);
  });
});

describe('readSealKey', () => {
  it('refuses what cannot seal, each with its reason', () => {
    const read = (privateKey: string, certificates: string) => () =>
      readSealKey({ privateKey, certificates });
    expect(read('nothing', issued.certificate)).toThrow(new CryptoError('key-unreadable'));
    expect(read(generateKeyPair('ed25519').privateKey, issued.certificate)).toThrow(
      new CryptoError('key-unsuitable', { type: 'ed25519' }),
    );
    expect(read(generateKeyPair('p256').privateKey, issued.certificate)).toThrow(
      new CryptoError('key-certificate-mismatch'),
    );
    expect(read(issued.privateKey, '')).toThrow(new CryptoError('certificate-unreadable'));
    expect(read(issued.privateKey, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toThrow(
      new CryptoError('certificate-unreadable'),
    );
  });

  it('keeps the certificates between, and seals with them along', () => {
    const chained = readSealKey({
      privateKey: issued.privateKey,
      certificates: issued.certificate + authority.certificate,
    });
    expect(chained.intermediates).toEqual([root]);
    expect(verify(utf8(seal('<a/>', chained, options)), trust, NOW).report.indication).toBe('TOTAL-PASSED');
    expect(certificatePem(root)).toBe(authority.certificate);
  });
});

describe.skipIf(!has('openssl'))('certificates we issue (skipped without openssl)', () => {
  it('are accepted by openssl', () => {
    const folder = mkdtempSync(join(tmpdir(), 'counterfoil-'));
    writeFileSync(join(folder, 'root.pem'), authority.certificate);
    writeFileSync(join(folder, 'seal.pem'), issued.certificate);
    const result = execFileSync('openssl', [
      'verify',
      '-x509_strict',
      '-attime',
      '1795000000',
      '-CAfile',
      join(folder, 'root.pem'),
      join(folder, 'seal.pem'),
    ]);
    expect(result.toString()).toContain('OK');
    rmSync(folder, { recursive: true });
  });
});

describe.skipIf(!existsSync(samples))(
  'the sample certificates (skipped where ../shared/data is absent)',
  () => {
    it.each(existsSync(samples) ? readdirSync(samples) : [])('%s is sealed and verified', (file) => {
      const xml = readFileSync(join(samples, file));
      const { report } = verify(utf8(seal(xml, key, options)), trust, NOW);
      const original = openXml(xml);
      expect(report.indication).toBe('TOTAL-PASSED');
      expect(report.content).toEqual(original.opened && original.document.root);
    });
  },
);

describe.skipIf(!has('xmlsec1'))('xmlsec1 and we (skipped without xmlsec1)', () => {
  let folder = '';
  let parties: Readonly<Record<string, Party>> = {};
  let rootParty: Party | undefined;
  const path = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'counterfoil-'));
    const by = await newParty({ name: 'Interop Root', authority: true });
    rootParty = by;
    parties = {
      'P-256': await newParty({ name: 'P-256', by }),
      'P-384': await newParty({ name: 'P-384', by, algorithm: 'P-384' }),
      'RSA-2048': await newParty({ name: 'RSA-2048', by, algorithm: 'RSA-2048' }),
      'RSA-3072': await newParty({ name: 'RSA-3072', by, algorithm: 'RSA-3072' }),
    };
    writeFileSync(path('root.pem'), authority.certificate);
    for (const [name, party] of Object.entries(parties)) {
      writeFileSync(path(`${name}.pem`), certificatePem(party.certificate));
      writeFileSync(path(`${name}.key`), party.key.export({ type: 'pkcs8', format: 'pem' }));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const xmlsec1Accepts = (xml: string): boolean => {
    writeFileSync(path('ours.xml'), xml);
    const { status } = spawnSync('xmlsec1', [
      '--verify',
      '--trusted-pem',
      path('root.pem'),
      '--verification-time',
      '2026-11-22 00:00:00',
      '--id-attr:Id',
      'SignedProperties',
      path('ours.xml'),
    ]);
    return status === 0;
  };
  const files = existsSync(samples) ? readdirSync(samples).map((file) => join(samples, file)) : [];
  const documents = [certificateXml(), ...files.map((file) => readFileSync(file, 'utf8'))];

  it('xmlsec1 verifies what we seal, and not what was changed after', () => {
    for (const xml of documents) {
      const sealed = seal(xml, key, options);
      expect(xmlsec1Accepts(sealed)).toBe(true);
      expect(xmlsec1Accepts(sealed.replace(/ID>\w/, 'ID>~'))).toBe(false);
      expect(xmlsec1Accepts(sealed.replace('2026-11-20T08', '2026-11-21T08'))).toBe(false);
    }
  });

  const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const methods = [
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    'http://www.w3.org/2006/12/xml-c14n11',
    exclusive,
  ];
  const digests = [
    'http://www.w3.org/2001/04/xmlenc#sha256',
    `${MORE}sha384`,
    'http://www.w3.org/2001/04/xmlenc#sha512',
  ];
  const template = (signature: string, form: string, transform: string, digest: string): string =>
    `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\n<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${form}"/>` +
    `<ds:SignatureMethod Algorithm="${MORE}${signature}"/><ds:Reference URI=""><ds:Transforms>` +
    `<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>${transform}</ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${digest}"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>\n<ds:SignatureValue/>` +
    `<ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>`;
  const sign = (name: string, xml: string): Uint8Array => {
    writeFileSync(path('template.xml'), xml);
    execFileSync('xmlsec1', [
      '--sign',
      '--privkey-pem',
      `${path(`${name}.key`)},${path(`${name}.pem`)}`,
      '--output',
      path('signed.xml'),
      path('template.xml'),
    ]);
    return readFileSync(path('signed.xml'));
  };
  const trusted = (): readonly TrustAnchor[] => [
    { authority: NZ, certificate: rootParty?.certificate ?? root },
  ];

  describe.each([
    ['P-256', 'ecdsa-sha256'],
    ['P-384', 'ecdsa-sha384'],
    ['RSA-2048', 'rsa-sha256'],
    ['RSA-3072', 'rsa-sha512'],
  ] as const)('%s', (name, signature) => {
    it.each(methods)('we verify what xmlsec1 signs under %s', (method) => {
      const xml = certificateXml().replace('<rsm:SPSE', '<!-- kept --><rsm:SPSE');
      for (const transform of [`<ds:Transform Algorithm="${method}"/>`, '']) {
        for (const digest of transform === '' || name !== 'P-256' ? digests.slice(0, 1) : digests) {
          const signed = sign(
            name,
            xml.replace(/(<\/rsm:SPSCertificate>\n)$/, `${template(signature, method, transform, digest)}$1`),
          );
          const { report } = verify(signed, trusted(), NOW, { expectedAuthority: NZ });
          expect(report).toMatchObject({ indication: 'TOTAL-PASSED', authority: NZ });
          expect(report.content && quantityOf(report.content)).toBe('100');
          expect(report.content && elementsOf(report.content)).toHaveLength(2);
          const changed = Buffer.from(Buffer.from(signed).toString().replace('>100<', '>101<'));
          expect(verify(changed, trusted(), NOW).report.subIndication).toBe('HASH_FAILURE');
        }
      }
    });
  });

  it.each(methods)('we verify what xmlsec1 signs in the default namespace under %s', (method) => {
    const signature = template(
      'ecdsa-sha256',
      method,
      `<ds:Transform Algorithm="${method}"/>`,
      digests[0] ?? '',
    )
      .replace('xmlns:ds', 'xmlns')
      .replace(/(<\/?)ds:/g, '$1');
    const signed = sign('P-256', certificateXml().replace(/(<\/rsm:SPSCertificate>\n)$/, `${signature}$1`));
    expect(verify(signed, trusted(), NOW).report.indication).toBe('TOTAL-PASSED');
  });

  it('we verify its signature with a list of prefixes, and over a processing instruction', () => {
    const transform = `<ds:Transform Algorithm="${exclusive}"><ec:InclusiveNamespaces xmlns:ec="${exclusive}" PrefixList="unused ram"/></ds:Transform>`;
    const xml = certificateXml().replace('<rsm:SPSC', '<?xml-stylesheet href="a.xsl"?>\n<rsm:SPSC');
    const signed = sign(
      'P-256',
      xml.replace(
        /(<\/rsm:SPSCertificate>\n)$/,
        `${template('ecdsa-sha256', exclusive, transform, digests[0] ?? '')}$1`,
      ),
    );
    expect(verify(signed, trusted(), NOW).report.indication).toBe('TOTAL-PASSED');
  });
});
