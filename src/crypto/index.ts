export { keyIdOf, signClaims, type CoseClaims } from './cose/index.ts';
export {
  signHttpRequest,
  verifyHttpRequest,
  webhookSignature,
  type HttpRequestParts,
  type HttpSignatureVerdict,
} from './http-signatures/index.ts';
export { signPdf, type PdfSigning } from './pades/index.ts';
export { answerNow } from './answers.ts';
export {
  constantTimeEqual,
  hmacSha256,
  newRandom,
  runningSha256,
  sha256,
  sha256Hex,
  type RunningDigest,
} from './digests.ts';
export { CRYPTO_CODES, CryptoError, type CryptoCode } from './error.ts';
export { signJws, verifyJws, type JwsOptions } from './jws.ts';
export {
  generateKeyPair,
  readSigningKey,
  verifyEd25519,
  type KeyKind,
  type KeyPairPem,
  type SigningKey,
} from './keys.ts';
export { openXml } from './xml.ts';
export { issueAuthority, issueSealCertificate, type Issued, type Subject } from './issuance.ts';
export { describeCertificate, type CertificateFacts } from './certificate-facts.ts';
export {
  certificatePem,
  readCertificatesPem,
  readSealKey,
  type SealingKey,
  type SealKey,
} from './seal-key.ts';
export { readRevocations } from './revocations.ts';
export { deriveKey, openSecret, sealSecret } from './secret-box.ts';
export { seal, type SealingOptions } from './sealing.ts';
export {
  encryptFor,
  openEnveloped,
  OPENING_REFUSALS,
  readMailKey,
  signDetached,
  verifySigned,
  type MailKey,
  type MailTrust,
  type MailVerdict,
  type Opening,
  type OpeningRefusal,
} from './smime/index.ts';
export { tokenKey, type TokenSettings } from './token/index.ts';
export { xadesSignature } from './xades.ts';
export { verify, verifyThen, type Verification } from './verification.ts';
export * from './ws-security/index.ts';
export { compileSchema, SCHEMA_FAULTS, type SchemaFault, type XmlSchema } from './xml-schema.ts';
export { cryptoWords } from './words.ts';
