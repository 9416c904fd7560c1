import path from 'node:path';
import { readFile, readdir } from 'node:fs/promises';
import { utf8 } from '../base/index.ts';
import { readCertificatesPem, readSealKey, sha256Hex, tokenKey, type SealingKey } from '../crypto/index.ts';
import { PlatformError } from './error.ts';
import { readTokenSettings } from './token-settings.ts';

const FILE_KEY = '.key.pem';
const TOKEN_KEY = '.token.json';

interface Kept {
  /** What its files said. */
  readonly digest: string;
  readonly key: SealingKey;
}

/** Name of the files of a seal key: `CN-GACC/4200` becomes `CN-GACC~4200`. */
export function sealFileName(owner: string): string {
  return owner.replaceAll('/', '~');
}

/**
 * The seal keys of a folder: every `NAME.key.pem` (the key itself) or `NAME.token.json` (where a token holds it), each with
 * its `NAME.crt.pem`. A key whose files are as they were stays the same object.
 */
export class SealKeys {
  readonly #folder: string;
  #kept: ReadonlyMap<string, Kept> = new Map();
  #keys: ReadonlyMap<string, SealingKey> = new Map();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** As {@link refresh} throws. */
  static async open(folder: string): Promise<SealKeys> {
    const keys = new SealKeys(folder);
    await keys.refresh();
    return keys;
  }

  /** Seal keys by authority or office. */
  current(): ReadonlyMap<string, SealingKey> {
    return this.#keys;
  }

  /**
   * Takes in what the folder holds now; whether that differs. Where a file is faulty the keys stay as they were.
   *
   * @throws {PlatformError} `seal-certificate-missing`, `seal-key-twice`, `key-file-unreadable`, `token-settings-unfit`.
   * @throws {CryptoError} as `readSealKey` and `tokenKey`.
   */
  async refresh(): Promise<boolean> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    const found = new Map<string, Kept>();
    for (const name of names.toSorted()) {
      const suffix = [FILE_KEY, TOKEN_KEY].find((each) => name.endsWith(each));
      if (suffix === undefined) continue;
      const owner = name.slice(0, -suffix.length).replaceAll('~', '/');
      if (found.has(owner)) throw new PlatformError('seal-key-twice', { owner });
      found.set(owner, await this.#read(owner, suffix));
    }
    const isSame =
      found.size === this.#kept.size &&
      [...found].every(([owner, { key }]) => this.#kept.get(owner)?.key === key);
    if (isSame) return false;
    this.#kept = found;
    this.#keys = new Map([...found].map(([owner, { key }]) => [owner, key]));
    return true;
  }

  async #read(owner: string, suffix: string): Promise<Kept> {
    const name = sealFileName(owner);
    const file = path.join(this.#folder, `${name}${suffix}`);
    const text = await readFile(file, 'utf8');
    const certificates = await readFile(path.join(this.#folder, `${name}.crt.pem`), 'utf8').catch(() => {
      throw new PlatformError('seal-certificate-missing', { file: `${name}.crt.pem` });
    });
    // A PIN that was put right opens a token anew that had refused the wrong one.
    const settings = suffix === TOKEN_KEY ? await readTokenSettings(file, text) : undefined;
    const digest = sha256Hex(utf8(JSON.stringify([text, certificates, settings?.pin ?? null])));
    const kept = this.#kept.get(owner);
    if (kept?.digest === digest) return kept;
    const key =
      settings === undefined
        ? readSealKey({ privateKey: text, certificates })
        : tokenKey(settings, readCertificatesPem(certificates));
    return { digest, key };
  }
}
