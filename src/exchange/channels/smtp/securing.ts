import { toHex, type RandomBytes } from '../../../base/index.ts';
import { encryptFor, signDetached, type MailKey } from '../../../crypto/index.ts';
import { writeEntity, writeMultipart } from '../../../mail/index.ts';

export interface Securing {
  readonly key: MailKey;
  /** Of whoever is to read it; the newest of the partner's. */
  readonly receiver: Uint8Array;
  readonly now: Date;
  readonly random: RandomBytes;
}

/**
 * Signs an entity and encrypts the result (RFC 8551 §3.7): whoever cannot open it cannot even see who signed. The signature is
 * over the very bytes given, which are canonical because we wrote them.
 */
export function secured(entity: Uint8Array, { key, receiver, now, random }: Securing): Uint8Array {
  const signature = writeEntity(
    [
      { name: 'Content-Type', value: 'application/pkcs7-signature; name="smime.p7s"' },
      { name: 'Content-Disposition', value: 'attachment; filename="smime.p7s"' },
    ],
    signDetached(entity, key, now),
  );
  const signed = writeMultipart([], {
    type: 'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256',
    boundary: newBoundary(random),
    parts: [entity, signature],
  });
  return writeEntity(
    [
      {
        name: 'Content-Type',
        value: 'application/pkcs7-mime; smime-type=authEnveloped-data; name="smime.p7m"',
      },
      { name: 'Content-Disposition', value: 'attachment; filename="smime.p7m"' },
    ],
    encryptFor(signed, [receiver], random),
  );
}

/** 96 random bits and characters that base64 never has: no part contains it. */
export function newBoundary(random: RandomBytes): string {
  return `=_${toHex(random(12))}`;
}
