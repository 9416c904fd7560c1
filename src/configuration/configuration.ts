import type { ErrorValues, Fault } from '../base/index.ts';
import { ConfigurationError, type ConfigurationCode } from './error.ts';
import type { Reader } from './reading.ts';
import { SETTINGS, type Configuration } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables with our prefix that are not the server's: the tests' and the language of the commands. */
const OTHERS = new Set([
  'COUNTERFOIL_SOAK',
  'COUNTERFOIL_LANG',
  'COUNTERFOIL_TEST_DATABASE_URL',
  'COUNTERFOIL_TEST_POSTGRES',
]);

/** Settings that mean something only together. */
const TOGETHER = [
  ['tlsCertificateFile', 'tlsKeyFile'],
  ['smtpHost', 'smtpFrom'],
  ['smtpUser', 'smtpPassword'],
  ['gatewaySpool', 'gatewayKey'],
  ['dkimKeyFile', 'dkimSelector'],
] as const;

/** Settings that mean something only with another. */
const NEEDS = [
  ['tlsClientAuthoritiesFile', 'tlsCertificateFile'],
  ['mailPort', 'mailAddress'],
  ['dkimKeyFile', 'mailAddress'],
] as const;

/**
 * Reads the environment into a frozen configuration. A variable that is absent or empty takes its standard value.
 * @throws {ConfigurationError} `configuration-faulty` with every fault listed; nothing is read in part.
 */
export function readConfiguration(environment: Environment): Configuration {
  const faults: Fault[] = [...unknownVariables(environment)];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const written = environment[setting.variable];
    if (written === undefined || written === '') {
      values[name] = setting.standard;
      continue;
    }
    // The table's readers differ in their value; here any of them is read for its outcome.
    const reading = (setting.read as Reader<unknown>)(written);
    if ('value' in reading) values[name] = reading.value;
    else faults.push(fault(reading.code, setting.variable, reading.values));
  }
  for (const [one, other] of TOGETHER) {
    if ((values[one] === undefined) !== (values[other] === undefined)) {
      const pair = { other: SETTINGS[one].variable };
      faults.push(fault('configuration-both-or-neither', SETTINGS[other].variable, pair));
    }
  }
  const isMailOverTls = values['mailPort'] !== undefined && values['mailTls'] === 'required';
  const needs = [...NEEDS, ...(isMailOverTls ? ([['mailPort', 'tlsCertificateFile']] as const) : [])];
  for (const [one, other] of needs) {
    if (values[one] !== undefined && values[other] === undefined)
      faults.push(fault('configuration-needs', SETTINGS[one].variable, { other: SETTINGS[other].variable }));
  }
  if (faults.length > 0)
    throw new ConfigurationError('configuration-faulty', { count: faults.length }, { faults });
  // Every name of the table was given its value or its standard above.
  return Object.freeze(values) as Configuration;
}

/** A line for every setting: its variable and its value, secrets withheld; for the log at the start. */
export function describeConfiguration(configuration: Configuration): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, setting]) => {
      // The names of the table are the names of the configuration.
      const value = configuration[name as keyof Configuration];
      const shown = setting.secret === true && value !== undefined ? '(withheld)' : String(value ?? '');
      return [setting.variable, shown];
    }),
  );
}

function* unknownVariables(environment: Environment): Generator<Fault> {
  const known = new Set<string>(Object.values(SETTINGS).map((setting) => setting.variable));
  for (const variable of Object.keys(environment)) {
    if (variable.startsWith('COUNTERFOIL_') && !known.has(variable) && !OTHERS.has(variable)) {
      yield fault('configuration-unknown-variable', variable, {});
    }
  }
}

/** The written value is not repeated: it may be a secret in the wrong place. */
function fault(code: ConfigurationCode, variable: string, values: ErrorValues): Fault {
  return { code, path: variable, values: { ...values, variable } };
}
