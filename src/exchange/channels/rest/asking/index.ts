export { ask, jsonOf, recordOf, SIGNATURE_SECONDS, SIGNATURE_TAG, type ClientOptions } from '../client.ts';
export { contentOf, MAXIMUM_MESSAGE, WireMessage, wireMessage, WirePage } from '../wire.ts';
