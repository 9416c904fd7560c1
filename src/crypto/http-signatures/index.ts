export {
  contentDigest,
  HTTP_SIGNATURE_FAULTS,
  signHttpRequest,
  verifyHttpRequest,
  verifyWebhook,
  webhookSignature,
  type HttpSignatureFault,
  type HttpSignatureRules,
  type HttpSignatureVerdict,
} from './http-signatures.ts';
export type { HttpRequestParts, SignatureParameters } from './message.ts';
