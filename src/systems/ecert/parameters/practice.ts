import { Type } from 'typebox';
import { defineParameter } from '../../../ledger/parameters/index.ts';
import { modelFaults } from '../models/index.ts';

const strict = { additionalProperties: false } as const;
const Nothing = Type.Object({}, strict);

/** Whether author, reviewer and signatory of an authority's certificates are three persons. */
export const practiceParameter = defineParameter({
  name: 'issuing-practice',
  key: Nothing,
  value: Type.Object(
    {
      threeActs: Type.Boolean({ title: 'parameter-field-three-acts' }),
      reviewerMaySign: Type.Optional(Type.Boolean({ title: 'parameter-field-reviewer-may-sign' })),
      /** `{year}`, `{yy}`, `{serial}` or `{serial:6}` are replaced; the serial must be there. */
      numberPattern: Type.Optional(
        Type.String({
          pattern: '^[A-Za-z0-9/.-]*(\\{(year|yy)\\}[A-Za-z0-9/.-]*)?\\{serial(:[1-9])?\\}[A-Za-z0-9/.-]*$',
          minLength: 8,
          maxLength: 60,
          title: 'parameter-field-number-pattern',
        }),
      ),
    },
    strict,
  ),
  levels: ['platform', 'authority', 'office'],
  readers: 'signed-in',
  standard: [{ key: {}, value: { threeActs: true } }],
});

const Days = (title: string) => Type.Integer({ minimum: 1, maximum: 365, title });

/** Days within which an inquiry is to be answered, after which who has to is reminded, and the office above told. */
export const inquiryTermParameter = defineParameter({
  name: 'inquiry-term',
  key: Nothing,
  value: Type.Object(
    {
      days: Days('parameter-field-days'),
      reminderDays: Days('parameter-field-reminder-days'),
      escalationDays: Days('parameter-field-escalation-days'),
    },
    strict,
  ),
  levels: ['platform', 'authority', 'office'],
  readers: 'signed-in',
  standard: [{ key: {}, value: { days: 5, reminderDays: 3, escalationDays: 7 } }],
  check: ({ value }) =>
    value !== null && (value.reminderDays > value.days || value.escalationDays < value.days)
      ? [{ code: 'inquiry-term-order', path: '/value', values: {} }]
      : [],
});

/** What of the figures anybody may see: how many days old, and the smallest number told. */
export const publicFiguresParameter = defineParameter({
  name: 'public-figures',
  key: Nothing,
  value: Type.Object(
    {
      delayDays: Type.Integer({ minimum: 0, maximum: 365, title: 'parameter-field-delay-days' }),
      smallest: Type.Integer({ minimum: 1, maximum: 100, title: 'parameter-field-smallest' }),
    },
    strict,
  ),
  levels: ['platform'],
  readers: 'signed-in',
  standard: [{ key: {}, value: { delayDays: 0, smallest: 5 } }],
});

/** Certificate models that an installation or an authority uses beside, or instead of, those of the release. */
export const certificateModelParameter = defineParameter({
  name: 'certificate-model',
  key: Type.Object(
    { id: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,79}$', title: 'parameter-field-id' }) },
    strict,
  ),
  value: Type.Object(
    { model: Type.Object({}, { additionalProperties: true, title: 'parameter-field-model' }) },
    strict,
  ),
  levels: ['platform', 'authority', 'office'],
  readers: 'model.read',
  check: ({ value }) =>
    value === null
      ? []
      : modelFaults(value.model).map(({ path, ...fault }) => ({ ...fault, path: `/value/model${path}` })),
});
