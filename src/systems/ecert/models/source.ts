import type { CertificateModel } from './model.ts';
import { SHIPPED_MODELS } from './shipped/models.ts';

/** Whose models are asked for; nobody's in particular where both are absent. */
export interface ModelOwner {
  readonly authority?: string;
  readonly office?: string;
}

/**
 * Where models come from: those of the product first, then what authorities have loaded. Every version that was ever in
 * force is given, since drafts and certificates name theirs.
 */
export interface ModelSource {
  models(owner: ModelOwner): Promise<readonly CertificateModel[]>;
}

/** The models that come with the product. */
export const shippedModels: ModelSource = Object.freeze({
  models: () => Promise.resolve(SHIPPED_MODELS),
});

/** Several sources as one; a later source's version of a model takes the place of an earlier one's. */
export function joinedModels(...sources: readonly ModelSource[]): ModelSource {
  return {
    async models(owner) {
      const lists = await Promise.all(sources.map((source) => source.models(owner)));
      const byName = new Map<string, CertificateModel>();
      for (const model of lists.flat()) byName.set(`${model.key}/${String(model.version)}`, model);
      return [...byName.values()];
    },
  };
}

/** The model of a key and version. */
export function modelOf(
  models: readonly CertificateModel[],
  key: string,
  version: number,
): CertificateModel | undefined {
  return models.find((model) => model.key === key && model.version === version);
}

export interface Wanted {
  /** Exporting country. */
  readonly country: string;
  /** `2026-11-22`. */
  readonly day: string;
}

/** The models by which an office may begin on a day: of each key the newest version that is in force. */
export function modelsInForce(
  models: readonly CertificateModel[],
  { country, day }: Wanted,
): readonly CertificateModel[] {
  const byKey = new Map<string, CertificateModel>();
  for (const model of models) {
    const isInForce = model.validFrom <= day && (model.validUntil === undefined || day <= model.validUntil);
    const isOurs = model.exporting === undefined || model.exporting === country;
    const known = byKey.get(model.key);
    if (isInForce && isOurs && (known === undefined || known.version < model.version))
      byKey.set(model.key, model);
  }
  return [...byKey.values()];
}
