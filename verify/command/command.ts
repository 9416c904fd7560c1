import { chooseLanguage, mergeCatalogues, type Catalogue } from '../../src/base/index.ts';
import { standardsWords } from '../../src/standards/index.ts';
import { bundleWords, policyWords, sealWords } from '../core/index.ts';
import { inspectionWords, speechOf } from '../inspection/index.ts';
import { VerifyCommandError } from './error.ts';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';
import { verifyFile, type VerifyExitCode } from './verification.ts';
import { verifyCommandWords } from './words.ts';

/** What the command needs of the world; the rim gives it. */
export interface VerifyCommandWorld {
  /** Reads a whole file, or throws where it cannot or the file is larger than `maximum` bytes. */
  readonly read: (path: string, maximum: number) => Promise<Uint8Array>;
  readonly write: (text: string) => void;
  /** The present moment, RFC 3339. */
  readonly time: string;
  /** As Accept-Language: the reader's languages, best first. */
  readonly language: string | undefined;
}

/** Sentences that a report of the command may hold. */
export const verifyWords: Catalogue = mergeCatalogues(
  standardsWords,
  sealWords,
  bundleWords,
  policyWords,
  inspectionWords,
  verifyCommandWords,
);

const LARGEST_FILE = 67_108_864;
const LARGEST_LIST = 8_388_608;
const WITH_VALUE = ['--trust', '--trust-key', '--policy', '--lang'];
const KEY = /^[0-9a-f]{64}$/i;

/**
 * `verify FILE [--trust pack.json [--trust-key SHA256]] [--policy file] [--json] [--lang LANGUAGE]`: writes the report and returns the exit code.
 * Throws VerifyCommandError where it was called wrongly or a file cannot be read.
 */
export async function verifyCommand(
  parameters: readonly string[],
  world: VerifyCommandWorld,
): Promise<VerifyExitCode> {
  const { file, options } = parsed(parameters);
  const language = chooseLanguage(options.get('--lang') ?? world.language);
  const speech = speechOf(verifyWords, language);
  const trust = options.get('--trust');
  const trustKey = options.get('--trust-key');
  if (trustKey !== undefined && (trust === undefined || !KEY.test(trustKey)))
    throw new VerifyCommandError('verify-trust-key');
  const policy = options.get('--policy');
  const verification = verifyFile({
    name: file.split(/[/\\]/).at(-1) ?? file,
    file: await world.read(file, LARGEST_FILE),
    time: world.time,
    ...(trust === undefined ? {} : { trustPack: await world.read(trust, LARGEST_LIST) }),
    ...(trustKey === undefined ? {} : { trustKey }),
    ...(policy === undefined ? {} : { policy: await world.read(policy, LARGEST_LIST) }),
  });
  world.write(options.has('--json') ? reportJson(verification) : reportText(verification, speech));
  return verification.exitCode;
}

function parsed(parameters: readonly string[]): {
  readonly file: string;
  readonly options: ReadonlyMap<string, string>;
} {
  const options = new Map<string, string>();
  const files: string[] = [];
  for (let index = 0; index < parameters.length; index += 1) {
    const parameter = parameters[index] ?? '';
    const [name = '', inline] = parameter.split(/=(.*)/s);
    if (!parameter.startsWith('--')) files.push(parameter);
    else if (name === '--json' && inline === undefined) options.set(name, '');
    else if (WITH_VALUE.includes(name)) {
      index += inline === undefined ? 1 : 0;
      const value = inline ?? parameters[index];
      if (value === undefined) throw new VerifyCommandError('verify-option', { option: name });
      options.set(name, value);
    } else throw new VerifyCommandError('verify-option', { option: name });
  }
  const [file] = files;
  if (file === undefined || files.length > 1) throw new VerifyCommandError('verify-usage');
  return { file, options };
}
