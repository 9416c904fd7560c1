import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, utf8 } from '../../../base/index.ts';
import { documentFaults, spsCertificate17, writeMessage } from '../../../standards/index.ts';
import { readDocument } from '../certificates.ts';
import { formOf, documentOf } from './document.ts';
import { checkDocument, checkForm } from './check.ts';
import { modelFaults } from './model-faults.ts';
import { SHIPPED_MODELS } from './shipped/models.ts';
import { toldForm } from './told-model.ts';
import { formArbitrary, SETTING, TODAY } from './testing/forms.ts';

const OPTIONS = { today: TODAY, country: 'CN' };

describe('every shipped model', () => {
  it.each(SHIPPED_MODELS.map((model) => [model.key, model] as const))(
    '%s is a model without faults',
    (_, model) => {
      expect(modelFaults(structuredClone(model))).toEqual([]);
    },
  );

  it.each(SHIPPED_MODELS.map((model) => [model.key, model] as const))(
    '%s: what passes the check makes a valid message, and the form reads back from it',
    (_, model) => {
      fc.assert(
        fc.property(formArbitrary(model), (form) => {
          expect(checkForm(model, form, OPTIONS).filter(({ level }) => level === 'SEVERE')).toEqual([]);
          const document = documentOf(model, form, SETTING);
          expect(documentFaults(spsCertificate17, document)).toEqual([]);
          expect(checkDocument(model, form, SETTING).filter(({ level }) => level === 'SEVERE')).toEqual([]);
          const bytes = utf8(writeMessage(spsCertificate17, document));
          const read = readDocument({ bytes, received: '2026-06-01T00:00:00Z' })?.document ?? {};
          expect(formOf(model, read)).toEqual(form);
        }),
        { numRuns: 25 },
      );
    },
  );

  it.each(LANGUAGES)('is drawn in %s with a label on everything', (language) => {
    for (const model of SHIPPED_MODELS) {
      const told = toldForm(model, { language, today: TODAY });
      for (const field of told.sections.flatMap(({ fields }) => fields)) {
        for (const drawn of [field, ...(field.columns ?? [])]) expect(drawn.label.length).toBeGreaterThan(1);
      }
    }
  });
});
