import { expect, it } from 'vitest';
import { standardsWords } from '../../../../src/standards/index.ts';
import { OWN_FIELDS } from './original.ts';

it('leaves out of a comparison only what a sheet has', () => {
  for (const label of OWN_FIELDS) expect(Object.keys(standardsWords.en ?? {})).toContain(label);
});
