/** Media that may be attached: photographs and papers. */
export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** Largest side of a picture, in pixels: what is larger would cost whoever opens it more memory than a picture is worth. */
const LARGEST_SIDE = 16_384;
const LARGEST_AREA = 100_000_000;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d];
const END_OF_PDF = [0x25, 0x25, 0x45, 0x4f, 0x46];

/** What bytes are, whatever they are called: the type, `damaged` where they begin like one and are not; undefined for all else. */
export function sniff(bytes: Uint8Array): AttachmentType | 'damaged' | undefined {
  if (begins(bytes, PNG)) return whole(pngSize(bytes)) ? 'image/png' : 'damaged';
  if (begins(bytes, [0xff, 0xd8, 0xff])) return whole(jpegSize(bytes)) ? 'image/jpeg' : 'damaged';
  if (begins(bytes, PDF)) return endsPdf(bytes) ? 'application/pdf' : 'damaged';
  return undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function begins(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function whole(size: Size | undefined): boolean {
  if (size === undefined) return false;
  const { width, height } = size;
  return (
    width > 0 &&
    height > 0 &&
    width <= LARGEST_SIDE &&
    height <= LARGEST_SIDE &&
    width * height <= LARGEST_AREA
  );
}

/** ISO/IEC 15948: the first chunk is IHDR, of 13 bytes, and the last IEND, of none. */
function pngSize(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 45 || view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49_48_44_52) return undefined;
  if (view.getUint32(bytes.length - 12) !== 0 || view.getUint32(bytes.length - 8) !== 0x49_45_4e_44)
    return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** ITU-T T.81: segments up to the first frame header, which says the size; the end marker somewhere behind. */
function jpegSize(bytes: Uint8Array): Size | undefined {
  let place = 2;
  while (place + 9 < bytes.length && bytes[place] === 0xff) {
    const marker = bytes[place + 1] ?? 0;
    if (marker === 0xff) {
      place += 1;
      continue;
    }
    const length = ((bytes[place + 2] ?? 0) << 8) | (bytes[place + 3] ?? 0);
    if (marker === 0xda || length < 2) return undefined;
    // Frame headers are SOF0 to SOF15 without DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const height = ((bytes[place + 5] ?? 0) << 8) | (bytes[place + 6] ?? 0);
      const width = ((bytes[place + 7] ?? 0) << 8) | (bytes[place + 8] ?? 0);
      return lastOf(bytes, [0xff, 0xd9]) > place ? { width, height } : undefined;
    }
    place += 2 + length;
  }
  return undefined;
}

/** ISO 32000-1 §7.5.5: the end marker stands within the last kilobyte. */
function endsPdf(bytes: Uint8Array): boolean {
  return lastOf(bytes.subarray(Math.max(0, bytes.length - 1024)), END_OF_PDF) >= 0;
}

function lastOf(bytes: Uint8Array, pattern: readonly number[]): number {
  for (let place = bytes.length - pattern.length; place >= 0; place -= 1) {
    if (pattern.every((byte, index) => bytes[place + index] === byte)) return place;
  }
  return -1;
}
