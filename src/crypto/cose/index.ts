export { keyIdOf, signClaims, type CoseClaims } from './signing.ts';
