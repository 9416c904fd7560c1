export { LiveHub, type ChangeSource, type HubOptions, type Listener } from './hub.ts';
export { standingSessions } from './standing.ts';
export { LiveStreams, type StreamOptions } from './streams.ts';
