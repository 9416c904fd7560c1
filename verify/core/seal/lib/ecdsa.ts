import { fromHex } from '../../../../src/base/index.ts';
import { contentsOf, DerFault, naturalOf, readDer, TAG } from './der.ts';

/** Orders of the curves' base points (FIPS 186-5, SP 800-186), as bytes. */
const ORDERS = {
  P256: fromHex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551') ?? new Uint8Array(),
  P384:
    fromHex(
      'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
    ) ?? new Uint8Array(),
} as const;
export type Curve = keyof typeof ORDERS;

/** Whether bytes are r‖s of a curve with both in 1..n-1 (FIPS 186-5 §6.4.2), the only form XML signatures carry. */
export function isPlainSignature(curve: Curve, signature: Uint8Array): boolean {
  const order = ORDERS[curve];
  return (
    signature.length === order.length * 2 &&
    isScalar(signature.subarray(0, order.length), order) &&
    isScalar(signature.subarray(order.length), order)
  );
}

function isScalar(value: Uint8Array, order: Uint8Array): boolean {
  if (value.every((byte) => byte === 0)) return false;
  const at = value.findIndex((byte, index) => byte !== order[index]);
  return at >= 0 && (value[at] ?? 0) < (order[at] ?? 0);
}

/** r‖s of the DER form that certificates carry; undefined when it is not strictly that. */
export function plainSignature(curve: Curve, der: Uint8Array): Uint8Array | undefined {
  const size = ORDERS[curve].length;
  try {
    const [r, s, ...rest] = contentsOf(readDer(der), TAG.sequence).map((number) => naturalOf(number));
    if (!r || !s || rest.length > 0 || r.length > size || s.length > size) return undefined;
    const plain = new Uint8Array(size * 2);
    plain.set(r, size - r.length);
    plain.set(s, size * 2 - s.length);
    return isPlainSignature(curve, plain) ? plain : undefined;
  } catch (error) {
    if (error instanceof DerFault) return undefined;
    throw error;
  }
}
