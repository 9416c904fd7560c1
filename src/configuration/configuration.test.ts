import { describe, expect, it } from 'vitest';
import { say } from '../base/index.ts';
import {
  CONFIGURATION_CODES,
  ConfigurationError,
  configurationWords,
  describeConfiguration,
  readConfiguration,
  SETTINGS,
  type Environment,
} from './index.ts';

function faultsOf(environment: Environment): readonly { code: string; path: string }[] {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('an empty environment gives the standard values, frozen', () => {
    const configuration = readConfiguration({ COUNTERFOIL_PORT: '' });
    expect(configuration).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataFolder: 'data',
      demonstration: true,
    });
    expect(configuration.databaseUrl).toBeUndefined();
    expect(Object.isFrozen(configuration)).toBe(true);
  });

  it('every written setting is read into its value', () => {
    const configuration = readConfiguration({
      COUNTERFOIL_HOST: '::1',
      COUNTERFOIL_PORT: '0',
      COUNTERFOIL_PUBLIC_ORIGIN: 'https://ledger.example:8443',
      DATABASE_URL: 'postgres://role:secret@localhost/counterfoil',
      COUNTERFOIL_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32,192.0.2.1',
      COUNTERFOIL_LOG_LEVEL: 'warn',
      COUNTERFOIL_DEMONSTRATION: 'no',
      COUNTERFOIL_SOAK: '1',
    });
    expect(configuration).toMatchObject({
      host: '::1',
      port: 0,
      publicOrigin: 'https://ledger.example:8443',
      trustedProxies: ['10.0.0.0/8', '2001:db8::/32', '192.0.2.1'],
      logLevel: 'warn',
      demonstration: false,
    });
  });

  it('all faults are listed together, each under its variable', () => {
    const faults = faultsOf({
      COUNTERFOIL_HOST: '  ',
      COUNTERFOIL_PORT: '65536',
      COUNTERFOIL_PROOF_WAIT_MS: '2s',
      COUNTERFOIL_PUBLIC_ORIGIN: 'https://ledger.example/path',
      DATABASE_URL: 'mysql://localhost/x',
      COUNTERFOIL_TRUSTED_PROXIES: '10.0.0.0/33',
      COUNTERFOIL_LOG_LEVEL: 'loud',
      COUNTERFOIL_DEMONSTRATION: 'maybe',
      COUNTERFOIL_TLS_KEY_FILE: 'key.pem',
      COUNTERFOIL_TLS_CLIENT_CA_FILE: 'cards.pem',
      COUNTERFOIL_PROT: '80',
    });
    expect(faults.map((fault) => [fault.path, fault.code])).toEqual([
      ['COUNTERFOIL_PROT', 'configuration-unknown-variable'],
      ['COUNTERFOIL_HOST', 'configuration-empty'],
      ['COUNTERFOIL_PORT', 'configuration-out-of-range'],
      ['COUNTERFOIL_PUBLIC_ORIGIN', 'configuration-not-an-origin'],
      ['DATABASE_URL', 'configuration-not-a-url'],
      ['COUNTERFOIL_PROOF_WAIT_MS', 'configuration-not-an-integer'],
      ['COUNTERFOIL_TRUSTED_PROXIES', 'configuration-not-an-address-range'],
      ['COUNTERFOIL_LOG_LEVEL', 'configuration-not-a-choice'],
      ['COUNTERFOIL_DEMONSTRATION', 'configuration-not-a-flag'],
      ['COUNTERFOIL_TLS_KEY_FILE', 'configuration-both-or-neither'],
      ['COUNTERFOIL_TLS_CLIENT_CA_FILE', 'configuration-needs'],
    ]);
  });

  it.each(['300.1.1.1', '1.2.3.4/8/8', '1.2.3.4/x', 'example.org', '2001:db8::/129'])(
    '%s is no address range',
    (range) => {
      expect(faultsOf({ COUNTERFOIL_TRUSTED_PROXIES: range })).toMatchObject([
        { code: 'configuration-not-an-address-range' },
      ]);
    },
  );

  it('a secret is neither described nor repeated in a fault', () => {
    const secret = 'postgres://role:hunter2@localhost/x';
    expect(JSON.stringify(describeConfiguration(readConfiguration({ DATABASE_URL: secret })))).not.toContain(
      'hunter2',
    );
    expect(JSON.stringify(faultsOf({ DATABASE_URL: `x${secret}` }))).not.toContain('hunter2');
    expect(describeConfiguration(readConfiguration({}))['DATABASE_URL']).toBe('');
  });

  it('every code and every setting has its sentence', () => {
    const keys = [
      ...CONFIGURATION_CODES,
      ...Object.values(SETTINGS).map((setting) => `setting-${setting.variable}`),
    ].toSorted();
    expect(Object.keys(configurationWords.en ?? {}).toSorted()).toEqual(keys);
    expect(
      say(configurationWords, 'en', 'configuration-out-of-range', { variable: 'X', minimum: 1, maximum: 2 }),
    ).toBe('X must be from 1 to 2.');
  });

  it('takes mail only with an address, and over TLS only with a certificate; all that lacks is told', () => {
    const faultsOf = (
      environment: Readonly<Record<string, string>>,
    ): readonly (readonly [string, unknown])[] => {
      try {
        readConfiguration(environment);
        return [];
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        return error.faults.map(({ path, values }) => [path, values['other']]);
      }
    };
    expect(faultsOf({ COUNTERFOIL_MAIL_PORT: '25', COUNTERFOIL_DKIM_KEY_FILE: 'k.pem' })).toEqual([
      ['COUNTERFOIL_DKIM_SELECTOR', 'COUNTERFOIL_DKIM_KEY_FILE'],
      ['COUNTERFOIL_MAIL_PORT', 'COUNTERFOIL_MAIL_ADDRESS'],
      ['COUNTERFOIL_DKIM_KEY_FILE', 'COUNTERFOIL_MAIL_ADDRESS'],
      ['COUNTERFOIL_MAIL_PORT', 'COUNTERFOIL_TLS_CERTIFICATE_FILE'],
    ]);
    const good = { COUNTERFOIL_MAIL_PORT: '25', COUNTERFOIL_MAIL_ADDRESS: 'exchange@mpi.example' };
    expect(faultsOf({ ...good, COUNTERFOIL_MAIL_TLS: 'offered' })).toEqual([]);
  });
});
