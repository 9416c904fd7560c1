// What a seal of another form than XML needs of this room to judge its signer.
export { readAnchors } from './lib/anchors.ts';
export { readCertificate, type Certificate } from './lib/certificate.ts';
export { isPlainSignature } from './lib/ecdsa.ts';
export { checkSigner, describe, type Draft } from './verification.ts';
