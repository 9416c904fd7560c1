import { readFile, stat } from 'node:fs/promises';
import { say, type Language } from '../base/index.ts';
import { PlatformError, programWords } from '../platform/index.ts';
import {
  chinaCustomsCodes,
  DIALECT_NAMES,
  MAXIMUM_TRANSLATED,
  StandardsError,
  translate,
  type DialectName,
  type Translation,
} from '../standards/index.ts';
import { translationPorts } from '../systems/ecert/index.ts';
import type { World } from './command.ts';
import { misused, parametersOf } from './parameters.ts';
import { writeWhole } from './writing.ts';

const FORM = {
  command: 'translate',
  texts: ['to', 'from', 'codes', 'out', 'sender', 'recipient'],
  words: [1, 1],
} as const;

/**
 * `translate FILE --to FORM`: offline; the translation goes to standard output or `--out`, the report to standard error. Exit
 * code 0 when the other form says all that the source says, 1 when it does not.
 */
export async function translateCommand(world: World): Promise<number> {
  const { words, text } = parametersOf(FORM, world.parameters);
  const [file = ''] = words;
  const [to, from] = [text('to'), text('from')].map(formNamed);
  const codes = text('codes');
  if (to === undefined || (codes !== undefined && codes !== chinaCustomsCodes.name))
    throw misused('translate');
  const [sender, recipient] = [text('sender'), text('recipient')];
  const request = {
    bytes: await bytesOf(file),
    to,
    options: {
      ...(sender === undefined ? {} : { sender }),
      ...(recipient === undefined ? {} : { recipient }),
    },
    ...(from === undefined ? {} : { from }),
    ...(codes === undefined ? {} : { codes: chinaCustomsCodes }),
  };
  const translation = translate(request, translationPorts([], world.clock()));
  world.err.write(told(translation, world.language));
  const out = text('out');
  if (out === undefined) world.out.write(translation.bytes);
  else await writeWhole(out, translation.bytes);
  return translation.losses.length + translation.omitted === 0 ? 0 : 1;
}

function formNamed(name: string | undefined): DialectName | undefined {
  if (name === undefined) return undefined;
  const found = DIALECT_NAMES.find((known) => known === name);
  if (found === undefined) throw misused('translate');
  return found;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const missing = (cause: unknown): never => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  };
  const { size } = await stat(file).catch(missing);
  if (size > MAXIMUM_TRANSLATED)
    throw new StandardsError('translation-too-large', { maximum: MAXIMUM_TRANSLATED });
  return readFile(file).catch(missing);
}

/** The report, a line for each thing that was remarked, lost, altered or put in. */
function told(translation: Translation, language: Language): string {
  const { from, to, findings, losses, defaulted, omitted } = translation;
  const lines = [
    say(programWords, language, 'translate-done', {
      from,
      to,
      losses: losses.length,
      defaulted: defaulted.length,
    }),
    ...findings.map(
      ({ level, code, path, values }) => `  ${level} ${path}: ${say(programWords, language, code, values)}`,
    ),
    ...losses.map(({ code, path, value, became }) => {
      const instead = became === undefined ? '' : ` → “${became}”`;
      return `  ${path}: “${value}”${instead}. ${say(programWords, language, code)}`;
    }),
    ...defaulted.map(
      ({ path, value }) => `  ${path}: ${say(programWords, language, 'translate-defaulted', { value })}`,
    ),
    ...(omitted === 0 ? [] : [`  ${say(programWords, language, 'translate-omitted', { count: omitted })}`]),
  ];
  return `${lines.map((line) => line.replace(/[\p{Cc}]+/gu, ' ')).join('\n')}\n`;
}
