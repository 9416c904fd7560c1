import type { FieldFault } from '../../pieces/error-summary.tsx';
import type { Reader } from '../../language/reader.tsx';
import type { Draft } from './draft.ts';
import { documentId, headerId, itemId } from './field-ids.ts';
import { headerFields, wordOf, type FormDefinition, type FormField } from './form-field.ts';

type Texts = Readonly<Record<string, string>>;

const isEmpty = (text = ''): boolean => text.trim() === '';

/**
 * What a declaration cannot be lodged without, each in the words of its field. A document whose number is missing would be left out
 * unsaid, and the trader would believe it cited.
 */
export function missingIn(
  { header, items }: Draft,
  form: FormDefinition,
  { say, number }: Pick<Reader, 'say' | 'number'>,
): readonly FieldFault[] {
  const wanted = (fields: readonly FormField[], texts: Texts) =>
    fields.filter(({ name, isRequired }) => isRequired === true && isEmpty(texts[name]));
  const text = (field: string): string => say('web-lodge-missing', { field });
  return [
    ...wanted(headerFields(form), header).map(({ name }) => ({
      field: headerId(name),
      text: text(say(`${form.words}-${wordOf(name)}`)),
    })),
    ...items.flatMap(({ fields, documents }, item) => {
      const its = say('web-item', { item: number(item + 1) });
      return [
        ...wanted(form.item, fields).map(({ name }) => ({
          field: itemId(item, name),
          text: text(`${its}, ${say(`${form.words}-item-${wordOf(name)}`)}`),
        })),
        ...documents.flatMap(({ code, quantity, reference }, at) =>
          isEmpty(reference) && !(isEmpty(code) && isEmpty(quantity))
            ? [
                {
                  field: documentId(item, at, 'reference'),
                  text: text(
                    [
                      its,
                      say('web-form-document', { place: number(at + 1) }),
                      say('web-form-document-reference'),
                    ].join(', '),
                  ),
                },
              ]
            : [],
        ),
      ];
    }),
  ];
}
