export { newParty, type Party, type PartyOptions } from './authority.ts';
export { descendants, forge, quantityOf, type Forgery } from './forge.ts';
export { sealVectors } from './seal-vectors.ts';
export type { Expected, SealVector } from './vector.ts';
export { certificateXml, newWorld, NOW, NZ, plainCertificateXml, type World } from './world.ts';
