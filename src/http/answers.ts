import type { FastifyReply } from 'fastify';
import { entityTag, namesTag } from './entity-tag.ts';
import type { Call } from './route.ts';

/**
 * Sets a strong entity tag and says whether the caller has this very content already (If-None-Match): then the answer is
 * 304 and nothing more needs to be read.
 */
export function isFresh({ request, reply }: Pick<Call, 'request' | 'reply'>, opaque: string): boolean {
  const tag = entityTag(opaque);
  void reply.header('etag', tag);
  const known = request.headers['if-none-match'];
  return known !== undefined && namesTag(known, tag, true);
}

export function notModified(reply: FastifyReply): FastifyReply {
  return reply.code(304).send();
}

/** Sends bytes that are not ours to change. */
export function sendBytes(reply: FastifyReply, bytes: Uint8Array, mediaType: string): FastifyReply {
  return reply.type(mediaType).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Content-Disposition of a download (RFC 6266): a plain ASCII name, and the true one where it differs. */
export function attachment(fileName: string): string {
  const clean = [...fileName.replace(/[\p{C}"\\/:*?<>|;%]/gu, '_')].slice(0, 150).join('');
  const ascii = clean.replace(/[^\x20-\x7e]/g, '_');
  const extended = ascii === clean ? '' : `; filename*=UTF-8''${encodeExtended(clean)}`;
  return `attachment; filename="${ascii}"${extended}`;
}

/** RFC 8187 §3.2.1: the characters that encodeURIComponent leaves and the grammar forbids. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
