import { Type, type TSchema } from 'typebox';
import { NOTICE_KINDS } from '../../systems/ecert/notices/index.ts';
import { sideOf } from '../../systems/ecert/inquiry/index.ts';
import { HttpError } from '../codes.ts';
import { route, type Call, type Route } from '../route.ts';
import { Id, Moment } from '../schemas.ts';
import { shownInquiry, shownResult, shownTask } from '../services/correspondence.ts';
import type { Caller } from '../services/access.ts';
import type { Shared } from '../shared.ts';
import { InquirySchema, TaskSchema } from './inquiries.ts';
import { ResultSchema, tellingOf } from './results.ts';

const strict = { additionalProperties: false } as const;

function heapOf(items: TSchema): TSchema {
  return Type.Object({
    count: Type.Integer({ description: 'api-field-heap-count' }),
    more: Type.Boolean({ description: 'api-field-heap-more' }),
    items: Type.Array(items),
  });
}

const Line = Type.Object({
  id: Id,
  number: Type.String(),
  country: Type.String({ description: 'api-field-country' }),
  authority: Type.String({ description: 'api-field-authority' }),
  authorityName: Type.Optional(Type.String()),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  officeName: Type.Optional(Type.String()),
  products: Type.Array(Type.String()),
  issued: Moment,
  arrived: Moment,
});

const DeskSchema = Type.Object({
  since: Type.String({ description: 'api-field-desk-since' }),
  unexamined: heapOf(Line),
  arrived: heapOf(Line),
  inquiries: heapOf(InquirySchema),
  due: heapOf(InquirySchema),
  results: heapOf(ResultSchema),
  tasks: heapOf(TaskSchema),
});

const Preference = Type.Object(
  {
    address: Type.String({ maxLength: 254, description: 'api-field-notice-address' }),
    kinds: Type.Array(Type.Enum(NOTICE_KINDS), {
      maxItems: NOTICE_KINDS.length,
      description: 'api-field-notice-kinds',
    }),
  },
  strict,
);

/** Tasks shown on the desk. */
const TASKS_SHOWN = 8;

/** The number of the account behind a caller. */
function accountOf({ actor }: Caller): string | undefined {
  return /^account\/([0-9a-f-]{36})$/.exec(actor)?.[1];
}

function needAccount(caller: Caller): string {
  const account = accountOf(caller);
  if (account === undefined) throw new HttpError('permission-refused', { permission: 'account' });
  return account;
}

/** What waits for the caller, and how they are told of it. */
export function noticeRoutes({ services }: Shared): readonly Route[] {
  const { correspondence } = services;
  const shared = { area: 'correspondence', cost: 'read', cache: 'none', admission: 'signed-in' } as const;
  return [
    route({
      ...shared,
      name: 'show-desk',
      method: 'GET',
      path: '/v1/desk',
      schema: { responses: { 200: { schema: DeskSchema } } },
      async handle(call) {
        const { caller } = call;
        const [desk, tasks, telling] = await Promise.all([
          correspondence.desk(caller, accountOf(caller)),
          caller.may('task.work') ? correspondence.tasks(caller, 201) : [],
          tellingOf(call as Call),
        ]);
        const line = (one: (typeof desk.arrived.items)[number]) => ({
          ...one,
          authorityName: telling.nameOf(one.authority),
          ...(one.office === undefined ? {} : { officeName: telling.nameOf(one.office) }),
        });
        const inquiry = (entry: (typeof desk.due.items)[number]) => ({
          ...shownInquiry(entry, telling),
          mine: entry.body.waiting !== undefined && sideOf(caller.scope, entry.body) === entry.body.waiting,
        });
        return {
          since: desk.since,
          unexamined: { ...desk.unexamined, items: desk.unexamined.items.map(line) },
          arrived: { ...desk.arrived, items: desk.arrived.items.map(line) },
          inquiries: { ...desk.inquiries, items: desk.inquiries.items.map(inquiry) },
          due: { ...desk.due, items: desk.due.items.map(inquiry) },
          results: {
            ...desk.results,
            items: desk.results.items.map((entry) => shownResult(entry, telling)),
          },
          tasks: {
            count: Math.min(tasks.length, 200),
            more: tasks.length > 200,
            items: tasks.slice(0, TASKS_SHOWN).map((entry) => shownTask(entry, caller, telling)),
          },
        };
      },
    }),
    route({
      ...shared,
      name: 'note-visit',
      method: 'POST',
      path: '/v1/desk/visits',
      audit: 'none',
      schema: { responses: { 204: {} } },
      async handle({ caller, reply }) {
        await correspondence.noteVisit(needAccount(caller));
        return reply.code(204).send();
      },
    }),
    route({
      ...shared,
      name: 'show-notice-preference',
      method: 'GET',
      path: '/v1/notices/preference',
      schema: { responses: { 200: { schema: Preference } } },
      handle: async ({ caller }) =>
        (await correspondence.noticePreference(needAccount(caller))) ?? { address: '', kinds: [] },
    }),
    route({
      ...shared,
      name: 'keep-notice-preference',
      method: 'POST',
      path: '/v1/notices/preference',
      consumes: ['application/json'],
      schema: { body: Preference, responses: { 200: { schema: Preference } } },
      async handle({ caller, body }) {
        await correspondence.keepNoticePreference(needAccount(caller), body);
        return body;
      },
    }),
  ];
}
