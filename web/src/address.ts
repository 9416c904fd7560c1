import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** The filters of an address: plain texts, so that any of them may be typed, kept and sent. */
export type AddressSearch = Readonly<Record<string, string>>;

export interface Address {
  readonly search: AddressSearch;
  readonly parameters: AddressSearch;
  /** Changes filters of the address; an empty text takes one away. A change of filters is no new page to go back over. */
  filter(changes: AddressSearch): void;
  /** Goes to another screen. */
  go(path: string, search?: AddressSearch): void;
}

/** The address of the screen and the ways to change it. */
export function useAddress(): Address {
  const navigate = useNavigate();
  // Parsed above: every value is a text.
  const search = useSearch({ strict: false }) as AddressSearch;
  const parameters = useParams({ strict: false }) as AddressSearch;
  const filter = useCallback(
    (changes: AddressSearch) => {
      void navigate({
        to: '.',
        search: (before: AddressSearch) => ({ ...before, ...changes }),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  const go = useCallback(
    (path: string, next: AddressSearch = {}) => {
      void navigate({ to: path, search: next });
    },
    [navigate],
  );
  return { search, parameters, filter, go };
}
