import { useCallback, useState } from 'react';
import { forget, remember, remembered } from '../../language/memory.ts';
import { usePerson } from '../../session/session.tsx';
import { NO_DRAFT, type Draft } from './draft.ts';

/**
 * A draft that stays on this device until it is lodged or discarded, for whoever typed it. Amendments begin from what was lodged
 * and are not kept.
 */
export function useDraft(
  first: Draft | undefined,
  form: string,
): {
  readonly draft: Draft;
  change(draft: Draft): void;
  discard(): void;
} {
  const { actor } = usePerson();
  const name = `declaration-draft.${form}.${actor}`;
  const [draft, setDraft] = useState<Draft>(() => first ?? readDraft(remembered(name)) ?? NO_DRAFT);
  const isKept = first === undefined;
  const change = useCallback(
    (next: Draft) => {
      setDraft(next);
      if (isKept) remember(name, JSON.stringify(next));
    },
    [name, isKept],
  );
  const discard = useCallback(() => {
    forget(name);
    setDraft(first ?? NO_DRAFT);
  }, [name, first]);
  return { draft, change, discard };
}

function readDraft(text: string | undefined): Draft | undefined {
  try {
    const found: unknown = JSON.parse(text ?? 'null');
    return isDraft(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** What another version of this window wrote may have another form. */
function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('header' in value) || !('items' in value))
    return false;
  const { header, items } = value;
  return (
    isTexts(header) &&
    Array.isArray(items) &&
    items.length > 0 &&
    items.every(
      (item: unknown) =>
        typeof item === 'object' &&
        item !== null &&
        'fields' in item &&
        isTexts(item.fields) &&
        'documents' in item &&
        Array.isArray(item.documents) &&
        item.documents.every(isTexts),
    )
  );
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
