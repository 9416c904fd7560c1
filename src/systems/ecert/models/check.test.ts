import { describe, expect, it } from 'vitest';
import { checkDocument, checkForm } from './check.ts';
import type { Form } from './form.ts';
import { modelFaults } from './model-faults.ts';
import type { CertificateModel } from './model.ts';
import { SHIPPED_MODELS } from './shipped/models.ts';
import { joinedModels, modelOf, modelsInForce, shippedModels } from './source.ts';
import { meatForm } from './testing/specimen-forms.ts';
import { SETTING, TODAY } from './testing/forms.ts';

const meat = modelNamed('meat');
const FORM = meatForm(TODAY);
const NZ = { ...SETTING, country: 'NZ' };

function modelNamed(key: string): CertificateModel {
  const model = SHIPPED_MODELS.find((one) => one.key === key);
  if (model === undefined) throw new Error(`no model ${key}`);
  return model;
}

const found = (form: unknown, model = meat) =>
  checkForm(model, form, { today: TODAY, country: 'NZ' }).map(({ code, path }) => [path, code]);

/** The specimen with its first line changed. */
function withLine(changes: Readonly<Record<string, unknown>>): object {
  const [line] = FORM['lines'] as readonly object[];
  return { ...FORM, lines: [{ ...line, ...changes }] };
}

describe('the check of a form', () => {
  it('finds nothing in the specimen, and nothing in what is empty but what is required', () => {
    expect(found(FORM)).toEqual([]);
    const empty = found({});
    expect(empty.length).toBeGreaterThan(5);
    expect(new Set(empty.map(([, code]) => code))).toEqual(new Set(['form-required', 'form-rows-few']));
    const blank = Object.fromEntries(Object.keys(FORM).map((key) => [key, '']));
    expect(found({ ...blank, containers: [], lines: [], attestations: [] })).toEqual(empty);
  });

  it.each([
    [{ ...FORM, consignor: 7 }, '/consignor', 'form-type'],
    [{ ...FORM, colour: 'red' }, '/colour', 'form-field-unknown'],
    [{ ...FORM, 'a/b~c': 'red' }, '/a~1b~0c', 'form-field-unknown'],
    [{ ...FORM, consignor: 'x'.repeat(201) }, '/consignor', 'form-too-long'],
    [{ ...FORM, consignor: 'A\u202EB' }, '/consignor', 'form-unclean'],
    [{ ...FORM, consignor: 'A\nB' }, '/consignor', 'form-unclean'],
    [{ ...FORM, consignor: ' A' }, '/consignor', 'form-untrimmed'],
    [{ ...FORM, importCountry: 'XX' }, '/importCountry', 'form-country'],
    [{ ...FORM, importCountry: 'NZ' }, '/importCountry', 'form-country-own'],
    [{ ...FORM, transportMode: '9' }, '/transportMode', 'form-choice'],
    [{ ...FORM, entryPortCode: 'shanghai' }, '/entryPortCode', 'form-too-long'],
    [{ ...FORM, entryPortCode: 'CN-SH' }, '/entryPortCode', 'form-pattern'],
    [{ ...FORM, inspectionDate: '2026-02-30' }, '/inspectionDate', 'form-date'],
    [{ ...FORM, inspectionDate: '2026-06-02' }, '/inspectionDate', 'form-date-future'],
    [{ ...FORM, containers: [{ number: 'MSKU1234566' }] }, '/containers/0/number', 'form-container'],
    [
      { ...FORM, containers: Array.from({ length: 61 }, () => ({ number: 'MSKU1234565' })) },
      '/containers',
      'form-rows-many',
    ],
    [{ ...FORM, lines: ['x'] }, '/lines/0', 'form-type'],
    [{ ...FORM, attestations: ['M1', 'M1'] }, '/attestations', 'form-repeated'],
    [{ ...FORM, attestations: ['X9'] }, '/attestations/0', 'form-choice'],
    [withLine({ description: { en: 'Lamb' } }), '/lines/0/description/zh', 'form-language-missing'],
    [withLine({ description: { en: 'A', zh: '羊', ru: 'Б' } }), '/lines/0/description/ru', 'form-language'],
    [withLine({ expiryDate: '2026-05-31' }), '/lines/0/expiryDate', 'form-date-past'],
    [
      withLine({ productionDate: '2026-03-01', expiryDate: '2026-02-01' }),
      '/lines/0/expiryDate',
      'form-date-order',
    ],
    [withLine({ packages: { value: '0', unit: 'C62' } }), '/lines/0/packages', 'form-number-low'],
    [withLine({ packages: { value: '1.5', unit: 'C62' } }), '/lines/0/packages', 'form-number-fraction'],
    [withLine({ netWeight: { value: '1e3', unit: 'KGM' } }), '/lines/0/netWeight', 'form-number'],
    [withLine({ netWeight: { value: '-1', unit: 'KGM' } }), '/lines/0/netWeight', 'form-number'],
    [withLine({ netWeight: { value: '1', unit: 'LBR' } }), '/lines/0/netWeight', 'form-unit'],
    [withLine({ netWeight: { value: '600000000', unit: 'KGM' } }), '/lines/0/netWeight', 'form-number-high'],
    [withLine({ netWeight: { value: '11', unit: 'TNE' } }), '/lines/0/grossWeight', 'form-exceeds'],
  ] as const)('names the fault and its place (%#)', (form, path, code) => {
    expect(found(form)).toContainEqual([path, code]);
  });

  it('of a model for one country does not take another', () => {
    expect(found({ importCountry: 'AU' }, modelNamed('aquatic-nz'))).toContainEqual([
      '/importCountry',
      'form-country-other-model',
    ]);
  });

  it('never throws, whatever is sent', () => {
    for (const form of [
      null,
      1,
      'x',
      [],
      { lines: { length: 3 } },
      { lines: [[[]]] },
      { description: null },
      { __proto__: null },
    ])
      expect(Array.isArray(checkForm(meat, form, { today: TODAY, country: 'NZ' }))).toBe(true);
  });
});

describe('what the message says of the certificate', () => {
  it('points at the field that it is said of', () => {
    const form: Form = { ...FORM, consignee: 'N/A' };
    expect(checkDocument(meat, form, NZ)).toMatchObject([
      { code: 'value-says-nothing', path: '/consignee', level: 'SEVERE' },
    ]);
    const line = withLine({ batch: '---' }) as Form;
    expect(checkDocument(meat, line, NZ)).toMatchObject([
      { code: 'value-says-nothing', path: '/lines/0/batch' },
    ]);
  });
});

describe('what is loaded as a model', () => {
  const changed = (change: (model: CertificateModel) => void): CertificateModel => {
    const model = structuredClone(meat);
    change(model);
    return model;
  };
  const codes = (model: unknown) => [...new Set(modelFaults(model).map(({ code }) => code))];

  it('is one only with every part of it in form', () => {
    expect(codes({})).toContain('model-shape');
    expect(codes(changed((model) => Object.assign(model, { documentType: 'x', colour: 'red' })))).toEqual([
      'model-shape',
    ]);
  });

  it('names only places that the message has, and none outside it', () => {
    const place = (to: string) =>
      codes(
        changed((model) => {
          const [field] = model.sections[0]?.fields ?? [];
          if (field?.kind === 'text') field.place = to;
        }),
      );
    expect(place('consignment.colour')).toEqual(['model-place-unknown']);
    expect(place('consignment.consignorParty')).toEqual(expect.arrayContaining(['model-place-unknown']));
    expect(place('__proto__.polluted')).toEqual(['model-shape']);
    expect(place('constructor.prototype.polluted')).toEqual(expect.arrayContaining(['model-place-unknown']));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('has no expression that could run for ever, no unit that is none, no key twice, and its wording whole', () => {
    const pattern = (text: string) =>
      codes(
        changed((model) => {
          const [field] = model.sections[0]?.fields ?? [];
          if (field?.kind === 'text') field.pattern = text;
        }),
      );
    for (const text of ['(a+)+', '(a|aa)*b', '(?=a)', '(a)\\1', '['])
      expect(pattern(text)).toEqual(['model-pattern-unfit']);
    expect(pattern('[A-Z]{2}\\d+')).toEqual([]);
    expect(
      codes(
        changed((model) =>
          model.sections.push(structuredClone(model.sections[0] ?? (meat.sections[1] as never))),
        ),
      ),
    ).toContain('model-field-twice');
    expect(codes(changed((model) => model.languages.push('fr')))).toContain('model-text-missing');
  });
});

describe('the models in force', () => {
  it('are of each key the newest whose days include today, for the exporting country', async () => {
    const next: CertificateModel = { ...meat, version: 2, validFrom: '2027-01-01', exporting: 'NZ' };
    const joined = await joinedModels(shippedModels, { models: () => Promise.resolve([next]) }).models({});
    const version = (day: string, country: string) =>
      modelsInForce(joined, { day, country }).find(({ key }) => key === 'meat')?.version;
    expect([version('2026-12-31', 'NZ'), version('2027-01-01', 'NZ'), version('2027-01-01', 'CN')]).toEqual([
      1, 2, 1,
    ]);
    expect(version('2025-12-31', 'NZ')).toBeUndefined();
    expect(modelOf(joined, 'meat', 2)).toBe(next);
  });
});
