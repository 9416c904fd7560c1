import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { problemOf } from '../../api/problem.ts';
import { CASE_TOPICS } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { FileDrop } from '../../pieces/file-drop.tsx';
import { Form } from '../../pieces/form.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { nextItem, unitOf, type Draft } from './draft.ts';
import { fieldOf, headerId } from './field-ids.ts';
import { FieldInput } from './fields.tsx';
import { wordOf, type FormDefinition } from './form-field.ts';
import { lodge, whatIf, type Amended, type Content } from './intake.ts';
import { ItemFields } from './item-fields.tsx';
import { useDraft } from './keeping.ts';
import { missingIn } from './missing.ts';
import { Preview } from './preview.tsx';
import './lodging.css';

/** The form of a declaration: filled in or dropped as a file, tried out, lodged; or an earlier one amended. */
export function LodgingForm({
  form,
  first,
  amended,
}: {
  readonly form: FormDefinition;
  /** What an amendment begins from. */
  readonly first?: Draft;
  readonly amended?: Amended;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { draft, change, discard } = useDraft(first, form.name);
  const { trying, lodging } = useLodging(amended, discard);
  const [file, setFile] = useState<File>();
  const content: Content = file === undefined ? { draft, form } : { file };
  const refused = lodging.error ?? trying.error;
  const [missing, setMissing] = useState<readonly FieldFault[]>([]);
  const faults = missing.length > 0 || refused === null ? missing : faultsIn(refused, draft, form);
  const send = (way: typeof trying | typeof lodging): void => {
    const found = file === undefined ? missingIn(draft, form, reader) : [];
    setMissing(found);
    if (found.length === 0) way.mutate(content);
  };
  const label = say(amended === undefined ? 'web-lodge' : 'web-amend');
  return (
    <div className="lodging">
      <Form faults={file === undefined ? faults : []} submit={() => send(lodging)}>
        {refused !== null && (faults.length === 0 || file !== undefined) && <ProblemNotice error={refused} />}
        <Card title={say('web-lodge-file')}>
          <FileDrop
            label={say('web-lodge-choose')}
            hint={file === undefined ? say('web-lodge-file-hint') : file.name}
            accept=".xml,application/xml,text/xml"
            take={([given]) => {
              setFile(given);
              lodging.reset();
              if (given !== undefined) trying.mutate({ file: given });
            }}
          >
            {file !== undefined && (
              <Button variant="subtle" size="sm" onClick={() => setFile(undefined)}>
                {say('web-lodge-form-instead')}
              </Button>
            )}
          </FileDrop>
        </Card>
        {file === undefined && (
          <DraftFields
            form={form}
            draft={draft}
            faults={faults}
            change={change}
            isAmending={amended !== undefined}
          />
        )}
        <div className="row lodging-acts">
          <Button type="submit" loading={lodging.isPending}>
            {label}
          </Button>
          <Button variant="default" loading={trying.isPending} onClick={() => send(trying)}>
            {say('web-what-if')}
          </Button>
          {amended === undefined && file === undefined && (
            <Button variant="subtle" onClick={discard}>
              {say('web-lodge-discard')}
            </Button>
          )}
        </div>
      </Form>
      <aside className="lodging-aside">
        <Card title={say('web-what-if')}>
          {trying.data === undefined ? (
            <p className="quiet">{say('web-what-if-more')}</p>
          ) : (
            <Preview found={trying.data} />
          )}
        </Card>
      </aside>
    </div>
  );
}

/** Trying and lodging; what was lodged is shown with its decision at once. */
function useLodging(amended: Amended | undefined, discard: () => void) {
  const { say } = useReader();
  const { go } = useAddress();
  const queries = useQueryClient();
  const trying = useMutation({ mutationFn: whatIf });
  const lodging = useMutation({
    mutationFn: (content: Content) => lodge(content, amended),
    onSuccess: async ({ declaration }) => {
      discard();
      for (const topic of CASE_TOPICS) await queries.invalidateQueries({ queryKey: [topic] });
      notifications.show({
        message: say(amended === undefined ? 'web-lodged' : 'web-amended', { number: declaration.number }),
        closeButtonProps: { 'aria-label': say('web-close') },
      });
      go(`/my-declarations/${declaration.id}`);
    },
  });
  return { trying, lodging };
}

function faultsIn(error: Error, draft: Draft, form: FormDefinition): readonly FieldFault[] {
  const entries = problemOf(error).errors ?? [];
  return entries
    .slice(0, 50)
    .map(({ path, detail }) => ({ field: fieldOf(path, draft, form), text: detail }));
}

function DraftFields({
  form,
  draft,
  faults,
  change,
  isAmending,
}: {
  readonly form: FormDefinition;
  readonly draft: Draft;
  readonly faults: readonly FieldFault[];
  readonly change: (draft: Draft) => void;
  readonly isAmending: boolean;
}): ReactNode {
  const { say } = useReader();
  const { header, items } = draft;
  return (
    <>
      {form.header.map(({ part, fields }) => (
        <Card key={part} title={say(`web-form-part-${part}`)}>
          <div className="form-fields">
            {fields
              // The number of a declaration stays what it is.
              .filter(({ name }) => !(isAmending && name === form.number))
              .map((field) => (
                <FieldInput
                  key={field.name}
                  field={field}
                  id={headerId(field.name)}
                  label={say(`${form.words}-${wordOf(field.name)}`)}
                  value={header[field.name] ?? ''}
                  unit={header[unitOf(field.name)] ?? ''}
                  fault={faults.find((fault) => fault.field === headerId(field.name))?.text}
                  change={(value, part) => {
                    const name = part === 'unit' ? unitOf(field.name) : field.name;
                    change({ ...draft, header: { ...header, [name]: value } });
                  }}
                />
              ))}
          </div>
        </Card>
      ))}
      <Card title={say('web-form-items')}>
        <div className="stack">
          {items.map((item, place) => (
            <ItemFields
              key={place}
              form={form}
              item={item}
              place={place}
              faults={faults}
              change={(next) =>
                change({ ...draft, items: items.map((each, index) => (index === place ? next : each)) })
              }
              remove={
                items.length === 1
                  ? undefined
                  : () => change({ ...draft, items: items.filter((_, index) => index !== place) })
              }
            />
          ))}
          <Button
            variant="default"
            onClick={() => change({ ...draft, items: [...items, nextItem(items.at(-1))] })}
          >
            {say('web-form-item-add')}
          </Button>
        </div>
      </Card>
    </>
  );
}
