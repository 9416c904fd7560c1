import { Type } from 'typebox';
import { say } from '../../base/index.ts';
import { TASK_ACTIONS } from '../../ledger/tasks/index.ts';
import {
  INQUIRY_STATES,
  WRITTEN_KINDS,
  otherSide,
  sideOf,
  type Thread,
} from '../../systems/ecert/inquiry/index.ts';
import { entityTag } from '../entity-tag.ts';
import { HttpError } from '../codes.ts';
import { route, type Call, type Route } from '../route.ts';
import { Id, listOf, Moment } from '../schemas.ts';
import { shownAttachment, shownInquiry, shownTask, type Telling } from '../services/correspondence.ts';
import type { Caller } from '../services/access.ts';
import type { Shared } from '../shared.ts';
import { CertificateId } from './certificates.ts';
import { AttachmentIds, AttachmentSchema, Content, DueDay, matchedVersion, tellingOf } from './results.ts';

const strict = { additionalProperties: false } as const;
const Party = Type.Object({
  country: Type.String({ description: 'api-field-country' }),
  authority: Type.String({ description: 'api-field-authority' }),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  name: Type.Optional(Type.String()),
});

export const InquirySchema = Type.Object({
  id: Id,
  version: Type.Integer({ description: 'api-field-version' }),
  state: Type.String({ description: 'api-field-inquiry-state' }),
  stateText: Type.String(),
  certificate: Type.Object({ id: Id, number: Type.String() }),
  issuer: Party,
  importing: Type.String({ description: 'api-field-country' }),
  asker: Type.String({ description: 'api-field-side' }),
  openedBy: Party,
  result: Type.Optional(Id),
  waiting: Type.Optional(Type.String({ description: 'api-field-waiting' })),
  mine: Type.Optional(Type.Boolean({ description: 'api-field-waits-for-me' })),
  due: Type.Optional(Moment),
  opened: Moment,
  latest: Moment,
});

const MessageSchema = Type.Object({
  version: Type.Integer({ description: 'api-field-version' }),
  kind: Type.String({ description: 'api-field-message-kind' }),
  kindText: Type.String(),
  side: Type.String({ description: 'api-field-side' }),
  operator: Type.String({ description: 'api-field-operator' }),
  own: Type.Boolean(),
  country: Type.String({ description: 'api-field-country' }),
  authority: Type.String({ description: 'api-field-authority' }),
  authorityName: Type.Optional(Type.String()),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  officeName: Type.Optional(Type.String()),
  at: Moment,
  content: Type.String({ description: 'api-field-content' }),
  due: Type.Optional(Moment),
  attachments: Type.Array(AttachmentSchema),
});

const ThreadSchema = Type.Object({
  ...InquirySchema.properties,
  side: Type.Optional(Type.String({ description: 'api-field-side' })),
  may: Type.Array(Type.String(), { description: 'api-field-inquiry-may' }),
  messages: Type.Array(MessageSchema),
});

export const TaskSchema = Type.Object({
  id: Id,
  version: Type.Integer({ description: 'api-field-version' }),
  state: Type.String({ description: 'api-field-task-state' }),
  kind: Type.String({ description: 'api-field-code' }),
  title: Type.String(),
  subject: Type.Object({ record: Type.String(), id: Id, number: Type.Optional(Type.String()) }),
  byAct: Type.Optional(Type.Boolean({ description: 'api-field-task-by-act' })),
  certificate: Type.Optional(Type.Object({ id: Id, number: Type.String() })),
  authority: Type.String({ description: 'api-field-authority' }),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  officeName: Type.Optional(Type.String()),
  due: Moment,
  level: Type.Integer({ description: 'api-field-task-level' }),
  created: Moment,
  assignee: Type.Optional(Type.String({ description: 'api-field-actor' })),
  mine: Type.Optional(Type.Boolean()),
});

/** What this caller may do in a thread now. */
function mayDo({ entry }: Thread, caller: Caller): readonly string[] {
  const side = sideOf(caller.scope, entry.body);
  if (side === undefined || !caller.may('inquiry.write')) return [];
  if (entry.state === 'closed') return side === entry.body.asker ? ['request'] : [];
  if (side === otherSide(entry.body.asker)) return ['response', 'note'];
  return ['request', 'note', 'close', ...(entry.state === 'open' ? ['extend'] : [])];
}

function shownThread(thread: Thread, caller: Caller, telling: Telling) {
  const { words, language, nameOf } = telling;
  const { entry, messages } = thread;
  const side = sideOf(caller.scope, entry.body);
  return {
    ...shownInquiry(entry, telling),
    ...(side === undefined ? {} : { side }),
    mine: side !== undefined && side === entry.body.waiting,
    may: mayDo(thread, caller),
    messages: messages.map(({ actor, attachments, ...message }) => ({
      ...message,
      kindText: say(words, language, `inquiry-kind-${message.kind}`),
      own: actor === caller.actor,
      authorityName: nameOf(message.authority),
      ...(message.office === undefined ? {} : { officeName: nameOf(message.office) }),
      attachments: attachments.map(shownAttachment),
    })),
  };
}

const shared = { area: 'correspondence', cost: 'read', cache: 'none' } as const;
const writing = {
  ...shared,
  method: 'POST',
  admission: 'inquiry.write',
  consumes: ['application/json'],
  bodyLimit: 65_536,
  idempotent: true,
} as const;

/** Inquiries and the work of offices. */
export function inquiryRoutes({ services }: Shared): readonly Route[] {
  const { correspondence } = services;
  const { inquiries } = correspondence;
  const answer = async (call: Call, thread: Thread) => {
    void call.reply.header('etag', entityTag(String(thread.entry.version)));
    return shownThread(thread, call.caller, await tellingOf(call));
  };
  const seen = (call: Call) => {
    const version = matchedVersion(call.request.headers['if-match']);
    return version === undefined ? {} : { version };
  };
  return [
    route({
      ...shared,
      name: 'list-inquiries',
      method: 'GET',
      path: '/v1/inquiries',
      admission: 'inquiry.read',
      schema: {
        query: Type.Object(
          {
            state: Type.Optional(Type.Enum(INQUIRY_STATES, { description: 'api-field-inquiry-state' })),
            mine: Type.Optional(Type.Enum(['true', 'false'], { description: 'api-field-waits-for-me' })),
            certificate: Type.Optional(Id),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'api-field-limit' })),
            after: Type.Optional(Type.String({ maxLength: 200, description: 'api-field-after' })),
          },
          strict,
        ),
        responses: { 200: { schema: listOf(InquirySchema) } },
      },
      async handle(call) {
        const { caller, query } = call;
        const { state, mine, certificate, limit, after } = query;
        const page = await correspondence.list(caller, {
          limit: limit ?? 50,
          mine: mine === 'true',
          ...(state === undefined ? {} : { state }),
          ...(certificate === undefined ? {} : { certificate }),
          ...(after === undefined ? {} : { after }),
        });
        const telling = await tellingOf(call as Call);
        const items = page.items.map((entry) => ({
          ...shownInquiry(entry, telling),
          mine: entry.body.waiting !== undefined && sideOf(caller.scope, entry.body) === entry.body.waiting,
        }));
        return page.next === undefined ? { items } : { items, next: page.next };
      },
    }),
    route({
      ...writing,
      name: 'open-inquiry',
      path: '/v1/certificates/:id/inquiries',
      schema: {
        params: CertificateId,
        body: Type.Object(
          {
            content: Content,
            due: Type.Optional(DueDay),
            attachments: Type.Optional(AttachmentIds),
          },
          strict,
        ),
        responses: { 201: { schema: ThreadSchema } },
      },
      async handle(call) {
        const thread = await inquiries.open(call.params.id, call.body, call.caller);
        void call.reply.code(201).header('location', `/v1/inquiries/${thread.entry.id}`);
        return answer(call as Call, thread);
      },
    }),
    route({
      ...shared,
      name: 'read-inquiry',
      method: 'GET',
      path: '/v1/inquiries/:id',
      admission: 'inquiry.read',
      schema: { params: CertificateId, responses: { 200: { schema: ThreadSchema } } },
      handle: async (call) => answer(call as Call, await inquiries.read(call.caller.scope, call.params.id)),
    }),
    route({
      ...writing,
      name: 'write-message',
      path: '/v1/inquiries/:id/messages',
      schema: {
        params: CertificateId,
        body: Type.Object(
          {
            kind: Type.Enum(WRITTEN_KINDS, { description: 'api-field-message-kind' }),
            content: Content,
            due: Type.Optional(DueDay),
            attachments: Type.Optional(AttachmentIds),
          },
          strict,
        ),
        responses: { 201: { schema: ThreadSchema } },
      },
      async handle(call) {
        const request = { id: call.params.id, ...call.body, ...seen(call as Call) };
        const thread = await inquiries.write(request, call.caller);
        void call.reply.code(201);
        return answer(call as Call, thread);
      },
    }),
    route({
      ...writing,
      name: 'close-inquiry',
      path: '/v1/inquiries/:id/close',
      schema: {
        params: CertificateId,
        body: Type.Object({ content: Type.Optional(Content) }, strict),
        responses: { 200: { schema: ThreadSchema } },
      },
      async handle(call) {
        const request = { id: call.params.id, ...call.body, ...seen(call as Call) };
        return answer(call as Call, await inquiries.close(request, call.caller));
      },
    }),
    route({
      ...writing,
      name: 'extend-inquiry',
      path: '/v1/inquiries/:id/due',
      schema: {
        params: CertificateId,
        body: Type.Object({ due: DueDay, reason: Content }, strict),
        responses: { 200: { schema: ThreadSchema } },
      },
      async handle(call) {
        const request = { id: call.params.id, ...call.body, ...seen(call as Call) };
        return answer(call as Call, await inquiries.extend(request, call.caller));
      },
    }),
    route({
      ...shared,
      name: 'list-tasks',
      method: 'GET',
      path: '/v1/tasks',
      admission: 'task.work',
      schema: { responses: { 200: { schema: listOf(TaskSchema) } } },
      async handle(call) {
        const telling = await tellingOf(call as Call);
        const tasks = await correspondence.tasks(call.caller, 200);
        return { items: tasks.map((entry) => shownTask(entry, call.caller, telling)) };
      },
    }),
    route({
      ...writing,
      name: 'act-on-task',
      path: '/v1/tasks/:id/actions/:action',
      admission: 'task.work',
      requiresMatch: true,
      schema: {
        params: Type.Object(
          { id: Id, action: Type.Enum(TASK_ACTIONS, { description: 'api-field-action' }) },
          strict,
        ),
        body: Type.Object(
          { assignee: Type.Optional(Type.String({ maxLength: 60, description: 'api-field-actor' })) },
          strict,
        ),
        responses: { 200: { schema: TaskSchema } },
      },
      async handle(call) {
        const { caller, params, body, request } = call;
        const version = matchedVersion(request.headers['if-match']);
        if (version === undefined) throw new HttpError('precondition-required');
        const entry = await correspondence.actOnTask(caller, { ...params, input: body, version });
        void call.reply.header('etag', entityTag(String(entry.version)));
        return shownTask(entry, caller, await tellingOf(call as Call));
      },
    }),
  ];
}
