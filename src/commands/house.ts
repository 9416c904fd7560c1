import { openHouse, type House, type HouseOptions } from '../platform/index.ts';
import type { World } from './command.ts';

/** The house of a command: joins the database of a running server where there is one. */
export function openHouseFor(
  world: World,
  options: Pick<HouseOptions, 'join' | 'intakeTrust'> & { readonly onFault?: HouseOptions['onFault'] },
): Promise<House> {
  const { configuration, clock, random, jitter } = world;
  return openHouse({ onFault: () => undefined, ...options, configuration, clock, random, jitter });
}
