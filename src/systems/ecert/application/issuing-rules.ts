import type { ParameterOwner, ParameterTables } from '../../../ledger/parameters/index.ts';
import type { CertificateModel, ModelSource } from '../models/index.ts';
import { modelFaults } from '../models/index.ts';
import { certificateModelParameter, practiceParameter } from '../parameters/index.ts';

/** What an authority demands of its offices' acts. */
export interface IssuingRule {
  /** Whether a person may sign only what another has written and a third reviewed. */
  readonly threeActs: boolean;
  /** Whether who reviewed may sign as well. */
  readonly reviewerMaySign?: boolean;
  /** How certificates are numbered: `{year}`, `{yy}`, `{serial}` or `{serial:6}` are replaced. */
  readonly numberPattern?: string;
}

/** The office whose rule is sought. */
export interface RuleScope {
  readonly country: string;
  readonly authority: string;
  readonly office?: string;
}

/** The rule that holds for an office now; an authority's own where the office has none. */
export type IssuingRules = (scope: RuleScope) => IssuingRule;

type Rows = Pick<ParameterTables, 'rows' | 'find'>;

/** The rules as they stand in the parameters, changed by one official and approved by another. */
export function rulesOf(parameters: Rows): IssuingRules {
  return (scope) => parameters.find(practiceParameter, {}, { owner: ownerOf(scope) }) ?? { threeActs: true };
}

/** The models that an authority has loaded into the parameters. What is no model is not offered. */
export function loadedModels(parameters: Rows): ModelSource {
  return {
    models: (owner) =>
      Promise.resolve(
        parameters.rows(certificateModelParameter, { owner }).flatMap(({ value }) => checked(value.model)),
      ),
  };
}

/** Models that have been checked; the parameters give the same object until they change. */
const known = new WeakMap<object, readonly CertificateModel[]>();

function checked(value: object): readonly CertificateModel[] {
  const before = known.get(value);
  if (before !== undefined) return before;
  // A value without faults is what the schema of a model describes.
  const models = modelFaults(value).length === 0 ? [value as CertificateModel] : [];
  known.set(value, models);
  return models;
}

function ownerOf({ authority, office }: RuleScope): ParameterOwner {
  return { authority, ...(office === undefined ? {} : { office }) };
}
