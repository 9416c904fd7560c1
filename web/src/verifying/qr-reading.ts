import { decodeQR } from 'qr/decode.js';

/** Larger pictures are made smaller first: a symbol of 101 modules is read well at this size. */
const LONGEST_SIDE = 2400;

/** What the QR symbol in a picture says; undefined where none can be read. */
export async function qrInPicture(picture: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(picture).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  try {
    for (const side of [LONGEST_SIDE, LONGEST_SIDE / 2, LONGEST_SIDE / 3]) {
      const found = qrIn(pixelsOf(bitmap, bitmap.width, bitmap.height, side));
      if (found !== undefined) return found;
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}

/** What the QR symbol in the present frame of a camera says. */
export function qrInFrame(video: HTMLVideoElement): string | undefined {
  if (video.videoWidth === 0) return undefined;
  return qrIn(pixelsOf(video, video.videoWidth, video.videoHeight, 1600));
}

function pixelsOf(source: CanvasImageSource, width: number, height: number, side: number): ImageData {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser draws no pictures');
  // A symbol may stand on a transparent ground.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function qrIn({ width, height, data }: ImageData): string | undefined {
  try {
    return decodeQR({ width, height, data }, { timeLimit: 1500 });
  } catch {
    return undefined;
  }
}
