import { Type, type Static } from 'typebox';
import {
  defineParameter,
  type ParameterRow,
  type ParameterTables,
} from '../../../ledger/parameters/index.ts';
import { Country, Day, Note } from '../parameters/shapes.ts';

/** Ways by which certificates cross: the same words as the channels of the exchange. */
export const AGREEMENT_CHANNELS = ['portal', 'soap', 'smtp', 'rest', 'hub'] as const;

const strict = { additionalProperties: false } as const;

const AgreementKey = Type.Object(
  {
    country: Country,
    commodity: Type.String({
      pattern: '^([0-9]{2,10})?$',
      title: 'parameter-field-commodity',
    }),
  },
  strict,
);

const Agreement = Type.Object(
  {
    electronic: Type.Boolean({ title: 'parameter-field-electronic' }),
    paperlessFrom: Type.Optional(Day('parameter-field-paperless-from')),
    channel: Type.Enum(AGREEMENT_CHANNELS, { title: 'parameter-field-channel' }),
    note: Type.Optional(Note('parameter-field-note')),
  },
  strict,
);
export type Agreement = Static<typeof Agreement>;

/**
 * What was agreed with a country for a commodity (beginning of a Harmonized System code; empty: all commodities): whether
 * certificates are electronic, by which channel, and from which day paper is no longer asked for.
 */
export const agreementParameter = defineParameter({
  name: 'agreement',
  key: AgreementKey,
  value: Agreement,
  levels: ['platform'],
  readers: 'public',
  check: ({ value }) =>
    value?.paperlessFrom !== undefined && !value.electronic
      ? [{ code: 'agreement-paperless-not-electronic', path: '/value/paperlessFrom', values: {} }]
      : [],
  async touches(session, rows) {
    const countries = [...new Set(rows.map(({ key }) => key.country))];
    const [counted] = await session.query<{ count: string }>(
      {
        name: 'agreement-touches',
        text: `select coalesce(sum(amount), 0)::text as count from figure_total
               where measure = 'certificates' and grain = 'country' and level = 0
                 and (country = any($1) or destination = any($1))`,
      },
      [countries],
    );
    return Number(counted?.count ?? 0);
  },
});

export type AgreementRow = ParameterRow<Static<typeof AgreementKey>, Agreement>;

/** What applies on a day: the agreement, and whether paper may stay at home. */
export interface AgreementOnDay {
  readonly agreement: AgreementRow;
  readonly paperless: boolean;
}

/** The agreements in force on a day, by country and commodity. */
export function agreementsOn(
  parameters: Pick<ParameterTables, 'rows'>,
  day: string,
): readonly AgreementRow[] {
  return parameters.rows(agreementParameter, { at: new Date(`${day}T00:00:00Z`) });
}

/**
 * The agreement that applies to a commodity of a country on a day: the one of the longest code that the commodity begins
 * with. `day` and `commodity` as `2026-11-22` and `02023000`; undefined where nothing was agreed.
 */
export function agreementOn(
  parameters: Pick<ParameterTables, 'rows'>,
  sought: { readonly country: string; readonly commodity: string; readonly day: string },
): AgreementOnDay | undefined {
  const agreement = agreementsOn(parameters, sought.day)
    .filter(({ key }) => key.country === sought.country && sought.commodity.startsWith(key.commodity))
    .toSorted((left, right) => right.key.commodity.length - left.key.commodity.length)[0];
  if (agreement === undefined) return undefined;
  const { electronic, paperlessFrom } = agreement.value;
  return {
    agreement,
    paperless: electronic && paperlessFrom !== undefined && paperlessFrom <= sought.day,
  };
}
