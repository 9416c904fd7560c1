import type { Partner, QueueView } from '../../exchange/index.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Route } from '../route.ts';
import type { Caller } from '../services/access.ts';
import type { Shared } from '../shared.ts';
import { Board } from './exchange-shapes.ts';
import { tellingCodes } from './exchange-telling.ts';

const SOON_DAYS = 90;
/** Days over which rates and times are told. */
const LATELY_DAYS = 7;
const DAY = 86_400_000;

/** The traffic board: every partner of the caller's authority, by the road it has. */
export function exchangeBoardRoutes({ services }: Shared): readonly Route[] {
  const { exchange, clock } = services;
  return [
    route({
      name: 'read-exchange-board',
      method: 'GET',
      path: '/v1/exchange/board',
      area: 'exchange',
      cost: 'read',
      cache: 'none',
      admission: 'exchange.read',
      schema: { responses: { 200: { schema: Board, raw: true } } },
      async handle({ caller: { scope }, language, reply }) {
        const now = clock();
        const tell = tellingCodes(services.words, language);
        const own = exchange.partners.all().filter(({ authority }) => isOwn(scope, authority));
        const [queues, went, refusals, alarms] = await Promise.all([
          exchange.traffic.queues(roadsOf(own)),
          exchange.traffic.performance(own, new Date(now.getTime() - LATELY_DAYS * DAY)),
          exchange.traffic.refusals(),
          exchange.traffic.alarms(own.map(({ partner }) => partner)),
        ]);
        const keys = new Set(own.map(({ partner }) => partner));
        const states = new Map(own.map(({ partner, state }) => [partner, state]));
        return sendJson(reply, {
          asOf: now.toISOString(),
          days: LATELY_DAYS,
          alarms,
          partners: went.flatMap(({ arrived, sent, ...performance }) => {
            const { partner, authority } = performance;
            const agreed = exchange.partners.find(authority, partner);
            if (agreed === undefined) return [];
            const queue = togetherOf(queues.filter((one) => one.partner === partner));
            return [
              {
                ...performance,
                ...queue,
                state: agreed.state,
                country: partner.slice(0, 2),
                channels: channelsOf(agreed),
                seen: latest([arrived, sent, queue.taken]),
              },
            ];
          }),
          roads: queues.map((queue) => ({
            ...queue,
            ...(queue.code === null ? {} : tell(queue.code, null)),
            state: states.get(queue.partner),
          })),
          expiring: exchange.partners.expiring(SOON_DAYS).filter(({ partner }) => keys.has(partner)),
          refusals: refusals
            .filter(({ partner }) => scope.kind === 'system' || keys.has(partner))
            .map((refusal) => ({ ...refusal, ...tell(refusal.code, { partner: refusal.partner }) })),
        });
      },
    }),
  ];
}

function isOwn(scope: Caller['scope'], authority: string): boolean {
  return scope.kind === 'system' || (scope.kind === 'authority' && scope.authority === authority);
}

/** Every road out, once, whoever of ours uses it. */
function roadsOf(partners: readonly Partner[]) {
  const roads = partners.flatMap(({ partner, value }) =>
    value.outgoing.map(({ channel }) => [`${partner} ${channel}`, { partner, channel }] as const),
  );
  return [...new Map(roads).values()];
}

function channelsOf({ value }: Partner): readonly string[] {
  return [...new Set([...value.outgoing, ...value.incoming].map(({ channel }) => channel))];
}

/** The queues of a partner's roads as one. */
function togetherOf(queues: readonly QueueView[]) {
  const oldest = queues.flatMap((queue) => (queue.oldest === null ? [] : [queue.oldest.getTime()]));
  return {
    waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
    dead: queues.reduce((sum, { dead }) => sum + dead, 0),
    oldest: oldest.length === 0 ? null : new Date(Math.min(...oldest)),
    taken: latest(queues.map(({ taken }) => taken)),
  };
}

function latest(times: readonly (Date | null)[]): Date | null {
  const known = times.flatMap((time) => (time === null ? [] : [time.getTime()]));
  return known.length === 0 ? null : new Date(Math.max(...known));
}
