import { useMemo } from 'react';
import { useReader } from './reader.tsx';

interface CountryChoice {
  readonly value: string;
  readonly label: string;
}

/** Every country by its name in the reader's language, in the order of that language. */
export function useCountries(): readonly CountryChoice[] {
  const { has, say, language } = useReader();
  return useMemo(() => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const sorter = new Intl.Collator(language);
    return letters
      .flatMap((first) => letters.map((second) => first + second))
      .filter((code) => has(`country.${code}`))
      .map((code) => ({ value: code, label: say(`country.${code}`) }))
      .toSorted((left, right) => sorter.compare(left.label, right.label));
  }, [has, say, language]);
}
