import type { XmlElement } from '../../base/index.ts';
import type { SwitchPorts } from '../switch/dialect.ts';

type Opening =
  | { readonly opened: true; readonly document: { readonly root: XmlElement; close(): void } }
  | {
      readonly opened: false;
      readonly refusal: string;
      readonly values: Readonly<Record<string, string>>;
    };

/** What the switch is given, with an opener of a room that this one does not know; no document counts as sealed. */
export function switchPorts(openXml: (bytes: Uint8Array) => Opening): SwitchPorts {
  return {
    now: new Date('2026-11-22T00:00:00Z'),
    openXml(bytes) {
      const opening = openXml(bytes);
      if (!opening.opened) return { refusal: opening.refusal, values: opening.values };
      const { root } = opening.document;
      opening.document.close();
      return { root, sealed: false };
    },
  };
}
