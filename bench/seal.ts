import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignedXml } from 'xml-crypto';
import { utf8 } from '../src/base/index.ts';
import { certificatePem, readSealKey, seal, verify } from '../src/crypto/index.ts';
import { forge, newParty, type Party } from '../src/crypto/testing/index.ts';
import type { TrustAnchor } from '../verify/core/index.ts';
import { rateRow, type BenchRow } from './row.ts';

const NOW = '2026-11-22T09:00:00Z';
const ROUNDS = 9;

/** A certificate of 14 goods items, as the sealed ones of partners are: 18 KB, sealed 22 KB. */
function certificate(): string {
  const note = (subject: string, content: string): string =>
    `<ram:AdditionalInformationSPSNote>\n  <ram:Subject>${subject}</ram:Subject>\n  <ram:Content languageID="en">${content}</ram:Content>\n</ram:AdditionalInformationSPSNote>\n`;
  const item = (n: number): string => `<ram:IncludedSPSTradeLineItem>
 <ram:SequenceNumeric>${String(n)}</ram:SequenceNumeric>
 <ram:Description languageID="en">Fresh apples of orchard ${String(n)}</ram:Description>
 <ram:ScientificName>Malus domestica</ram:ScientificName>
 <ram:NetWeightMeasure unitCode="KGM">${String(1000 + n)}.50</ram:NetWeightMeasure>
 <ram:GrossWeightMeasure unitCode="KGM">${String(1100 + n)}</ram:GrossWeightMeasure>
 ${note('PROD', 'cartons, new, clean &amp; dry')}${note('VARIETY', 'Golden delicious 苹果')}
 <ram:ApplicableSPSClassification>
  <ram:SystemID>HS</ram:SystemID><ram:SystemName languageID="en">Harmonised System</ram:SystemName>
  <ram:ClassCode>08081000</ram:ClassCode><ram:ClassName languageID="en">Apples, fresh</ram:ClassName>
 </ram:ApplicableSPSClassification>
 <ram:PhysicalSPSPackage><ram:LevelCode>4</ram:LevelCode><ram:TypeCode>CT</ram:TypeCode><ram:ItemQuantity>${String(80 + n)}</ram:ItemQuantity></ram:PhysicalSPSPackage>
 <ram:OriginSPSCountry><ram:ID>NZ</ram:ID><ram:Name languageID="en">New Zealand</ram:Name></ram:OriginSPSCountry>
</ram:IncludedSPSTradeLineItem>
`;
  const items = Array.from({ length: 14 }, (_, index) => item(index + 1)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:SPSCertificate xmlns:rsm="urn:un:unece:uncefact:data:standard:SPSCertificate:17" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:21" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:21">
<rsm:SPSExchangedDocument><ram:ID>NZL2026/0001/26</ram:ID></rsm:SPSExchangedDocument>
<rsm:SPSConsignment>${items}</rsm:SPSConsignment>
</rsm:SPSCertificate>
`;
}

/** The best of several rounds: the one in which nothing else had the processor. */
function bestOf(measure: () => number): number {
  return Math.max(...Array.from({ length: ROUNDS }, measure));
}

/** Per second of processor time, all threads of the process together: what xmlsec1 says of itself, too. */
function rateOf(count: number, act: () => void): number {
  const start = process.cpuUsage();
  for (let index = 0; index < count; index += 1) act();
  const { user, system } = process.cpuUsage(start);
  return count / ((user + system) / 1_000_000);
}

/** Our verification of bytes, from bytes to verdict and content. */
function ours(bytes: Uint8Array, trust: readonly TrustAnchor[]): () => number {
  const act = (): void => {
    const { report } = verify(bytes, trust, NOW);
    if (report.indication !== 'TOTAL-PASSED') throw new Error(`the seal is ${report.indication}`);
  };
  // Until the compiler has done with it: what a server does all day is not its first second.
  rateOf(5000, act);
  return () => rateOf(400, act);
}

/** xmlsec1's own count of what it takes to verify a file many times, processor time without its start. */
function xmlsec1(folder: string, xml: string, root: Party): () => number {
  const count = 400;
  writeFileSync(join(folder, 'sealed.xml'), xml);
  writeFileSync(join(folder, 'root.pem'), certificatePem(root.certificate));
  const options = ['--trusted-pem', join(folder, 'root.pem'), '--verification-time', '2026-11-22 09:00:00'];
  const command = [
    '--verify',
    '--repeat',
    String(count),
    ...options,
    '--id-attr:Id',
    'SignedProperties',
    join(folder, 'sealed.xml'),
  ];
  return () => {
    const { stdout, stderr } = spawnSync('xmlsec1', command, { encoding: 'utf8' });
    const milliseconds = Number(/in ([\d.]+) msec/.exec(stdout + stderr)?.[1]);
    if (!(milliseconds > 0)) throw new Error('xmlsec1 does not say how long it took');
    return count / (milliseconds / 1000);
  };
}

function xmlCrypto(xml: string, signer: Party): () => number {
  const signature = /<ds:Signature [^]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
  const publicCert = certificatePem(signer.certificate);
  const act = (): void => {
    const signed = new SignedXml({ publicCert });
    signed.loadSignature(signature);
    if (!signed.checkSignature(xml)) throw new Error('xml-crypto does not verify the seal');
  };
  rateOf(100, act);
  return () => rateOf(15, act);
}

/** Seal verification on one core against xmlsec1 (C) and xml-crypto (JavaScript), each on a file of the same content. */
export async function benchSeal(): Promise<BenchRow[]> {
  const root = await newParty({ name: 'Root', authority: true });
  const trust = [{ authority: 'NZ-MPI', certificate: root.certificate }];
  const signer = await newParty({ name: 'Seal', by: root });
  const rsaSigner = await newParty({ name: 'RSA', by: root, algorithm: 'RSA-3072' });
  const key = readSealKey({
    privateKey: signer.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificates: certificatePem(signer.certificate),
  });
  const sealed = seal(certificate(), key, { time: NOW, id: 'bench' });
  const plain = forge({ document: certificate(), by: rsaSigner, form: 'plain' });
  const size = `${String(Math.round(utf8(sealed).length / 1024))} KB`;
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-bench-'));
  try {
    const rows: BenchRow[] = [];
    const unit = 'verifications/s';
    if (spawnSync('xmlsec1', ['--version']).error === undefined) {
      const our = bestOf(ours(utf8(sealed), trust));
      const floor = bestOf(xmlsec1(folder, sealed, root));
      const what = `seal verification, ${size}, ECDSA P-256, one core; floor: xmlsec1 --verify --repeat`;
      rows.push(rateRow({ what, ours: our, floor, unit, atLeast: 1 }));
    } else process.stderr.write('xmlsec1 is not installed: the seal is not measured against it\n');
    // One after the other: what xml-crypto leaves to the garbage collector is not collected in our time.
    const our = bestOf(ours(utf8(plain), trust));
    const floor = bestOf(xmlCrypto(plain, rsaSigner));
    const what = `seal verification, ${size}, RSA 3072, one core; floor: xml-crypto`;
    rows.push(rateRow({ what, ours: our, floor, unit, atLeast: 20 }));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
