import { CounterfoilError } from '../../base/index.ts';

/** Why something does not cross between the zones; each a key of the words. */
export const GATEWAY_CODES = [
  'gateway-frame-unreadable',
  'gateway-frame-too-large',
  'gateway-frame-unsigned',
  'gateway-frame-late',
  'gateway-frame-repeated',
  'gateway-frame-differs',
  'gateway-kind-unfit',
  'gateway-path-unfit',
  'gateway-content-unfit',
  'gateway-no-answer',
  'gateway-call-failed',
  'gateway-spool-full',
] as const;
export type GatewayCode = (typeof GATEWAY_CODES)[number];

/** What was to cross does not. */
export class GatewayError extends CounterfoilError<GatewayCode> {
  override readonly name = 'GatewayError';
}
