import fc from 'fast-check';
import type { Setting } from '../document.ts';
import type { Form, FormCell, FormRow, FormValue } from '../form.ts';
import { fieldsOf, type CellField, type CertificateModel, type ModelField } from '../model.ts';

export const TODAY = '2026-06-01';
export const SETTING: Setting = {
  country: 'CN',
  issuer: { key: 'CN-GACC', name: 'General Administration of Customs' },
  place: 'Qingdao Customs',
  signatory: 'Liu Haiyan',
  number: '1420026000001',
  issued: '2026-06-01T08:00:00Z',
  status: '70',
};

const WORD = fc.stringMatching(/^[A-Z][a-z0-9]{1,8}$/);
const HAN = fc.stringMatching(/^[冷冻牛肉鲜果青岛海关]{2,6}$/);

/** Texts that say something: words of letters, digits and Han. */
const words = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(WORD, HAN), { minLength: 1, maxLength: 4 })
    .map((parts) => [...parts.join(' ')].slice(0, maxLength).join('').trim())
    .filter((text) => text.length > 1);

function cell(field: CellField, model: CertificateModel): fc.Arbitrary<FormCell> {
  switch (field.kind) {
    case 'text':
      return field.pattern === undefined
        ? words(field.maxLength ?? 200)
        : fc
            .stringMatching(new RegExp(`^(?:${field.pattern})$`))
            .filter(
              (text) =>
                text.length <= (field.maxLength ?? 200) &&
                /^\S+(?: \S+)*$/.test(text) &&
                /[A-Z0-9]$/.test(text),
            );
    case 'texts':
      return fc.record(
        Object.fromEntries(model.languages.map((language) => [language, words(field.maxLength ?? 200)])),
      );
    case 'date':
      return field.bound === 'future'
        ? fc.constantFrom('2026-06-01', '2027-01-31')
        : fc.constantFrom('2026-01-31', '2026-05-30');
    case 'country':
      return field.place === 'consignment.importCountry'
        ? fc.constantFrom(...(model.importing ?? ['NZ', 'NL', 'SG', 'ZA']))
        : fc.constantFrom('CN', 'NO', 'VN');
    case 'quantity':
      return fc.record({
        value:
          field.units[0] === 'C62'
            ? fc.integer({ min: 1, max: 9999 }).map(String)
            : fc.integer({ min: 1, max: 39 }).map(String),
        unit: fc.constantFrom(...field.units.slice(0, 1)),
      });
    case 'choice':
      return fc.constantFrom(...(field.choices?.map(({ code }) => code) ?? field.codes ?? []));
  }
}

function row(columns: readonly CellField[], model: CertificateModel): fc.Arbitrary<FormRow> {
  const record = Object.fromEntries(columns.map((column) => [column.key, cell(column, model)]));
  const optional = columns.filter(({ required }) => required !== true).map(({ key }) => key);
  return fc
    .record(record, {
      requiredKeys: columns.filter(({ required }) => required === true).map(({ key }) => key),
    })
    .map((made): FormRow => whole(made, optional));
}

/** Net weight stays below gross, and a kind of package stands only beside their number. */
function whole(made: Readonly<Record<string, FormCell>>, optional: readonly string[]): FormRow {
  const kept = { ...made };
  if (optional.includes('grossWeight') && kept['grossWeight'] !== undefined)
    kept['grossWeight'] = { value: '40', unit: 'KGM' };
  if ((kept['packages'] === undefined) !== (kept['packageType'] === undefined)) {
    delete kept['packages'];
    delete kept['packageType'];
  }
  return kept;
}

function value(field: ModelField, model: CertificateModel): fc.Arbitrary<FormValue> {
  if (field.kind === 'rows')
    return fc.array(row(field.columns, model), {
      minLength: Math.max(1, field.least ?? 0),
      maxLength: Math.min(3, field.most),
    });
  if (field.kind === 'statements') {
    const optional = field.statements.filter(({ required }) => !required).map(({ id }) => id);
    return fc
      .subarray(optional)
      .map((ids) =>
        field.statements.filter(({ id, required }) => required || ids.includes(id)).map(({ id }) => id),
      );
  }
  return cell(field, model);
}

/** Forms of a model that its check finds nothing grave in, complete and without anything empty. */
export function formArbitrary(model: CertificateModel): fc.Arbitrary<Form> {
  const fields = fieldsOf(model);
  return fc.record(Object.fromEntries(fields.map((field) => [field.key, value(field, model)])), {
    requiredKeys: fields.filter(({ required }) => required === true).map(({ key }) => key),
  });
}
