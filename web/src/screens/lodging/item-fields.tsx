import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { NO_DOCUMENT, unitOf, type DraftDocument, type DraftItem } from './draft.ts';
import { documentId, itemId } from './field-ids.ts';
import { FieldInput } from './fields.tsx';
import { wordOf, type FormDefinition } from './form-field.ts';

/** A goods item with what is cited for it. */
export function ItemFields({
  form,
  item,
  place,
  faults,
  change,
  remove,
}: {
  readonly form: FormDefinition;
  readonly item: DraftItem;
  readonly place: number;
  readonly faults: readonly FieldFault[];
  readonly change: (item: DraftItem) => void;
  /** Absent for the only one. */
  readonly remove: (() => void) | undefined;
}): ReactNode {
  const { say, number } = useReader();
  const faultAt = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  return (
    <fieldset className="official form-item">
      <legend>{say('web-item', { item: number(place + 1) })}</legend>
      <div className="form-fields">
        {form.item.map((field) => {
          const id = itemId(place, field.name);
          return (
            <FieldInput
              key={field.name}
              field={field}
              id={id}
              label={say(`${form.words}-item-${wordOf(field.name)}`)}
              value={item.fields[field.name] ?? ''}
              unit={item.fields[unitOf(field.name)] ?? ''}
              fault={faultAt(id) ?? faultAt(unitOf(id))}
              change={(value, part) => {
                const name = part === 'unit' ? unitOf(field.name) : field.name;
                change({ ...item, fields: { ...item.fields, [name]: value } });
              }}
            />
          );
        })}
      </div>
      <ItemDocuments item={item} place={place} faults={faults} change={change} />
      <div className="row">
        {remove !== undefined && (
          <Button variant="subtle" size="sm" color="red" onClick={remove}>
            {say('web-form-item-remove', { item: number(place + 1) })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** What is cited for an item. */
function ItemDocuments({
  item,
  place,
  faults,
  change,
}: {
  readonly item: DraftItem;
  readonly place: number;
  readonly faults: readonly FieldFault[];
  readonly change: (item: DraftItem) => void;
}): ReactNode {
  const { say, number } = useReader();
  const faultAt = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  const changeDocument = (at: number, changes: Partial<DraftDocument>): void =>
    change({
      ...item,
      documents: item.documents.map((document, index) =>
        index === at ? { ...document, ...changes } : document,
      ),
    });
  return (
    <>
      <h3>{say('web-form-documents')}</h3>
      {item.documents.map((document, at) => (
        <div
          key={at}
          className="form-document"
          role="group"
          aria-label={say('web-form-document', { place: number(at + 1) })}
        >
          {(['code', 'reference', 'quantity', 'unit'] as const).map((name) => (
            <TextInput
              key={name}
              id={documentId(place, at, name)}
              label={say(`web-form-document-${name}`)}
              maxLength={name === 'reference' ? 120 : name === 'unit' ? 3 : 30}
              value={document[name]}
              error={faultAt(documentId(place, at, name))}
              onChange={({ currentTarget }) => changeDocument(at, { [name]: currentTarget.value })}
            />
          ))}
          <Button
            variant="subtle"
            size="sm"
            color="red"
            leftSection={<IconTrash size={18} aria-hidden />}
            onClick={() => change({ ...item, documents: item.documents.filter((_, index) => index !== at) })}
          >
            {say('web-form-document-remove', { place: number(at + 1) })}
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => change({ ...item, documents: [...item.documents, NO_DOCUMENT] })}
        >
          {say('web-form-document-add')}
        </Button>
      </div>
    </>
  );
}
