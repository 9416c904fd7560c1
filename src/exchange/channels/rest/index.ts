export { faultsOfAddress, RestAddress } from './address.ts';
export { SIGNATURE_SECONDS, SIGNATURE_TAG } from './client.ts';
export { REST_CODES, RestError, type RestCode } from './error.ts';
export { restChannel, type RestOptions } from './rest.ts';
export { restService, type PageQuery, type RestService, type RestServiceOptions } from './service.ts';
export {
  contentOf,
  MAXIMUM_CONTENT,
  MAXIMUM_MESSAGE,
  WireKept,
  WireMessage,
  wireMessage,
  WirePage,
  WireReceipt,
} from './wire.ts';
export { restWords } from './words.ts';
