import { Button, Checkbox, Fieldset } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { blankOf, isMembers, type Members, type Schema } from './schema.ts';

interface Nested {
  readonly id: string;
  readonly label: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly isNeeded: boolean;
  readonly change: (value: unknown) => void;
  /** Draws the form of one object. */
  readonly draw: (form: {
    readonly prefix: string;
    readonly schema: Schema;
    readonly value: Members;
    readonly change: (value: Members) => void;
  }) => ReactNode;
}

/** A list of objects, each a small form of its own; more are added below, any is taken away beside it. */
export function RowsInput({ id, label, schema, value, change, draw }: Nested): ReactNode {
  const { say } = useReader();
  const item = schema.items ?? {};
  const rows: readonly Members[] = Array.isArray(value) ? value.filter(isMembers) : [];
  return (
    <Fieldset id={id} legend={label} className="whole">
      <div className="stack">
        {rows.length === 0 && <p className="quiet">{say('web-list-empty')}</p>}
        {rows.map((row, index) => {
          const name = say('web-list-item', { name: label, number: index + 1 });
          return (
            // The place is all that tells two rows of the same content apart.
            <div key={`${index} of ${rows.length}`} className="nested-row" role="group" aria-label={name}>
              {draw({
                prefix: `${id}-${index}`,
                schema: item,
                value: row,
                change: (next) => change(rows.map((one, place) => (place === index ? next : one))),
              })}
              <Button
                size="xs"
                variant="subtle"
                color="red"
                leftSection={<IconTrash size={16} aria-hidden />}
                aria-label={say('web-remove-named', { name })}
                onClick={() => change(rows.filter((_, place) => place !== index))}
              >
                {say('web-remove')}
              </Button>
            </div>
          );
        })}
        <div className="row">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            aria-label={`${say('web-list-add')}: ${label}`}
            disabled={rows.length >= (schema.maxItems ?? Number.POSITIVE_INFINITY)}
            onClick={() => change([...rows, blankOf(item)])}
          >
            {say('web-list-add')}
          </Button>
        </div>
      </div>
    </Fieldset>
  );
}

/** An object in an object; one that may be absent is switched on. */
export function GroupInput({ id, label, schema, value, isNeeded, change, draw }: Nested): ReactNode {
  const lead = useId();
  const isThere = isMembers(value);
  return (
    <Fieldset id={id} legend={label} className="whole">
      <div className="stack">
        {!isNeeded && (
          <Checkbox
            id={lead}
            label={label}
            checked={isThere}
            onChange={({ currentTarget }) => change(currentTarget.checked ? blankOf(schema) : undefined)}
          />
        )}
        {(isThere || isNeeded) &&
          draw({ prefix: id, schema, value: isThere ? value : blankOf(schema), change })}
      </div>
    </Fieldset>
  );
}
