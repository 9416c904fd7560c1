import { toHex } from '../../../base/index.ts';
import type { Session } from '../../../database/index.ts';
import { codeDigestOf, securityCodeOf } from '../security-code.ts';
import { STORE_CODES } from './document-statements.ts';

/** Keeps the digest of a certificate's security code, by which its paper is found. */
export async function storeCode(
  session: Session,
  codeKey: Uint8Array,
  { id, country }: { readonly id: string; readonly country: string },
): Promise<void> {
  const digest = toHex(codeDigestOf(securityCodeOf(codeKey, id)));
  await session.query(STORE_CODES, [JSON.stringify([{ country, certificate: id, digest: `\\x${digest}` }])]);
}
