import { open } from 'node:fs/promises';
import { VerifyCommandError } from './error.ts';

/** Reads a whole file of at most `maximum` bytes. Throws VerifyCommandError. */
export async function readWholeFile(path: string, maximum: number): Promise<Uint8Array> {
  const handle = await open(path).catch((cause: unknown) => {
    throw new VerifyCommandError('verify-file-unreadable', { file: path }, { cause });
  });
  try {
    const { size } = await handle.stat();
    if (size > maximum) throw new VerifyCommandError('verify-file-too-large', { file: path, maximum });
    return await handle.readFile();
  } catch (cause) {
    if (cause instanceof VerifyCommandError) throw cause;
    throw new VerifyCommandError('verify-file-unreadable', { file: path }, { cause });
  } finally {
    await handle.close();
  }
}
