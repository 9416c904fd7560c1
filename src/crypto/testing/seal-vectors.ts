import { contentVectors } from './content-vectors.ts';
import { structureVectors } from './structure-vectors.ts';
import { trustVectors } from './trust-vectors.ts';
import type { SealVector } from './vector.ts';
import { newWorld, plainCertificateXml, type World } from './world.ts';
import { wrappingVectors } from './wrapping-vectors.ts';

/** The suite of good and hostile seals that every binding of the verifier is held to; keys are new each time. */
export async function sealVectors(): Promise<readonly SealVector[]> {
  const plain = await vectorsOf(await newWorld(plainCertificateXml));
  return [
    ...(await vectorsOf(await newWorld())),
    ...plain.map((vector) => ({ ...vector, name: `${vector.name}, spelt plainly` })),
  ];
}

async function vectorsOf(world: World): Promise<readonly SealVector[]> {
  return [
    ...contentVectors(world),
    ...wrappingVectors(world),
    ...structureVectors(world),
    ...(await trustVectors(world)),
  ];
}
