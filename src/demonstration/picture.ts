import { crc32, deflateSync } from 'node:zlib';
import { concatBytes, utf8 } from '../base/index.ts';

/** A plain picture (PNG) that stands for a photograph: a pale label with bars, as on a carton. */
export function labelPicture(width = 360, height = 220): Uint8Array {
  const rows = new Uint8Array((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isFrame = x < 6 || y < 6 || x >= width - 6 || y >= height - 6;
      const isBar = y > 120 && y < 190 && x > 40 && x < 320 && (x * 7 + ((x * x) >> 4)) % 11 < 5;
      const isText = y > 40 && y < 96 && x > 40 && x < 240 && y % 14 < 6 && (x >> 2) % 7 > 1;
      const shade = isFrame || isBar || isText ? 40 : 232 - Math.floor((y / height) * 24);
      rows.fill(shade, y * (width * 3 + 1) + 1 + x * 3, y * (width * 3 + 1) + 4 + x * 3);
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Eight bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  return concatBytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  );
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concatBytes(utf8(type), data);
  const frame = new Uint8Array(8);
  const view = new DataView(frame.buffer);
  view.setUint32(0, data.length);
  view.setUint32(4, crc32(body));
  return concatBytes(frame.subarray(0, 4), body, frame.subarray(4));
}
