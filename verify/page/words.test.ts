import { describe, expect, it } from 'vitest';
import { standardsWords } from '../../src/standards/index.ts';
import { mergeCatalogues } from '../../src/base/index.ts';
import { bundleWords, paperSealWords, sealWords } from '../core/index.ts';
import { inspectionWords } from '../inspection/index.ts';
import { pageWords } from './index.ts';

describe('the words of the page', () => {
  it('share no key with the other words that the page speaks', () => {
    expect(() =>
      mergeCatalogues(standardsWords, sealWords, bundleWords, paperSealWords, inspectionWords, pageWords),
    ).not.toThrow();
  });
});
