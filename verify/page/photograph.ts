/** Reads the text of a QR symbol in a picture, or undefined where there is none. */
export type PhotographReader = (picture: {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}) => string | undefined;

/** Widths at which a picture is tried: a screenshot is sharp as it is, a photograph better when it is made smaller. */
const WIDTHS = [2400, 1400, 900];

/**
 * The text of the QR symbol in a photograph or a screenshot. The reader is a script of its own, loaded when the first
 * picture comes: who scans with the telephone's own camera never needs it. Throws where it cannot be had.
 */
export async function textOfPhotograph(file: Blob): Promise<string | undefined> {
  const read = await reader();
  const image = await createImageBitmap(file).catch(() => undefined);
  if (image === undefined) return undefined;
  try {
    const own = Math.min(image.width, WIDTHS[0] ?? image.width);
    for (const width of [own, ...WIDTHS.filter((wanted) => wanted < own)]) {
      const text = read(pixels(image, width));
      if (text !== undefined) return text;
    }
    return undefined;
  } finally {
    image.close();
  }
}

function pixels(image: ImageBitmap, width: number): ImageData {
  const height = Math.max(1, Math.round((image.height * width) / image.width));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

async function reader(): Promise<PhotographReader> {
  if (!isReader(Reflect.get(globalThis, 'counterfoilReadQr'))) await loadScript('verify-qr.js');
  const read: unknown = Reflect.get(globalThis, 'counterfoilReadQr');
  if (!isReader(read)) throw new Error('the reader of pictures cannot be had');
  return read;
}

function isReader(value: unknown): value is PhotographReader {
  return typeof value === 'function';
}

function loadScript(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = path;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${path} cannot be had`)));
    document.head.append(script);
  });
}
