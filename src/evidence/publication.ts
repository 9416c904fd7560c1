import { utf8 } from '../base/index.ts';
import type { LogPath } from '../../verify/core/index.ts';
import { HASH_BYTES, TILE_WIDTH, formatEntries, hasTile, parseLogPath } from '../../verify/core/index.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { TileReader } from './tiles.ts';

/** A file of the log as HTTP serves it. */
export interface LogFile {
  readonly body: Uint8Array;
  readonly type: string;
  /** Value of Cache-Control. */
  readonly cache: string;
}

const FOR_EVER = 'public, max-age=31536000, immutable';

/** The log as static files (c2sp.org/tlog-tiles). */
export class Publication {
  readonly #tiles: TileReader;
  readonly #checkpoints: Checkpoints;

  constructor(tiles: TileReader, checkpoints: Checkpoints) {
    this.#tiles = tiles;
    this.#checkpoints = checkpoints;
  }

  /** The file of a path relative to the log's prefix (`checkpoint`, `tile/0/x001/234.p/5`); undefined where there is none. */
  async file(path: string): Promise<LogFile | undefined> {
    const name = parseLogPath(path);
    if (name === undefined) return undefined;
    if (name.resource === 'checkpoint') {
      const signed = await this.#checkpoints.published();
      if (signed === undefined) return undefined;
      return { body: utf8(signed.note), type: 'text/plain; charset=utf-8', cache: 'no-cache' };
    }
    const body = await this.#content(name);
    return body === undefined ? undefined : { body, type: 'application/octet-stream', cache: FOR_EVER };
  }

  async #content(name: Exclude<LogPath, { resource: 'checkpoint' }>): Promise<Uint8Array | undefined> {
    const size = (await this.#checkpoints.latest())?.checkpoint.size ?? 0;
    const { number, width } = name;
    const level = name.resource === 'tile' ? name.level : 0;
    if (!hasTile(size, { level, number, width })) return undefined;
    if (name.resource === 'entries') {
      const first = number * TILE_WIDTH;
      return formatEntries(await this.#tiles.leaves(first, first + width));
    }
    const tiles = await this.#tiles.tiles([{ level, number }]);
    return tiles.get(`${String(level)}/${String(number)}`)?.subarray(0, width * HASH_BYTES);
  }
}
