import { useLayoutEffect, useRef, type ReactNode } from 'react';

/** Holds a view that draws itself, as those of the verification page do. */
export function Mounted({
  draw,
  className,
}: {
  /** Stable between renders that are to show the same. */
  readonly draw: () => HTMLElement;
  readonly className?: string;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.replaceChildren(draw());
  }, [draw]);
  return <div ref={place} className={className} />;
}
