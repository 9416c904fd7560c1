import type { FindingArea, FindingLevel } from '../../base/index.ts';
import type { FindingCode } from '../message/finding-codes.ts';

/** Takes a finding at a spelt path. */
export type FindAt = (
  area: FindingArea,
  level: FindingLevel,
  code: FindingCode,
  path: string,
  values?: Readonly<Record<string, string>>,
) => void;
