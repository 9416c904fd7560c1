import type { Answer } from '../../api/client.ts';
import type { Stage } from '../../pieces/stages.tsx';
import type { Tone } from '../../pieces/state-badge.tsx';

export const FORGERY_STATES = ['reported', 'examined', 'confirmed', 'dismissed'] as const;

export const FORGERY_TONES: Readonly<Record<string, Tone>> = {
  reported: 'warning',
  examined: 'compare',
  confirmed: 'failed',
  dismissed: 'unknown',
};

/** The way of a report, as far as its state tells it: what it may end in is told where it has not ended. */
export function stagesOf(state: string, say: (key: string) => string): readonly Stage[] {
  const last = state === 'confirmed' || state === 'dismissed' ? [state] : ['decided'];
  return ['reported', 'examined', ...last].map((name) => ({
    name,
    title: say(`web-forgery-${name}`),
    ...(FORGERY_TONES[name] === undefined ? {} : { tone: FORGERY_TONES[name] }),
  }));
}

type Raw = Answer<'read-forgery'>['forgery']['body'];

/** What is kept of a report, as far as the screens show it. */
export interface ForgeryFacts {
  readonly number: string;
  readonly paper?: string;
  readonly country?: string;
  readonly authority?: string;
  readonly seenCountry?: string;
  readonly seenPlace?: string;
  readonly seenOn?: string;
  readonly commodity?: string;
  readonly signs: readonly string[];
  readonly description: string;
  readonly contact?: string;
  readonly photographs: number;
  readonly finding?: string;
}

/** Reads the body of a report, whose definition the API leaves open. */
export function factsOf(body: Raw): ForgeryFacts {
  const { claimed, seen, signs, photographs } = body;
  return {
    number: textOf(body, 'number') ?? '',
    description: textOf(body, 'description') ?? '',
    signs: Array.isArray(signs) ? signs.map(String) : [],
    photographs: Array.isArray(photographs) ? photographs.length : 0,
    ...given('paper', textOf(body, 'paper')),
    ...given('country', textOf(claimed, 'country')),
    ...given('authority', textOf(claimed, 'authority')),
    ...given('seenCountry', textOf(seen, 'country')),
    ...given('seenPlace', textOf(seen, 'place')),
    ...given('seenOn', textOf(seen, 'on')),
    ...given('commodity', textOf(body, 'commodity')),
    ...given('contact', textOf(body, 'contact')),
    ...given('finding', textOf(body, 'finding')),
  };
}

function textOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Reflect.get(value, name);
  return typeof member === 'string' ? member : undefined;
}

function given<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [key in Name]?: string } {
  // One name, one member: the mapped type says no more than that.
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: string };
}
