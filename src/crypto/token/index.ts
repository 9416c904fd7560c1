export { tokenKey, type TokenSettings } from './token-key.ts';
