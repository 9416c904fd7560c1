import { Type } from 'typebox';
import { isCalendarDay, say } from '../../base/index.ts';
import { agreementOn, agreementsOn, type AgreementRow } from '../../systems/ecert/agreements/index.ts';
import { HttpError } from '../codes.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Call, type Route } from '../route.ts';
import { Country, listOf, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';

const strict = { additionalProperties: false } as const;
const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

const Agreement = Type.Object({
  country: Country,
  commodity: Type.String(),
  electronic: Type.Boolean(),
  paperlessFrom: Type.Optional(Type.String()),
  paperless: Type.Boolean(),
  channel: Type.String(),
  channelTitle: Type.String(),
  note: Type.Optional(Type.String()),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
});
const Announcement = Type.Object({
  id: Type.String(),
  title: Type.String(),
  text: Type.String(),
  language: Type.String(),
  importance: Type.String(),
  importanceTitle: Type.String(),
  audience: Type.String(),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
  read: Type.Optional(Type.Boolean()),
});

const reading = { method: 'GET', area: 'administration', cost: 'read', admission: 'public' } as const;

/** What was agreed with whom, and what is announced: open to everybody as far as it concerns them. */
export function agreementRoutes({ services }: Shared): readonly Route[] {
  const { parameters, announcements } = services.administration;
  const shown = (
    { key, value, from, until }: AgreementRow,
    day: string,
    { language }: Pick<Call, 'language'>,
  ) => {
    const { electronic, paperlessFrom, channel, note } = value;
    return {
      ...key,
      electronic,
      ...(paperlessFrom === undefined ? {} : { paperlessFrom }),
      paperless: electronic && paperlessFrom !== undefined && paperlessFrom <= day,
      channel,
      channelTitle: say(services.words, language, `parameter-choice-${channel}`),
      ...(note === undefined ? {} : { note: note[language] ?? note.en }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    };
  };
  return [
    route({
      ...reading,
      name: 'list-agreements',
      path: '/v1/agreements',
      cache: 'none',
      schema: {
        query: Type.Object(
          {
            day: Type.Optional(DayText),
            country: Type.Optional(Country),
            commodity: Type.Optional(Type.String({ pattern: '^[0-9]{2,10}$' })),
          },
          strict,
        ),
        responses: {
          200: {
            schema: Type.Object({
              day: Type.String(),
              items: Type.Array(Agreement),
              applies: Type.Optional(Agreement),
            }),
            raw: true,
          },
        },
      },
      handle(call) {
        const { country, commodity = '' } = call.query;
        const day = call.query.day ?? services.clock().toISOString().slice(0, 10);
        if (!isDay(day)) throw new HttpError('request-invalid');
        const items = agreementsOn(parameters, day).filter(
          ({ key }) => country === undefined || key.country === country,
        );
        const applies =
          country === undefined ? undefined : agreementOn(parameters, { country, commodity, day });
        return sendJson(call.reply, {
          day,
          items: items.map((row) => shown(row, day, call)),
          ...(applies === undefined ? {} : { applies: shown(applies.agreement, day, call) }),
        });
      },
    }),
    route({
      ...reading,
      name: 'list-announcements',
      path: '/v1/announcements',
      cache: 'none',
      schema: { responses: { 200: { schema: listOf(Announcement), raw: true } } },
      async handle({ caller, language, reply }) {
        const items = await announcements.of(caller);
        return sendJson(reply, {
          items: items.map(({ id, announcement, from, until, read }) => ({
            id,
            title: announcement.title[language] ?? announcement.title.en,
            text: announcement.text[language] ?? announcement.text.en,
            language: announcement.text[language] === undefined ? 'en' : language,
            importance: announcement.importance,
            importanceTitle: say(services.words, language, `parameter-choice-${announcement.importance}`),
            audience: announcement.audience,
            ...(from === undefined ? {} : { from }),
            ...(until === undefined ? {} : { until }),
            ...(read === undefined ? {} : { read }),
          })),
        });
      },
    }),
    route({
      name: 'mark-announcement',
      method: 'POST',
      path: '/v1/announcements/:announcement/read',
      area: 'administration',
      admission: 'signed-in',
      cost: 'read',
      cache: 'none',
      schema: {
        params: Type.Object({ announcement: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,79}$' }) }, strict),
        responses: { 204: {} },
      },
      async handle({ caller, params, reply }) {
        await announcements.mark(caller, params.announcement);
        return reply.code(204).send();
      },
    }),
  ];
}

function isDay(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number);
  return isCalendarDay(year ?? 0, month ?? 0, date ?? 0);
}
