import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { TwoLabels } from './cell-input.tsx';
import { chosenOf, inputId, type Field } from './form-values.ts';

/** What the signatory attests: the agreed wording in every language of the certificate; the required ones always stand. */
export function StatementsInput({
  field,
  other,
  value,
  change,
  fault,
}: {
  readonly field: Field;
  readonly other: string | undefined;
  readonly value: unknown;
  readonly change: (value: readonly string[]) => void;
  readonly fault: string | undefined;
}): ReactNode {
  const { say } = useReader();
  const chosen = new Set(chosenOf(value));
  const all = field.statements ?? [];
  return (
    <fieldset className="statements" id={inputId(`/${field.key}`)} tabIndex={-1}>
      <legend>
        <TwoLabels label={field.label} other={other} />
      </legend>
      {fault !== undefined && <p className="field-fault">{fault}</p>}
      {all.map(({ id, required, texts }) => (
        <div key={id} className="statement">
          <Checkbox
            id={inputId(`/${field.key}/${id}`)}
            checked={required || chosen.has(id)}
            disabled={required}
            aria-describedby={inputId(`/${field.key}/${id}/text`)}
            label={required ? say('web-form-statement-always', { id }) : say('web-form-statement', { id })}
            onChange={({ currentTarget }) =>
              // In the order of the model, as the certificate numbers them.
              change(
                all
                  .map((one) => one.id)
                  .filter((one) => (one === id ? currentTarget.checked : chosen.has(one))),
              )
            }
          />
          <div id={inputId(`/${field.key}/${id}/text`)} className="statement-texts">
            {texts.map(({ language, text }) => (
              <p key={language} lang={language} dir="auto">
                {text}
              </p>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
