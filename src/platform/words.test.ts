import { describe, expect, it } from 'vitest';
import { ACCESS_CODES } from '../access/index.ts';
import { CONFIGURATION_CODES } from '../configuration/index.ts';
import { CRYPTO_CODES } from '../crypto/index.ts';
import { DATABASE_ERRORS, EMBEDDED_ERRORS } from '../database/index.ts';
import { EVIDENCE_CODES, FSCK_DIFFERENCES } from '../evidence/index.ts';
import { HTTP_CODES } from '../http/index.ts';
import {
  DECLARATION_CODES,
  DECLARATION_FAULTS,
  DECLARATION_REFUSALS,
} from '../systems/customs/declaration/index.ts';
import { LEDGER_CODES } from '../ledger/index.ts';
import { FINDING_CODES, STANDARDS_CODES, WRITING_FAULTS } from '../standards/index.ts';
import { TASK_KINDS, TASK_REFUSALS } from '../ledger/tasks/index.ts';
import { ATTACHMENT_CODES } from '../systems/ecert/attachments/index.ts';
import { ECERT_CODES, INTAKE_FAULTS } from '../systems/ecert/index.ts';
import { INQUIRY_CODES, INQUIRY_REFUSALS } from '../systems/ecert/inquiry/index.ts';
import { NOTICE_CODES } from '../systems/ecert/notices/index.ts';
import { REFUSAL_REASONS, RESULT_CODES, RESULT_FAULTS } from '../systems/ecert/results/index.ts';
import { ITEM_REFUSALS, REGISTER_CODES, ROW_REFUSALS } from '../systems/ecert/register/index.ts';
import { BUNDLE_CODES, XML_REFUSALS } from '../../verify/core/index.ts';
import { PACK_CODES } from '../verification/packs/index.ts';
import { RULE_CODES, RULE_FAULTS } from '../verification/rules/index.ts';
import { PLATFORM_CODES } from './error.ts';
import { programWords } from './words.ts';

const lists = {
  RULE_CODES,
  RULE_FAULTS,
  ATTACHMENT_CODES,
  INQUIRY_CODES,
  INQUIRY_REFUSALS,
  NOTICE_CODES,
  REASONS: REFUSAL_REASONS.map((code) => `refusal-${code}`),
  RESULT_CODES,
  RESULT_FAULTS,
  TASK_KINDS: TASK_KINDS.map((kind) => `task-${kind}`),
  TASK_REFUSALS,
  ACCESS_CODES,
  BUNDLE_CODES,
  CONFIGURATION_CODES,
  CRYPTO_CODES,
  DATABASE_ERRORS,
  DECLARATION_CODES,
  DECLARATION_FAULTS,
  DECLARATION_REFUSALS,
  ECERT_CODES,
  EMBEDDED_ERRORS,
  EVIDENCE_CODES,
  FINDING_CODES,
  FSCK_DIFFERENCES,
  HTTP_CODES,
  INTAKE_FAULTS,
  ITEM_REFUSALS,
  LEDGER_CODES,
  PACK_CODES,
  PLATFORM_CODES,
  REGISTER_CODES,
  ROW_REFUSALS,
  STANDARDS_CODES,
  WRITING_FAULTS,
  XML_REFUSALS,
};

describe('whatever code the program may report has a sentence', () => {
  it.each(Object.entries(lists))('%s', (_, codes) => {
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) {
      expect(programWords.en?.[code], code).toBeDefined();
      expect(programWords.zh?.[code], code).toBeDefined();
    }
  });
});
