export { GATEWAY_CODES, GatewayError, type GatewayCode } from './error.ts';
export { callThrough, serveCrossing, type InnerAnswer, type InnerRequest } from './inner.ts';
export { Link, type Crossed, type LinkOptions } from './link.ts';
export { performCall, startGatewayServer, type GatewayServerOptions } from './outer.ts';
export { Spool } from './spool.ts';
export { gatewayWords } from './words.ts';
