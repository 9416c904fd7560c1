import { utf8 } from '../../base/index.ts';
import type { SealingKey } from '../../crypto/index.ts';
import { xadesSignature } from '../../crypto/index.ts';

const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';

export interface SealedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly type: string;
}

/**
 * The seal of a container: one detached XAdES baseline B signature over all its data files (ETSI EN 319 162-1 §4.4.3.2), for
 * `META-INF/signatures001.xml`.
 */
export async function sealContainer(
  files: readonly SealedFile[],
  key: SealingKey,
  { time, id }: { readonly time: string; readonly id: string },
): Promise<SealedFile> {
  const references = files.map(({ path, bytes, type }, index) => ({
    id: `file-${String(index + 1)}-${id}`,
    uri: path,
    bytes,
    type,
  }));
  const ids = { signature: `container-${id}`, properties: `properties-${id}` };
  const signature = await xadesSignature({ ids, time, references }, key);
  const text =
    `<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures xmlns:asic="${ASIC}">` +
    `${signature}</asic:XAdESSignatures>\n`;
  return { path: 'META-INF/signatures001.xml', bytes: utf8(text), type: 'application/xml' };
}
