import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { call, type Given } from '../api/client.ts';

type PasskeyProof = Given<'open-session-by-passkey'>['body']['response'];
type PasskeyRegistration = Given<'register-passkey'>['body']['response'];

/** Whether this browser knows passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function';
}

/** Has the person touch a passkey; throws where they do not. */
export async function provePasskey(): Promise<PasskeyProof> {
  const [{ startAuthentication }, optionsJSON] = await Promise.all([
    import('@simplewebauthn/browser'),
    call('ask-for-passkey', {}),
  ]);
  // The server writes these options by the same standard that the browser reads them by (WebAuthn §5.5).
  const proof = await startAuthentication({
    optionsJSON: optionsJSON as unknown as PublicKeyCredentialRequestOptionsJSON,
  });
  return proof as unknown as PasskeyProof;
}

/** Makes a new passkey on this device or on a token; throws where the person does not. */
export async function makePasskey(): Promise<PasskeyRegistration> {
  const [{ startRegistration }, optionsJSON] = await Promise.all([
    import('@simplewebauthn/browser'),
    call('begin-passkey', {}),
  ]);
  // As above (WebAuthn §5.4).
  const made = await startRegistration({
    optionsJSON: optionsJSON as unknown as PublicKeyCredentialCreationOptionsJSON,
  });
  return made as unknown as PasskeyRegistration;
}
