#!/usr/bin/env node
import { chooseLanguage, CounterfoilError, say, type Language } from './base/index.ts';
import { readConfiguration } from './configuration/index.ts';
import { newRandom } from './crypto/index.ts';
import type { Command } from './commands/command.ts';

/**
 * Every command of the program, in the order in which help shows them. Each is loaded when it is called: who checks one document
 * does not wait for all that a server needs.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  translate: async () => (await import('./commands/translate.ts')).translateCommand,
  bundle: async () => (await import('./commands/bundle.ts')).bundleCommand,
  fsck: async () => (await import('./commands/fsck.ts')).fsckCommand,
  witness: async () => (await import('./commands/witness.ts')).witnessCommand,
  exchange: async () => (await import('./commands/exchange.ts')).exchangeCommand,
  partner: async () => (await import('./commands/partner.ts')).partnerCommand,
  sandbox: async () => (await import('./commands/sandbox.ts')).sandboxCommand,
  password: async () => (await import('./commands/password.ts')).passwordCommand,
  rules: async () => (await import('./commands/rules.ts')).rulesCommand,
  reference: async () => (await import('./commands/reference.ts')).referenceCommand,
  gateway: async () => (await import('./commands/gateway.ts')).gatewayCommand,
  zone: async () => (await import('./commands/zone.ts')).zoneCommand,
  authority: async () => (await import('./commands/trust.ts')).authorityCommand,
  trust: async () => (await import('./commands/trust.ts')).trustCommand,
  revocations: async () => (await import('./commands/revocations.ts')).revocationsCommand,
  account: async () => (await import('./commands/trust.ts')).accountCommand,
};

/** Exit code of a command that was called wrongly or could not do its work. */
const FAILED = 3;

async function help(language: Language): Promise<string> {
  const { programWords } = await import('./platform/index.ts');
  const lines = Object.keys(COMMANDS).map(
    (name) =>
      `  ${say(programWords, language, `command-${name}-usage`)}\n      ${say(programWords, language, `command-${name}`)}`,
  );
  return `${say(programWords, language, 'command-help')}\n\n${lines.join('\n')}\n`;
}

async function explain(error: CounterfoilError, language: Language): Promise<string> {
  const { programWords } = await import('./platform/index.ts');
  const sentence = say(programWords, language, error.code, error.values);
  const faults = error.faults.map(
    ({ code, path, values }) => `  ${path}: ${say(programWords, language, code, values)}`,
  );
  return [sentence, ...faults].join('\n');
}

async function unknown(name: string): Promise<CounterfoilError> {
  const { PlatformError } = await import('./platform/index.ts');
  return new PlatformError('command-unknown', { command: name.slice(0, 50) });
}

/** Two signals: the first asks to finish what was accepted, the second ends at once. */
function endOfProcess(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(130));
      });
    }
  });
}

async function main(): Promise<number> {
  const [name, ...parameters] = process.argv.slice(2);
  const language = chooseLanguage((process.env['COUNTERFOIL_LANG'] ?? process.env['LANG'])?.slice(0, 2));
  if (name === undefined || name === 'help' || name === '--help') {
    process.stdout.write(await help(language));
    return name === undefined ? FAILED : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command === undefined) throw await unknown(name);
    const perform = await command();
    return await perform({
      parameters,
      configuration: readConfiguration(process.env),
      clock: () => new Date(),
      random: newRandom,
      jitter: Math.random,
      language,
      out: process.stdout,
      err: process.stderr,
      ended: endOfProcess(),
    });
  } catch (error) {
    if (!(error instanceof CounterfoilError)) throw error;
    process.stderr.write(`counterfoil: ${await explain(error, language)}\n`);
    return FAILED;
  }
}

process.exitCode = await main();
