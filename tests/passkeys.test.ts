import type { AddressInfo } from 'node:net';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../src/access/index.ts';
import { testHouse, type TestHouse } from '../src/http/testing/house.ts';
import { startChromium } from './support/chromium.ts';

const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;
const PASSWORD = 'seven grey herons';

interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

describe.skipIf(!start.started)(`passkeys in a real browser${reason}`, () => {
  let house: TestHouse;
  let address: string;
  let context: BrowserContext;
  let page: Page;
  let devices: CDPSession;
  let authenticator: string;
  let count = 0;
  const login = (): string => `mere-${String(count)}`;

  beforeAll(async () => {
    if (!start.started) throw new Error(start.reason);
    house = await testHouse({ loginsPerMinute: 10_000, wrongAnswerMilliseconds: 0 });
    await house.server.listen({ port: 0, host: '127.0.0.1' });
    // A TCP server that listens has an address of this form.
    const { port } = house.server.server.address() as AddressInfo;
    address = `http://localhost:${String(port)}`;
    context = await start.browser.newContext();
  });
  afterAll(async () => {
    if (start.started) await start.browser.close();
    await house.close();
  });
  beforeEach(async () => {
    count += 1;
    await addPerson();
    await context.clearCookies();
    page = await context.newPage();
    devices = await context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    authenticator = await plug(true);
    await page.goto(`${address}/check`);
  });

  const addPerson = () =>
    house.access.addAccount(OPERATOR, {
      login: login(),
      name: 'Mere Tamatea',
      kind: 'person',
      password: PASSWORD,
      authority: 'NZ-MPI',
      roles: ['supervisor'],
    });

  /** An authenticator in the browser, whose holder is verified (by finger, face or PIN) or cannot be. */
  async function plug(isUserVerified: boolean): Promise<string> {
    const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified,
        automaticPresenceSimulation: true,
      },
    });
    return authenticatorId;
  }

  /** Asks the server as a page of ours does: with the cookie, by fetch. */
  function ask(path: string, body?: unknown, method = 'POST'): Promise<Answer> {
    return page.evaluate(
      async ({ path: where, body: content, method: how }) => {
        const answer = await fetch(where, {
          method: how,
          ...(content === undefined
            ? {}
            : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) }),
        });
        const text = await answer.text();
        return {
          status: answer.status,
          json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
        };
      },
      { path, body, method },
    );
  }

  /** Lets the browser's authenticator answer options, and gives the answer as its JSON. */
  function answerTo(options: unknown, kind: 'create' | 'get'): Promise<unknown> {
    return page.evaluate(
      async ({ options: given, kind: what }) => {
        // What the browser itself parses and writes; its types are the library's, not the page's.
        const publicKey =
          what === 'create'
            ? PublicKeyCredential.parseCreationOptionsFromJSON(
                given as PublicKeyCredentialCreationOptionsJSON,
              )
            : PublicKeyCredential.parseRequestOptionsFromJSON(given as PublicKeyCredentialRequestOptionsJSON);
        const credential = await navigator.credentials[what]({ publicKey } as never);
        return (credential as PublicKeyCredential).toJSON() as unknown;
      },
      { options, kind },
    );
  }

  const signIn = () => ask('/v1/sessions', { login: login(), password: PASSWORD, cookie: true });

  async function register(name = 'Telephone'): Promise<Answer> {
    const options = await ask('/v1/me/passkeys/options');
    expect(options.status, JSON.stringify(options.json)).toBe(200);
    return ask('/v1/me/passkeys', { name, response: await answerTo(options.json, 'create') });
  }

  async function proof(): Promise<unknown> {
    return answerTo((await ask('/v1/passkeys/options')).json, 'get');
  }

  it('is registered, and from then on opens a session without login or password', async () => {
    expect((await signIn()).status).toBe(201);
    expect((await register()).status).toBe(201);
    expect((await ask('/v1/me/factors', undefined, 'GET')).json['passkeys']).toMatchObject([
      { name: 'Telephone' },
    ]);
    await ask('/v1/sessions', undefined, 'DELETE');
    expect((await ask('/v1/me', undefined, 'GET')).status).toBe(401);
    const opened = await ask('/v1/sessions/passkey', { response: await proof(), cookie: true });
    expect(opened.status, JSON.stringify(opened.json)).toBe(201);
    expect((await ask('/v1/me', undefined, 'GET')).json).toMatchObject({
      name: 'Mere Tamatea',
      factors: ['password', 'passkey'],
      session: { factors: ['passkey'] },
    });
  });

  it('answers a challenge once: the same answer again opens nothing', async () => {
    await signIn();
    await register();
    const response = await proof();
    expect((await ask('/v1/sessions/passkey', { response })).status).toBe(201);
    const again = await ask('/v1/sessions/passkey', { response });
    expect([again.status, again.json['code']]).toEqual([422, 'challenge-not-known']);
  });

  it('whose answer was changed, or used its challenge up on a wrong one, opens nothing', async () => {
    await signIn();
    await register();
    const good = (await proof()) as { response: { signature: string } };
    const { signature } = good.response;
    const flipped = signature.slice(0, -6) + (signature.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA');
    const bad = { ...good, response: { ...good.response, signature: flipped } };
    expect((await ask('/v1/sessions/passkey', { response: bad })).json['code']).toBe('login-failed');
    expect((await ask('/v1/sessions/passkey', { response: good })).json['code']).toBe('challenge-not-known');
  });

  it('is refused where its holder was not verified', async () => {
    await signIn();
    await register();
    const options = (await ask('/v1/passkeys/options')).json;
    expect(options['userVerification']).toBe('required');
    const unverified = await answerTo({ ...options, userVerification: 'discouraged' }, 'get');
    expect((await ask('/v1/sessions/passkey', { response: unverified })).json['code']).toBe('login-failed');
  });

  it('that was copied shows by its counter, and opens nothing', async () => {
    await signIn();
    await register();
    const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId: authenticator });
    const [copy] = credentials;
    expect(copy).toBeDefined();
    expect((await ask('/v1/sessions/passkey', { response: await proof() })).status).toBe(201);
    expect((await ask('/v1/sessions/passkey', { response: await proof() })).status).toBe(201);
    await devices.send('WebAuthn.clearCredentials', { authenticatorId: authenticator });
    if (copy !== undefined)
      await devices.send('WebAuthn.addCredential', { authenticatorId: authenticator, credential: copy });
    expect((await ask('/v1/sessions/passkey', { response: await proof() })).json['code']).toBe(
      'login-failed',
    );
  });

  it('proves its holder anew for acts that want it, and nobody else’s session', async () => {
    await signIn();
    await register();
    const own = await ask('/v1/sessions/step-up', { passkey: await proof() });
    expect(own.status, JSON.stringify(own.json)).toBe(200);
    const stolen = await proof();
    await ask('/v1/sessions', undefined, 'DELETE');
    count += 1;
    await addPerson();
    await signIn();
    const foreign = await ask('/v1/sessions/step-up', { passkey: stolen });
    expect([foreign.status, foreign.json['code']]).toEqual([403, 'proof-wrong']);
  });

  it('that brings its maker’s certificate, which nobody asked for, is not entered', async () => {
    await signIn();
    const options = await ask('/v1/me/passkeys/options');
    expect(options.json['attestation']).toBe('none');
    const response = await answerTo({ ...options.json, attestation: 'direct' }, 'create');
    const { attestationObject } = (response as { response: { attestationObject: string } }).response;
    expect(Buffer.from(attestationObject, 'base64url').toString('latin1')).toContain('x5c');
    const entered = await ask('/v1/me/passkeys', { name: 'Mine', response });
    expect([entered.status, entered.json['code']]).toEqual([422, 'passkey-refused']);
  });

  it('that was made for a challenge of somebody else is not entered', async () => {
    await signIn();
    const options = await ask('/v1/me/passkeys/options');
    const response = await answerTo(options.json, 'create');
    await ask('/v1/sessions', undefined, 'DELETE');
    count += 1;
    await addPerson();
    await signIn();
    const entered = await ask('/v1/me/passkeys', { name: 'Mine', response });
    expect([entered.status, entered.json['code']]).toEqual([422, 'challenge-not-known']);
  });

  it('can be named and removed, and then opens nothing', async () => {
    await signIn();
    const { json } = await register();
    const id = String(json['id']);
    expect((await ask(`/v1/me/passkeys/${id}`, { name: 'Key on the ring' })).status).toBe(204);
    expect((await ask('/v1/me/factors', undefined, 'GET')).json['passkeys']).toMatchObject([
      { id, name: 'Key on the ring' },
    ]);
    const elsewhere = await ask('/v1/sessions/passkey', { response: await proof() });
    const response = await proof();
    expect((await ask(`/v1/me/passkeys/${id}`, undefined, 'DELETE')).status).toBe(204);
    expect(await house.access.callerOf(String(elsewhere.json['token']))).toBeUndefined();
    expect((await ask('/v1/sessions/passkey', { response })).json['code']).toBe('login-failed');
    expect((await ask('/v1/me', undefined, 'GET')).json['factors']).toEqual(['password']);
  });

  it('is not offered where the site is reached by an address instead of a name', async () => {
    const answer = await house.server.inject({
      method: 'POST',
      url: '/v1/passkeys/options',
      headers: { host: '127.0.0.1:8080' },
    });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'passkey-not-here']);
  });
});
