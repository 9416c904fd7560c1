export { keyIdOf, signClaims, type CoseClaims } from './cose/index.ts';
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
export { certificatePem, readCertificatesPem, readSealKey, type SealKey } from './seal-key.ts';
export { deriveKey, openSecret, sealSecret } from './secret-box.ts';
export { seal, type SealingOptions } from './sealing.ts';
export { verify, type Verification } from './verification.ts';
export { cryptoWords } from './words.ts';
