import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import './picture-canvas.css';

/** Points of the longer side: more would fill the memory of a small device. */
const LARGEST = 2400;

/** A stranger's picture, decoded by the browser and drawn as points: nothing else of the file reaches the page. */
export function PictureCanvas({
  bytes,
  label,
}: {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly label: string;
}): ReactNode {
  const { say } = useReader();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    let isGone = false;
    void createImageBitmap(new Blob([bytes]))
      .then((picture) => {
        const place = canvas.current;
        if (isGone || place === null) return;
        const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
        place.width = Math.round(picture.width * scale);
        place.height = Math.round(picture.height * scale);
        place.getContext('2d')?.drawImage(picture, 0, 0, place.width, place.height);
        picture.close();
      })
      .catch(() => setBroken(true));
    return () => {
      isGone = true;
    };
  }, [bytes]);
  if (isBroken) return <p className="notice notice-warning">{say('web-picture-broken')}</p>;
  return <canvas ref={canvas} className="picture-canvas" role="img" aria-label={label} />;
}
