import path from 'node:path/posix';
import SftpClient from 'ssh2-sftp-client';
import { concatBytes, toBase64, toHex, type RandomBytes } from '../../../base/index.ts';
import { sha256 } from '../../../crypto/index.ts';
import type { SftpAddress } from './address.ts';
import { isFinishedName, type DropFolder, type Place } from './folder.ts';

/** Milliseconds within which a server must let us in. */
const PATIENCE = 15_000;

/**
 * Folders on a partner's server (SFTP version 3, draft-ietf-secsh-filexfer-02), by our private key, and only if the server's key is
 * the one that was agreed. A whole file appears by OpenSSH's `posix-rename`, which replaces what was there in one step.
 */
export async function openSftpFolder(
  address: SftpAddress,
  { privateKey, random }: { readonly privateKey: string; readonly random: RandomBytes },
): Promise<DropFolder> {
  const silent = (): void => undefined;
  // Its own listeners write to the console; the act under way is told all the same.
  const client = new SftpClient('counterfoil', { error: silent, end: silent, close: silent });
  await client.connect({
    host: address.host,
    port: address.port ?? 22,
    username: address.user,
    privateKey,
    readyTimeout: PATIENCE,
    hostVerifier: (key: Buffer) => `SHA256:${toBase64(sha256(key)).replace(/=+$/, '')}` === address.hostKey,
  });
  const at = (place: Place): string => {
    const own = place === 'incoming' || place === 'outgoing' ? address[place] : undefined;
    return path.join(address.path, own ?? place);
  };
  for (const place of ['incoming', 'outgoing', 'done', 'refused'] as const)
    if ((await client.exists(at(place))) === false) await client.mkdir(at(place));
  return {
    async list(place, most) {
      const found = await client.list(at(place));
      return found
        .filter(({ type, name }) => type === '-' && isFinishedName(name))
        .slice(0, most)
        .map(({ name, size, modifyTime }) => ({ name, size, modified: modifyTime }));
    },
    async count(place) {
      return (await client.list(at(place))).length;
    },
    async read(place, name, maximumBytes) {
      const file = path.join(at(place), name);
      if ((await client.exists(file)) !== '-') return undefined;
      const chunks: Uint8Array[] = [];
      // A stream without encoding gives buffers. One byte more than allowed is asked for, and shows.
      const stream = client.createReadStream(file, { end: maximumBytes }) as AsyncIterable<Buffer>;
      for await (const chunk of stream) chunks.push(chunk);
      const bytes = concatBytes(...chunks);
      return bytes.length <= maximumBytes ? bytes : undefined;
    },
    async write(place, name, bytes) {
      const unfinished = path.join(at(place), `.${toHex(random(12))}.part`);
      await client.put(Buffer.from(bytes), unfinished);
      await client.posixRename(unfinished, path.join(at(place), name));
    },
    async move(from, name, to) {
      const source = path.join(at(from), name);
      try {
        await client.posixRename(source, path.join(at(to), name));
      } catch (error) {
        if ((await client.exists(source)) !== false) throw error;
      }
    },
    async close() {
      await client.end().catch(silent);
    },
  };
}
