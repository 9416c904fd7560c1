import { useCallback, type ReactNode } from 'react';
import type { Face } from '../../../src/standards/index.ts';
import type { LampLight } from '../../../verify/inspection/index.ts';
import { sheetView } from '../../../verify/page/index.ts';
import { useReader } from '../language/reader.tsx';
import { Mounted } from './mounted.tsx';
import './sheet.css';

/**
 * A certificate that looks like one: the very sheet that the verification page draws. `name` tells two sheets on one
 * screen apart; `notice` is printed across the head.
 */
export function Sheet({
  face,
  seal,
  notice,
  name = 'sheet',
  adjust,
}: {
  readonly face: Face;
  readonly seal: LampLight;
  readonly notice?: string | undefined;
  readonly name?: string;
  /** Last hand on the drawn sheet, such as marks on what differs. */
  readonly adjust?: (sheet: HTMLElement) => void;
}): ReactNode {
  const reader = useReader();
  const draw = useCallback(() => {
    const sheet = sheetView(face, reader, { seal, notice });
    // Two sheets on one screen must not share their ids.
    for (const element of sheet.querySelectorAll('[id]')) element.id = `${name}-${element.id}`;
    for (const element of [sheet, ...sheet.querySelectorAll('[aria-labelledby]')]) {
      const label = element.getAttribute('aria-labelledby');
      if (label !== null) element.setAttribute('aria-labelledby', `${name}-${label}`);
    }
    if (name !== 'sheet') {
      // So must the regions in them tell from which sheet they are.
      for (const region of sheet.querySelectorAll('[role="region"]')) {
        region.removeAttribute('role');
        region.removeAttribute('aria-labelledby');
        region.removeAttribute('tabindex');
      }
    }
    adjust?.(sheet);
    return sheet;
  }, [face, reader, seal, notice, name, adjust]);
  return <Mounted draw={draw} className="sheet-place" />;
}
