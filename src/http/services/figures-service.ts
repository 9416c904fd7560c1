import type { TrustRegister } from '../../access/index.ts';
import type { Clock, Language } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import type { ParameterTables } from '../../ledger/parameters/index.ts';
import { figuresOf, publicFigures, type PublicFigures } from '../../systems/ecert/figures/index.ts';
import { publicFiguresParameter } from '../../systems/ecert/parameters/index.ts';
import type { FiguresService } from './administration.ts';

const DAY = 86_400_000;
/** The public page is counted anew at most so often, whoever asks for it. */
const PUBLIC_FRESH_MILLISECONDS = 60_000;

/** The figures of a house as the API serves them. */
export function figuresServiceOf(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly parameters: ParameterTables;
  readonly trust: Pick<TrustRegister, 'authorities'>;
}): FiguresService {
  const { database, clock, parameters, trust } = parts;
  let known: { readonly at: number; readonly figures: Promise<PublicFigures & { asOf: string }> } | undefined;
  return {
    ask: ({ scope }, question) => figuresOf(database, scope, question),
    public() {
      const now = clock();
      if (known === undefined || now.getTime() - known.at >= PUBLIC_FRESH_MILLISECONDS) {
        const { delayDays, smallest } = parameters.find(publicFiguresParameter, {}) ?? {
          delayDays: 0,
          smallest: 5,
        };
        const until = new Date(now.getTime() - delayDays * DAY).toISOString().slice(0, 7);
        const figures = publicFigures(database, { until, smallest }).then((found) => ({
          ...found,
          asOf: now.toISOString(),
        }));
        // What failed is asked for again by the next.
        figures.catch(() => {
          known = undefined;
        });
        known = { at: now.getTime(), figures };
      }
      return known.figures;
    },
    labelOf(dimension, key, language) {
      if (key === '') return undefined;
      if (dimension === 'country' || dimension === 'destination') return regionName(key, language);
      const authority = trust
        .authorities()
        .find((each) => each.key === key || (dimension === 'office' && key.startsWith(`${each.key}/`)));
      if (dimension === 'authority') return authority?.title[language] ?? authority?.title.en;
      if (dimension === 'office') return authority?.offices.find((office) => office.key === key)?.names[0];
      return undefined;
    },
  };
}

const names = new Map<Language, Intl.DisplayNames>();

function regionName(country: string, language: Language): string | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  const known = names.get(language) ?? new Intl.DisplayNames([language], { type: 'region' });
  names.set(language, known);
  return known.of(country);
}
