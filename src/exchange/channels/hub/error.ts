import { CounterfoilError, type ErrorValues, type Fault } from '../../../base/index.ts';

/** Why a message of the Hub is not carried out, or an answer proves nothing; each a key of the words. */
export const HUB_CODES = [
  'hub-address-unfit',
  'hub-address-not-https',
  'hub-content-unfit',
  'hub-type-unfit',
  'hub-delivery-failed',
  'hub-faulted',
  'hub-answer-unfit',
  'hub-receiver-said',
  'hub-nppo-unknown',
  'hub-operation-unknown',
  'hub-request-invalid',
  'hub-field-missing',
  'hub-field-repeated',
  'hub-field-unfit',
  'hub-sender-differs',
  'hub-recipient-unknown',
  'hub-recipient-self',
  'hub-not-allowed',
  'hub-content-missing',
  'hub-content-too-large',
  'hub-header-differs',
  'hub-not-valid',
  'hub-not-readable',
  'hub-envelope-unknown',
  'hub-state-unfit',
  'hub-forwardings-many',
  'hub-too-many',
  'hub-fault-internal',
] as const;
export type HubCode = (typeof HUB_CODES)[number];

/** A request that is not carried out, or an answer that cannot be relied upon. */
export class HubError extends CounterfoilError<HubCode> {
  override readonly name = 'HubError';

  constructor(
    code: HubCode,
    values: ErrorValues = {},
    options: { readonly faults?: readonly Fault[]; readonly cause?: unknown } = {},
  ) {
    super(code, values, options);
  }
}
