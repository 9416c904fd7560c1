import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCountries } from '../../language/countries.ts';
import { useReader } from '../../language/reader.tsx';
import { inputId, quantityOf, textIn, textOf, type Cell } from './form-values.ts';

/** Texts of this length and more are written in a box of several lines. */
const PARAGRAPHS = 300;

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'error', 'description'];

interface CellProps {
  readonly cell: Cell;
  /** The label in the other language. */
  readonly other: string | undefined;
  /** JSON Pointer into the form. */
  readonly path: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  /** What is wrong at a path, as far as it is to be shown. */
  readonly fault: (path: string) => string | undefined;
  readonly touch: (path: string) => void;
}

/** The label of a field in two languages. */
export function TwoLabels({
  label,
  other,
}: {
  readonly label: string;
  readonly other: string | undefined;
}): ReactNode {
  return (
    <>
      {label}
      {other !== undefined && other !== label && (
        <span className="other-label" dir="auto">
          {other}
        </span>
      )}
    </>
  );
}

/** One field of the form, by its kind. */
export function CellInput(props: CellProps): ReactNode {
  const { cell, other, path, value, change, fault, touch } = props;
  const countries = useCountries();
  const { say } = useReader();
  const id = inputId(path);
  const shared = {
    id,
    label: <TwoLabels label={cell.label} other={other} />,
    description: cell.help,
    required: cell.required,
    error: fault(path),
    // Help below: what stands beside another stays level with it.
    inputWrapperOrder: ORDER,
    onBlur: () => touch(path),
  };
  switch (cell.kind) {
    case 'texts':
      return <TextsInput {...props} />;
    case 'quantity':
      return <QuantityInput {...props} />;
    case 'date':
      return (
        <TextInput
          {...shared}
          type="date"
          value={textOf(value)}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      );
    case 'country':
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={textOf(value)}
          data={[
            { value: '', label: say('web-form-choose') },
            ...(cell.kind === 'country'
              ? countries
              : (cell.choices ?? []).map(({ code, label }) => ({ value: code, label }))),
          ]}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      );
    default:
      return (cell.maxLength ?? 0) >= PARAGRAPHS ? (
        <Textarea
          {...shared}
          dir="auto"
          minRows={2}
          maxLength={cell.maxLength ?? 2000}
          value={textOf(value)}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      ) : (
        <TextInput
          {...shared}
          dir="auto"
          autoComplete="off"
          maxLength={cell.maxLength ?? 2000}
          value={textOf(value)}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      );
  }
}

/** The same text in each language of the certificate, side by side. */
function TextsInput({ cell, other, path, value, change, fault, touch }: CellProps): ReactNode {
  const { sayFirst } = useReader();
  const known = typeof value === 'object' && value !== null ? value : {};
  const isLong = (cell.maxLength ?? 0) > 500;
  return (
    <fieldset className="texts-field" id={inputId(path)} tabIndex={-1}>
      <legend>
        <TwoLabels label={cell.label} other={other} />
        {cell.required && (
          <span className="required" aria-hidden>
            {' *'}
          </span>
        )}
      </legend>
      {cell.help !== undefined && <p className="quiet">{cell.help}</p>}
      <div className="texts-inputs">
        {(cell.languages ?? []).map((language, index) => {
          const at = `${path}/${language}`;
          const shared = {
            id: inputId(at),
            label: sayFirst([`web-in-${language}`], language),
            lang: language,
            required: cell.required,
            value: textIn(value, language),
            maxLength: cell.maxLength ?? 2000,
            error: fault(at) ?? (index === 0 ? fault(path) : undefined),
            onBlur: () => touch(at),
          };
          return isLong ? (
            <Textarea
              key={language}
              {...shared}
              onChange={({ currentTarget }) => change({ ...known, [language]: currentTarget.value })}
            />
          ) : (
            <TextInput
              key={language}
              {...shared}
              autoComplete="off"
              onChange={({ currentTarget }) => change({ ...known, [language]: currentTarget.value })}
            />
          );
        })}
      </div>
    </fieldset>
  );
}

function QuantityInput({ cell, other, path, value, change, fault, touch }: CellProps): ReactNode {
  const { say } = useReader();
  const quantity = quantityOf(value, cell);
  const [only, ...more] = cell.units ?? [];
  return (
    <div className="quantity-field">
      <TextInput
        id={inputId(path)}
        label={<TwoLabels label={cell.label} other={other} />}
        description={cell.help}
        inputWrapperOrder={ORDER}
        required={cell.required}
        error={fault(path)}
        inputMode="decimal"
        autoComplete="off"
        dir="ltr"
        value={quantity.value}
        onBlur={() => touch(path)}
        onChange={({ currentTarget }) => change({ ...quantity, value: currentTarget.value })}
        {...(more.length === 0 && only !== undefined
          ? { rightSection: <span className="unit">{only.label}</span>, rightSectionWidth: 64 }
          : {})}
      />
      {more.length > 0 && (
        <NativeSelect
          aria-label={say('web-form-unit', { field: cell.label })}
          value={quantity.unit}
          data={(cell.units ?? []).map(({ code, label }) => ({ value: code, label }))}
          onChange={({ currentTarget }) => change({ ...quantity, unit: currentTarget.value })}
        />
      )}
    </div>
  );
}
