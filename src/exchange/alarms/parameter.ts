import { Type } from 'typebox';
import { defineParameter, type ParameterTables } from '../../ledger/parameters/index.ts';

/** What alarms are raised about. */
export const ALARM_RULES = ['partner-silent', 'queue-ageing', 'certificate-expiring', 'clock-skew'] as const;
export type AlarmRule = (typeof ALARM_RULES)[number];

const strict = { additionalProperties: false } as const;

/**
 * When an alarm is raised: for all partners (an empty key) or for one. The threshold is in hours, for certificates in days and for
 * clocks in seconds.
 */
export const alarmParameter = defineParameter({
  name: 'exchange-alarm',
  key: Type.Object(
    {
      rule: Type.Enum(ALARM_RULES, { title: 'parameter-field-alarm-rule' }),
      partner: Type.String({
        pattern: '^([A-Z]{2}-[A-Za-z0-9]{1,20})?$',
        title: 'parameter-field-alarm-partner',
      }),
    },
    strict,
  ),
  value: Type.Object(
    {
      watched: Type.Boolean({ title: 'parameter-field-is-watched' }),
      threshold: Type.Integer({ minimum: 1, maximum: 1_000_000, title: 'parameter-field-threshold' }),
      mail: Type.Boolean({ title: 'parameter-field-told-by-mail' }),
    },
    strict,
  ),
  levels: ['platform'],
  readers: 'exchange.read',
  standard: [
    { key: { rule: 'partner-silent', partner: '' }, value: { watched: true, threshold: 72, mail: true } },
    { key: { rule: 'queue-ageing', partner: '' }, value: { watched: true, threshold: 6, mail: true } },
    {
      key: { rule: 'certificate-expiring', partner: '' },
      value: { watched: true, threshold: 30, mail: true },
    },
    { key: { rule: 'clock-skew', partner: '' }, value: { watched: true, threshold: 300, mail: false } },
  ],
});

/** What counts for a partner. */
export interface AlarmTerm {
  readonly threshold: number;
  readonly mail: boolean;
}

/** The rule for a partner, or else for all; undefined where it is not watched. */
export function termsOf(
  parameters: Pick<ParameterTables, 'rows'>,
): (rule: AlarmRule, partner: string) => AlarmTerm | undefined {
  const rows = new Map(
    parameters.rows(alarmParameter).map(({ key, value }) => [`${key.rule} ${key.partner}`, value]),
  );
  return (rule, partner) => {
    const term = rows.get(`${rule} ${partner}`) ?? rows.get(`${rule} `);
    return term?.watched === true ? term : undefined;
  };
}
