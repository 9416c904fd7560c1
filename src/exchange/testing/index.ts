export { listenPlainly, plainChannel, post } from './http-road.ts';
export { agreement, exchangeKey, standingPartners, StandingParameters } from './party.ts';
