import { describe, expect, test } from 'vitest';
import { partnerStanding } from './partner-standing.ts';

type Parts = Parameters<typeof partnerStanding>[0];

const agreement = (country: string, commodity: string, paperlessFrom?: string) => ({
  key: { country, commodity },
  value: { electronic: true, channel: 'rest', ...(paperlessFrom === undefined ? {} : { paperlessFrom }) },
});

function standing(
  alarms: readonly { partner: string; rule: string; cleared: Date | null }[],
  state = 'live',
) {
  let asked = 0;
  // What the exchange and the parameters give, as far as it is asked for here.
  const parts = {
    clock: () => new Date('2026-06-01T09:00:00Z'),
    parameters: {
      rows: () => [
        agreement('NZ', ''),
        agreement('NZ', '02', '2026-01-01'),
        agreement('AU', '02', '2026-07-01'),
      ],
    },
    exchange: {
      partners: {
        all: () => [
          { authority: 'CN-GACC', partner: 'NZ-MPI', state },
          { authority: 'SG-SFA', partner: 'AU-DAFF', state: 'suspended' },
        ],
      },
      traffic: {
        alarms: () => {
          asked += 1;
          return Promise.resolve(alarms);
        },
      },
    },
  } as unknown as Parts;
  return { ...partnerStanding(parts), asked: () => asked };
}

const declaration = (...commodities: string[]) =>
  ({ country: 'CN', items: commodities.map((commodity) => ({ commodity })) }) as unknown as Parameters<
    ReturnType<typeof partnerStanding>['of']
  >[1];
const ask = (of: ReturnType<typeof standing>, what: ReturnType<typeof declaration>) =>
  of.of({ query: () => Promise.resolve([]) }, what, ['NZ', 'AU', 'ZA'], '2026-06-01');

describe('how it stands with a partner', () => {
  test('an agreement covers a declaration only where it covers every item, and waives paper only from its day', async () => {
    expect(await ask(standing([]), declaration('0202300090'))).toEqual([
      { country: 'NZ', inForce: true, paperless: true, reachable: true },
      { country: 'AU', inForce: true, paperless: false, reachable: true },
      { country: 'ZA', inForce: false, paperless: false, reachable: true },
    ]);
    const [nz, au] = await ask(standing([]), declaration('0202300090', '0810500000'));
    expect([nz, au]).toMatchObject([
      { inForce: true, paperless: false },
      { inForce: false, paperless: false },
    ]);
    expect((await ask(standing([]), declaration()))[0]).toMatchObject({ inForce: false, paperless: false });
  });

  test('a road is down while the partner is silent or suspended; where there is none, nothing is down', async () => {
    const silent = { partner: 'NZ-MPI', rule: 'partner-silent', cleared: null };
    expect((await standing([silent]).reachable('CN', ['NZ', 'ZA'])).has('NZ')).toBe(false);
    expect([...(await standing([{ ...silent, cleared: new Date() }]).reachable('CN', ['NZ', 'ZA']))]).toEqual(
      ['NZ', 'ZA'],
    );
    expect([...(await standing([], 'suspended').reachable('CN', ['NZ', 'AU']))]).toEqual(['AU']);
    const often = standing([]);
    for (let count = 0; count < 5; count += 1) await often.reachable('CN', ['NZ']);
    expect(often.asked()).toBe(1);
  });
});
