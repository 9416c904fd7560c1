import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { toHex } from '../../base/index.ts';
import { SOAP_TYPES } from '../body-parsers.ts';
import { connectionCertificate } from '../client-certificate.ts';
import { HttpError } from '../codes.ts';
import { ownOrigin } from '../own-origin.ts';
import { route, type Route } from '../route.ts';
import { ANYONE, type Caller } from '../services/access.ts';
import {
  WEB_SERVICES,
  type WebService,
  type WebServiceAnswer,
  type WebServiceCall,
  type WebServices,
} from '../services/web-services.ts';
import type { Shared } from '../shared.ts';
import { Throttle } from '../throttle.ts';

/** Calls of one partner, whatever addresses they come from. */
const PARTNER_RATE = { burst: 1_000, perMinute: 12_000 };
const LARGEST = 16_777_216;

const params = Type.Object({ service: Type.Enum(WEB_SERVICES, { description: 'api-field-web-service' }) });

/** Web services beside the API: partners' own programs call them, and every partner proves itself in the message. */
export function webServiceRoutes({ services, settings }: Shared): readonly Route[] {
  const throttle = new Throttle(PARTNER_RATE);
  const spend = (partner: string): number => throttle.take(partner, services.clock().getTime());
  const shared = { path: '/soap/:service', area: 'exchange', admission: 'public', cost: 'read' } as const;
  return [
    route({
      ...shared,
      name: 'describe-web-service',
      method: 'GET',
      cache: 'revalidate',
      schema: {
        params,
        query: Type.Object({ wsdl: Type.Optional(Type.String({ maxLength: 10 })) }),
        responses: { 200: { mediaType: 'text/xml; charset=utf-8' } },
      },
      handle({ params: { service }, request, reply }) {
        const found = serviceOf(services.webServices, service);
        const location = `${ownOrigin(request, settings) ?? ''}/soap/${service}`;
        if (found.description === undefined) throw new HttpError('route-not-found');
        return reply.type('text/xml; charset=utf-8').send(found.description(location));
      },
    }),
    route({
      ...shared,
      name: 'call-web-service',
      method: 'POST',
      cache: 'none',
      audit: 'change',
      consumes: SOAP_TYPES,
      bodyLimit: LARGEST,
      schema: {
        params,
        responses: {
          200: { mediaType: 'application/soap+xml' },
          400: { mediaType: 'application/soap+xml' },
          500: { mediaType: 'application/soap+xml' },
        },
      },
      async handle({ params: { service }, bytes, language, request, reply }) {
        const found = serviceOf(services.webServices, service);
        const answer = await answerBy(found, `soap/${service}`, { bytes, language, request, spend });
        return reply.code(answer.status).type(answer.contentType).send(answer.body);
      },
    }),
    ...hubRoutes({ services, settings }, spend),
  ];
}

/** The Hub, at the path and in the one version of SOAP in which national systems know it. */
function hubRoutes(
  { services, settings }: Pick<Shared, 'services' | 'settings'>,
  spend: (partner: string) => number,
): readonly Route[] {
  const path = '/hub/DeliveryService';
  const shared = { path, area: 'exchange', admission: 'public', cost: 'read' } as const;
  const mediaType = 'text/xml; charset=utf-8';
  return [
    route({
      ...shared,
      name: 'describe-hub',
      method: 'GET',
      cache: 'revalidate',
      schema: {
        query: Type.Object({ wsdl: Type.Optional(Type.String({ maxLength: 10 })) }),
        responses: { 200: { mediaType } },
      },
      handle({ request, reply }) {
        const { description } = serviceOf(services.webServices, 'hub');
        if (description === undefined) throw new HttpError('route-not-found');
        return reply.type(mediaType).send(description(`${ownOrigin(request, settings) ?? ''}${path}`));
      },
    }),
    route({
      ...shared,
      name: 'call-hub',
      method: 'POST',
      cache: 'none',
      audit: 'change',
      consumes: ['text/xml'],
      bodyLimit: LARGEST,
      schema: { responses: { 200: { mediaType }, 500: { mediaType } } },
      async handle({ bytes, language, request, reply }) {
        const found = serviceOf(services.webServices, 'hub');
        const answer = await answerBy(found, 'hub', { bytes, language, request, spend });
        return reply.code(answer.status).type(answer.contentType).send(answer.body);
      },
    }),
  ];
}

/** Has a service answer, and notes for the audit log who asked for what. */
async function answerBy(
  service: WebService,
  name: string,
  {
    bytes,
    language,
    request,
    spend,
  }: Pick<WebServiceCall, 'bytes' | 'language' | 'spend'> & {
    readonly request: FastifyRequest;
  },
): Promise<WebServiceAnswer> {
  const certificate = connectionCertificate(request);
  const answer = await service.answer({
    contentType: request.headers['content-type'] ?? '',
    bytes,
    language,
    spend,
    ...(certificate === undefined ? {} : { certificate: toHex(certificate.fingerprint) }),
  });
  if (answer.partner !== undefined) {
    request.caller = callerOf(answer.partner);
    request.shown = `${name}/${answer.operation ?? ''}`;
  }
  return answer;
}

function serviceOf(known: WebServices, name: keyof WebServices): WebService {
  const found = known[name];
  if (found === undefined) throw new HttpError('route-not-found');
  return found;
}

/** A partner in the audit log: it may nothing here but what the service has let it do. */
function callerOf(partner: string): Caller {
  return { ...ANYONE, actor: `partner/${partner}`, name: partner };
}
