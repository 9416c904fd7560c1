import { Type } from 'typebox';
import { HttpError } from '../codes.ts';
import { checkPage } from '../pages/check.ts';
import { facePage } from '../pages/face.ts';
import { sayer } from '../pages/shell.ts';
import { route, type Route } from '../route.ts';
import type { Shared } from '../shared.ts';
import { toldFace } from '../told-face.ts';
import { warningsOn } from '../told-warnings.ts';
import { HTML, Language, pageContext } from './pages.ts';
import { checkCertificate } from './verification.ts';

const strict = { additionalProperties: false } as const;
const Form = Type.Object(
  { number: Type.String({ maxLength: 120 }), securityCode: Type.String({ maxLength: 60 }) },
  strict,
);

/** The check for people: a form that needs no script, and its answer. */
export function checkRoutes(shared: Shared): readonly Route[] {
  const { services } = shared;
  return [
    route({
      name: 'show-check',
      method: 'GET',
      path: '/check',
      admission: 'public',
      area: 'page',
      cost: 'read',
      cache: 'short',
      page: true,
      schema: { query: Language, responses: { 200: { mediaType: HTML } } },
      handle: (call) => call.reply.type(HTML).send(checkPage(pageContext(call, '/check'))),
    }),
    route({
      name: 'answer-check',
      method: 'POST',
      path: '/check',
      admission: 'public',
      area: 'page',
      cost: 'guess',
      cache: 'none',
      audit: 'view',
      page: true,
      consumes: ['application/x-www-form-urlencoded'],
      schema: { query: Language, body: Form, responses: { 200: { mediaType: HTML } } },
      async handle(call) {
        const context = pageContext(call, '/check');
        const { number, securityCode } = call.body;
        void call.reply.type(HTML);
        try {
          const certificate = await checkCertificate(shared, number, securityCode);
          call.request.shown = `certificates/${certificate.entry.id}`;
          const face = {
            ...toldFace(certificate, context, services.clock()),
            ...warningsOn(services, certificate.entry, context.language),
          };
          return call.reply.send(facePage(context, face));
        } catch (error) {
          if (!(error instanceof HttpError) || error.code !== 'check-failed') throw error;
          const say = sayer(context);
          const warnings = error.faults.map(({ code, values }) => say(code, values));
          const message = [say('check-failed-more'), ...warnings].join(' ');
          return call.reply.code(404).send(checkPage(context, { number, message }));
        }
      },
    }),
  ];
}
