import { contentVectors } from './content-vectors.ts';
import { structureVectors } from './structure-vectors.ts';
import { trustVectors } from './trust-vectors.ts';
import type { SealVector } from './vector.ts';
import { newWorld } from './world.ts';
import { wrappingVectors } from './wrapping-vectors.ts';

/** The suite of good and hostile seals that every binding of the verifier is held to; keys are new each time. */
export async function sealVectors(): Promise<readonly SealVector[]> {
  const world = await newWorld();
  return [
    ...contentVectors(world),
    ...wrappingVectors(world),
    ...structureVectors(world),
    ...(await trustVectors(world)),
  ];
}
