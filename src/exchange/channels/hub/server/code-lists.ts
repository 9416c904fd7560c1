import { say, type Catalogue, type Language } from '../../../../base/index.ts';
import { CODE_LISTS, UNITS, type CodeListName, type Dimension } from '../../../../standards/index.ts';
import type { Value } from '../definition/index.ts';

const MEASURES: Readonly<Partial<Record<Dimension, Value<'unitMeasureType'>>>> = {
  mass: 'WEIGHT',
  volume: 'VOLUME',
  time: 'DURATION',
  temperature: 'TEMPERATURE',
  'mass-concentration': 'CONCENTRATION',
  area: 'AREA',
  length: 'DISTANCE',
};
/** The certifying statements of a phytosanitary certificate (ISPM 12). */
const STATEMENTS = ['1', '2'] as const;
const PHYTOSANITARY_CERTIFICATE = 851;

/** The Hub's code lists, from those of this house, in the caller's language. Lists that it has not are empty. */
export function codeLists(words: Catalogue, language: Language) {
  const named = (list: CodeListName, code: string): string => say(words, language, `${list}.${code}`);
  const entry = { active: true, lang: language } as const;
  return {
    packageTypes: () =>
      CODE_LISTS['package-type'].codes.map((code) => ({
        ...entry,
        code,
        description: named('package-type', code),
      })),
    treatmentTypes: () =>
      CODE_LISTS['process-type'].codes.map((code) => ({
        ...entry,
        code,
        description: named('process-type', code),
        level: 1,
      })),
    transports: () =>
      CODE_LISTS['transport-mode'].codes.map((code) => ({
        ...entry,
        modeCode: Number(code),
        usedTransportMean: named('transport-mode', code),
      })),
    units: () =>
      [...UNITS.values()].map(({ code, symbol, dimension }) => {
        const type = MEASURES[dimension];
        return {
          active: true,
          code,
          name: named('unit', code),
          symbol,
          ...(type === undefined ? {} : { type }),
        };
      }),
    statements: () =>
      STATEMENTS.map((code) => ({
        ...entry,
        code,
        docTypeOnly: PHYTOSANITARY_CERTIFICATE,
        text: say(words, language, `hub-statement-${code}`),
      })),
  };
}
