#!/usr/bin/env node
import { chooseLanguage, CounterfoilError, say, type Language } from './base/index.ts';
import { readConfiguration } from './configuration/index.ts';
import { newRandom } from './crypto/index.ts';
import { bundleCommand } from './commands/bundle.ts';
import type { Command } from './commands/command.ts';
import { exchangeCommand } from './commands/exchange.ts';
import { fsckCommand } from './commands/fsck.ts';
import { gatewayCommand } from './commands/gateway.ts';
import { importCommand } from './commands/import.ts';
import { partnerCommand } from './commands/partner.ts';
import { passwordCommand } from './commands/password.ts';
import { referenceCommand } from './commands/reference.ts';
import { rulesCommand } from './commands/rules.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { startCommand } from './commands/start.ts';
import { accountCommand, authorityCommand, trustCommand } from './commands/trust.ts';
import { translateCommand } from './commands/translate.ts';
import { verifyCommand } from './commands/verify.ts';
import { witnessCommand } from './commands/witness.ts';
import { zoneCommand } from './commands/zone.ts';
import { PlatformError, programWords } from './platform/index.ts';

/** Every command of the program, in the order in which help shows them. */
const COMMANDS: Readonly<Record<string, Command>> = {
  start: startCommand,
  import: importCommand,
  verify: verifyCommand,
  translate: translateCommand,
  bundle: bundleCommand,
  fsck: fsckCommand,
  witness: witnessCommand,
  exchange: exchangeCommand,
  partner: partnerCommand,
  sandbox: sandboxCommand,
  password: passwordCommand,
  rules: rulesCommand,
  reference: referenceCommand,
  gateway: gatewayCommand,
  zone: zoneCommand,
  authority: authorityCommand,
  trust: trustCommand,
  account: accountCommand,
};

/** Exit code of a command that was called wrongly or could not do its work. */
const FAILED = 3;

function help(language: Language): string {
  const lines = Object.keys(COMMANDS).map(
    (name) =>
      `  ${say(programWords, language, `command-${name}-usage`)}\n      ${say(programWords, language, `command-${name}`)}`,
  );
  return `${say(programWords, language, 'command-help')}\n\n${lines.join('\n')}\n`;
}

function explain(error: CounterfoilError, language: Language): string {
  const sentence = say(programWords, language, error.code, error.values);
  const faults = error.faults.map(
    ({ code, path, values }) => `  ${path}: ${say(programWords, language, code, values)}`,
  );
  return [sentence, ...faults].join('\n');
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
    process.stdout.write(help(language));
    return name === undefined ? FAILED : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command === undefined) throw new PlatformError('command-unknown', { command: name.slice(0, 50) });
    return await command({
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
    process.stderr.write(`counterfoil: ${explain(error, language)}\n`);
    return FAILED;
  }
}

process.exitCode = await main();
