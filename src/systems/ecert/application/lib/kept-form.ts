import type { CanonicalValue, Fault } from '../../../../base/index.ts';
import { canonicalJson, utf8 } from '../../../../base/index.ts';
import { sha256Hex } from '../../../../crypto/index.ts';
import {
  checkForm,
  clipped,
  isStorable,
  type CertificateModel,
  type CheckOptions,
  type Form,
  type FormValue,
} from '../../models/index.ts';
import type { ApplicationBody } from '../application-body.ts';
import { ApplicationError } from '../error.ts';

/** A form of a hundred full lines is far below this, in bytes of JSON. */
const LARGEST_FORM = 400_000;

/** What no field could ever hold: a draft may be incomplete and wrong, but not shapeless. */
const SHAPELESS: ReadonlySet<string> = new Set([
  'form-type',
  'form-field-unknown',
  'form-too-long',
  'form-rows-many',
  'form-unclean',
  'form-language',
]);

/** A form as it is kept in a draft: empty values left out. Throws `application-form-invalid` with every fault. */
export function keptForm(
  model: CertificateModel,
  form: unknown,
  options: CheckOptions,
): { readonly form: Form; readonly digest: string } {
  const pruned = withoutEmpty(form) ?? {};
  const text = JSON.stringify(pruned);
  const faults =
    text.length > LARGEST_FORM
      ? [{ code: 'form-too-long', path: '', values: { most: String(LARGEST_FORM) } }]
      : [
          ...checkForm(model, pruned, options)
            .filter(({ code }) => SHAPELESS.has(code))
            .map(({ code, path, values }) => ({ code, path, values })),
          ...unstorable(pruned, ''),
        ];
  if (faults.length > 0)
    throw new ApplicationError('application-form-invalid', { count: faults.length }, { faults });
  // The check finds every value that is not of its field's kind.
  return { form: pruned as Form, digest: sha256Hex(utf8(canonicalJson(pruned as CanonicalValue))) };
}

/** A form that was made elsewhere, without the fields whose content this model cannot hold. */
export function fittingForm(model: CertificateModel, form: Form, options: CheckOptions): Form {
  const unfit = new Set(
    checkForm(model, form, options)
      .filter(({ code }) => SHAPELESS.has(code))
      .map(({ path }) => path.split('/')[1] ?? ''),
  );
  return Object.fromEntries(Object.entries(form).filter(([key]) => !unfit.has(key)));
}

/** Texts in whatever place that no table could keep. Members are known by now, or named by the check. */
function unstorable(value: unknown, path: string): readonly Fault[] {
  if (typeof value === 'string')
    return isStorable(value) ? [] : [{ code: 'form-unclean', path: clipped(path, 200), values: {} }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    isStorable(key) ? unstorable(one, `${path}/${key}`) : [{ code: 'form-unclean', path, values: {} }],
  );
}

/** What is empty is absent; rows stay where they are, since findings name them by their places. */
function withoutEmpty(value: unknown): unknown {
  if (value === '' || value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.length === 0 ? undefined : items.map((item) => withoutEmpty(item) ?? {});
  }
  if (typeof value !== 'object') return value;
  const members = Object.entries(value).flatMap(([key, one]) => {
    const kept = withoutEmpty(one);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** Enough of a form to know it by in a list. Models name these fields alike. */
export function summaryOf(form: Form): ApplicationBody['summary'] {
  const lines = form['lines'];
  const rows: readonly unknown[] = Array.isArray(lines) ? lines : [];
  const [first] = rows;
  const product = firstText(
    typeof first === 'object' && first !== null ? Reflect.get(first, 'description') : undefined,
  );
  return {
    ...named('consignor', form['consignor']),
    ...named('consignee', form['consignee']),
    ...named('destination', form['importCountry']),
    ...(product === undefined ? {} : { product }),
    lines: rows.length,
  };
}

function named(key: 'consignor' | 'consignee' | 'destination', value: FormValue | undefined) {
  return typeof value === 'string' && value !== '' ? { [key]: clipped(value, 200) } : {};
}

function firstText(texts: unknown): string | undefined {
  if (typeof texts === 'string') return clipped(texts, 400);
  if (typeof texts !== 'object' || texts === null) return undefined;
  const words = Object.values(texts).filter((text): text is string => typeof text === 'string');
  return words.length === 0 ? undefined : clipped(words.join(' / '), 400);
}
