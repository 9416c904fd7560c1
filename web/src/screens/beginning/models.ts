import { queryOptions } from '@tanstack/react-query';
import { call, type Answer } from '../../api/client.ts';

export type Model = Answer<'list-models'>['items'][number];

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => call('list-models', { signal }),
  staleTime: 60_000,
});

/** What of the list is asked for. */
interface ModelFilter {
  readonly words: string;
  readonly commodity: string;
  readonly destination: string;
  /** UN/EDIFACT 1001 of the certificate whose content is taken over: models of its type come first. */
  readonly documentType?: string | undefined;
}

/** The models that a filter leaves, those made for the destination alone before those for any. */
export function modelsFor(models: readonly Model[], filter: ModelFilter): readonly Model[] {
  const { words, commodity, destination, documentType } = filter;
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (model: Model): number =>
    (documentType === undefined || model.documentType === documentType ? 0 : 2) +
    (destination !== '' && model.importing === undefined ? 1 : 0);
  return models
    .filter((model) => {
      const text = [
        model.label,
        model.commodity,
        ...model.title.map((title) => title.text),
        model.basis ?? '',
      ]
        .join(' ')
        .toLowerCase();
      return (
        sought.every((word) => text.includes(word)) &&
        (commodity === '' || model.commodity === commodity) &&
        (destination === '' || model.importing === undefined || model.importing.includes(destination))
      );
    })
    .toSorted((left, right) => rank(left) - rank(right));
}
