import { Type } from 'typebox';
import {
  defineParameter,
  type ParameterOwner,
  type ParameterTables,
} from '../../../ledger/parameters/index.ts';
import type { TaskTerm } from '../../../ledger/tasks/index.ts';
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

const Term = Type.Object(
  {
    days: Days('parameter-field-days'),
    reminderDays: Days('parameter-field-reminder-days'),
    escalationDays: Days('parameter-field-escalation-days'),
  },
  strict,
);
const term = {
  key: Nothing,
  value: Term,
  levels: ['platform', 'authority', 'office'],
  readers: 'signed-in',
  check: ({ value }: { readonly value: TaskTerm | null }) =>
    value !== null && (value.reminderDays > value.days || value.escalationDays < value.days)
      ? [{ code: 'inquiry-term-order', path: '/value', values: {} }]
      : [],
} as const;

const USUAL_INQUIRY_TERM: TaskTerm = { days: 5, reminderDays: 3, escalationDays: 7 };
const USUAL_APPLICATION_TERM: TaskTerm = { days: 2, reminderDays: 1, escalationDays: 3 };

/** Working days within which an inquiry is answered, after which who has to is reminded, and the office above told. */
export const inquiryTermParameter = defineParameter({
  ...term,
  name: 'inquiry-term',
  standard: [{ key: {}, value: USUAL_INQUIRY_TERM }],
});

/** Working days within which an application is reviewed, and then signed. */
export const applicationTermParameter = defineParameter({
  ...term,
  name: 'application-term',
  standard: [{ key: {}, value: USUAL_APPLICATION_TERM }],
});

/** Whose term is sought. */
interface TermOwner {
  readonly authority: string;
  readonly office?: string;
}

/** The term of an office, or else of its authority, or else of everybody. */
export function inquiryTerm(tables: Pick<ParameterTables, 'find'>, owner: TermOwner): TaskTerm {
  return tables.find(inquiryTermParameter, {}, { owner: parameterOwner(owner) }) ?? USUAL_INQUIRY_TERM;
}

/** As {@link inquiryTerm}, of the review and the signature of an application. */
export function applicationTerm(tables: Pick<ParameterTables, 'find'>, owner: TermOwner): TaskTerm {
  return (
    tables.find(applicationTermParameter, {}, { owner: parameterOwner(owner) }) ?? USUAL_APPLICATION_TERM
  );
}

function parameterOwner({ authority, office }: TermOwner): ParameterOwner {
  if (authority === '') return {};
  return { authority, ...(office === undefined ? {} : { office }) };
}

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
