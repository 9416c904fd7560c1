import { Buffer } from 'node:buffer';
import { toBase64Url, utf8, uuidV7 } from '../../base/index.ts';
import { seal, sha256Hex, type SealKey } from '../../crypto/index.ts';
import {
  sealEnvelope,
  sealReceipt,
  type Envelope,
  type MessageType,
  type Receipt,
} from '../../exchange/protocol/index.ts';
import { wireMessage } from '../../exchange/channels/rest/asking/index.ts';
import { DRAFT_NUMBER, ownSystem, USUAL_FORMS, type Kit } from '../../exchange/partner/index.ts';
import type { House } from '../../platform/index.ts';

/** A file of the kit. */
export interface KitFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

interface Sample {
  readonly type: MessageType;
  readonly content: Uint8Array;
}

const DAY = 86_400_000;
const NUMBER = 'ZZ2026SAMPLE1';
const INDENT = 2;
const CREATED = { seconds: 150 };

/** One message of each type as the partner sends it: its content, the whole message, and the signed request. */
export async function sampleFiles(
  kit: Kit,
  house: Pick<House, 'clock' | 'random'>,
): Promise<readonly KitFile[]> {
  const files: KitFile[] = [];
  for (const sample of await samples(kit, house)) {
    const { type, content } = sample;
    const envelope = await sealEnvelope(envelopeOf(kit, sample, house), kit.key);
    const message = JSON.stringify(wireMessage(envelope, content), undefined, INDENT);
    files.push(
      { path: `samples/${type}.${ENDINGS[USUAL_FORMS[type].mediaType] ?? 'bin'}`, content },
      { path: `samples/${type}.message.json`, content: `${message}\n` },
      {
        path: `requests/post-${type}.http`,
        content: await signedRequest(kit, house, { method: 'POST', path: '/messages', body: message }),
      },
    );
  }
  const list = { method: 'GET', path: '/messages?limit=10&wait=20000', body: '' };
  return [...files, { path: 'requests/list.http', content: await signedRequest(kit, house, list) }];
}

const ENDINGS: Readonly<Record<string, string>> = {
  'application/xml': 'xml',
  'application/json': 'json',
  'application/jose': 'jws',
};

async function samples(
  kit: Kit,
  { clock, random }: Pick<House, 'clock' | 'random'>,
): Promise<readonly Sample[]> {
  const at = clock().toISOString();
  const newId = () => uuidV7(clock().getTime(), random);
  const certificate = { country: kit.partner.slice(0, 2), authority: kit.partner, number: NUMBER };
  const theirs = { country: kit.authority.slice(0, 2), authority: kit.authority, number: 'SANDBOXSAMPLE1' };
  const json = (value: object) => utf8(JSON.stringify(value));
  const said = (about: object, what: object) =>
    json({ form: 'correspondence:1', id: newId(), certificate: about, at, operator: 'A. Official', ...what });
  const thread = newId();
  const receipt: Receipt = {
    form: 'receipt:1',
    message: newId(),
    receipt: newId(),
    from: kit.partner,
    to: kit.authority,
    level: 'technical',
    outcome: 'accepted',
    digest: sha256Hex(utf8(NUMBER)),
    findings: [],
    at,
  };
  return [
    { type: 'certificate', content: sealedSample(kit, at, kit.key) },
    {
      type: 'certificate-status',
      content: json({
        form: 'certificate-status:1',
        certificate,
        state: 'withdrawn',
        at,
        reason: 'Returned.',
      }),
    },
    {
      type: 'inquiry',
      content: said(theirs, { inquiry: { thread, kind: 'request', content: 'Which establishment was it?' } }),
    },
    {
      type: 'inquiry-answer',
      content: said(certificate, { inquiry: { thread, kind: 'response', content: 'ME 0001.' } }),
    },
    { type: 'verification-result', content: said(theirs, { result: { verdict: 'pass' } }) },
    { type: 'receipt', content: utf8(await sealReceipt(receipt, kit.key)) },
  ];
}

function sealedSample(kit: Kit, time: string, key: SealKey): Uint8Array {
  return utf8(seal(kit.certificateDraft.replaceAll(DRAFT_NUMBER, NUMBER), key, { time, id: NUMBER }));
}

function envelopeOf(
  kit: Kit,
  { type, content }: Sample,
  { clock, random }: Pick<House, 'clock' | 'random'>,
): Envelope {
  const now = clock().getTime();
  const isOurs = type === 'inquiry' || type === 'verification-result';
  const [owner, number] = isOurs ? [kit.authority, 'SANDBOXSAMPLE1'] : [kit.partner, NUMBER];
  return {
    id: uuidV7(now, random),
    from: kit.partner,
    to: kit.authority,
    type,
    ...USUAL_FORMS[type],
    digest: sha256Hex(content),
    subject: `${owner.slice(0, 2)}/${owner}/${number}`,
    sent: new Date(now).toISOString(),
    expires: new Date(now + 14 * DAY).toISOString(),
  };
}

/** A request as it goes over the wire; its signature has ended long before anybody reads it, but shows every byte. */
async function signedRequest(
  kit: Kit,
  parts: Pick<House, 'clock' | 'random'>,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: string },
): Promise<string> {
  const { host, pathname } = new URL(`${kit.rest}${path}`);
  const url = `${kit.rest}${path}`;
  const bytes = utf8(body);
  const headers = new Map(body === '' ? [] : [['content-type', 'application/json'] as const]);
  const created = Math.floor(parts.clock().getTime() / 1000);
  const signing = { created, expires: created + CREATED.seconds, nonce: toBase64Url(parts.random(16)) };
  const signed = await ownSystem(kit, parts).sign({ method, targetUri: url, headers, body: bytes }, signing);
  const lines = [
    ...headers,
    ...signed,
    ...(body === '' ? [] : [['content-length', String(Buffer.byteLength(body))]]),
  ];
  const query = new URL(url).search;
  return `${method} ${pathname}${query} HTTP/1.1\r\nhost: ${host}\r\n${lines.map(([name, value]) => `${String(name)}: ${String(value)}\r\n`).join('')}\r\n${body}`;
}
