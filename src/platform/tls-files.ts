import { readFile } from 'node:fs/promises';
import { sha256Hex } from '../crypto/index.ts';
import { utf8 } from '../base/index.ts';
import type { Configuration } from '../configuration/index.ts';
import { tlsFault, type TlsFiles } from '../http/index.ts';
import { PlatformError } from './error.ts';

/** The certificate, key and client authorities of the configuration, read again when they change. */
export interface OpenTlsFiles {
  current(): TlsFiles;
  /** Looks every so often; new files that can be used are handed over, others are told and left. */
  watch(onChange: (files: TlsFiles) => void, onFault: (error: unknown) => void): { stop(): void };
}

/** Files are looked at rather than watched: links that are swapped and folders that are mounted tell no watcher. */
const LOOK_MILLISECONDS = 5_000;

type Places = Pick<Configuration, 'tlsCertificateFile' | 'tlsKeyFile' | 'tlsClientAuthoritiesFile'>;

/** Reads the TLS files; undefined where none are configured. @throws PlatformError `command-file-missing`, `tls-files-unfit`. */
export async function openTlsFiles(
  places: Places,
  lookEvery: number = LOOK_MILLISECONDS,
): Promise<OpenTlsFiles | undefined> {
  const { tlsCertificateFile, tlsKeyFile, tlsClientAuthoritiesFile } = places;
  if (tlsCertificateFile === undefined || tlsKeyFile === undefined) return undefined;
  const read = async (): Promise<TlsFiles> => {
    const [certificate, key] = await Promise.all([textOf(tlsCertificateFile), textOf(tlsKeyFile)]);
    if (tlsClientAuthoritiesFile === undefined) return { certificate, key };
    return { certificate, key, clientAuthorities: await textOf(tlsClientAuthoritiesFile) };
  };
  let current = await read();
  assertFit(current);
  return {
    current: () => current,
    watch(onChange, onFault) {
      let seen = digestOf(current);
      let isFaulty = false;
      const look = async (): Promise<void> => {
        const found = await read();
        isFaulty = false;
        const digest = digestOf(found);
        if (digest === seen) return;
        seen = digest;
        assertFit(found);
        current = found;
        onChange(found);
      };
      // A fault that lasts is told once.
      const tell = (error: unknown): void => {
        if (!isFaulty) onFault(error);
        isFaulty = true;
      };
      const timer = setInterval(() => void look().catch(tell), lookEvery).unref();
      return {
        stop() {
          clearInterval(timer);
        },
      };
    },
  };
}

function assertFit(files: TlsFiles): void {
  const cause = tlsFault(files);
  if (cause !== undefined) throw new PlatformError('tls-files-unfit', {}, { cause });
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  });
}

function digestOf(files: TlsFiles): string {
  return sha256Hex(utf8(JSON.stringify(files)));
}
