import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { toBase64 } from '../../../../src/base/index.ts';
import { call, type Given } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { CountrySelect } from '../../pieces/country-select.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { FileDrop } from '../../pieces/file-drop.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { PictureCanvas } from '../../pieces/picture-canvas.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import '../../parameters/parameters.css';

type Body = Given<'report-forgery'>['body'];

const MOST_PICTURES = 4;
/** Together with their base64 they stay below what the server takes. */
const LARGEST_TOGETHER = 5_000_000;

const EMPTY = {
  number: '',
  paper: '',
  country: '',
  seenCountry: '',
  seenPlace: '',
  seenOn: '',
  description: '',
  contact: '',
};
type Draft = typeof EMPTY;

interface Picture {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Anyone may report a paper that looks forged, with photographs of it. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const reporting = useMutation({ mutationFn: (body: Body) => call('report-forgery', { body }) });
  if (reporting.data !== undefined)
    return (
      <Page title={say('web-report-taken')} lead={say('web-report-taken-lead')} width="narrow">
        <Card>
          <div role="status">
            <Facts
              facts={[
                known(say('web-reference'), reporting.data.reference, 'code'),
                known(say('web-join-code'), reporting.data.code, 'code'),
              ]}
            />
          </div>
          <p>
            <Link to="/report-forgery/state" search={{ reference: reporting.data.reference }}>
              {say('web-report-follow')}
            </Link>
          </p>
        </Card>
      </Page>
    );
  const submit = (): void => {
    const found = faultsOf(draft, say);
    setFaults(found);
    if (found.length > 0) return;
    const { number, country, description, ...others } = draft;
    reporting.mutate({
      number: number.trim(),
      country,
      description: description.trim(),
      ...Object.fromEntries(
        Object.entries(others).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
      ),
      ...(pictures.length === 0 ? {} : { photographs: pictures.map(({ bytes }) => toBase64(bytes)) }),
    });
  };
  return (
    <Page title={say('web-report')} lead={say('web-report-lead')} width="narrow">
      <Card>
        <Form faults={faults} submit={submit}>
          {reporting.isError && <ProblemNotice error={reporting.error} />}
          <ReportFields
            draft={draft}
            change={(changes) => setDraft({ ...draft, ...changes })}
            faultOf={(field) => faults.find((one) => one.field === field)?.text}
          />
          <Pictures pictures={pictures} change={setPictures} />
          <Button type="submit" loading={reporting.isPending}>
            {say('web-report-send')}
          </Button>
        </Form>
      </Card>
      <p>
        <Link to="/report-forgery/state">{say('web-report-follow')}</Link>
      </p>
    </Page>
  );
}

function faultsOf(draft: Draft, say: (key: string) => string): readonly FieldFault[] {
  return (['number', 'country', 'description'] as const)
    .filter((name) => draft[name].trim() === '')
    .map((name) => ({ field: `report-${name}`, text: say(`web-report-${name}-missing`) }));
}

function ReportFields({
  draft,
  change,
  faultOf,
}: {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}): ReactNode {
  const { say } = useReader();
  const text = (name: 'number' | 'paper' | 'seenPlace' | 'contact', label: string, maxLength: number) => (
    <TextInput
      id={`report-${name}`}
      label={label}
      required={name === 'number'}
      maxLength={maxLength}
      value={draft[name]}
      error={faultOf(`report-${name}`)}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  );
  return (
    <>
      {text('number', say('web-forgery-number'), 120)}
      <div className="schema-form">
        <CountrySelect
          id="report-country"
          isRequired
          label={say('web-forgery-claimed')}
          nothing={say('web-choose')}
          value={draft.country}
          error={faultOf('report-country')}
          change={(country) => change({ country })}
        />
        {text('paper', say('web-forgery-paper'), 60)}
        <CountrySelect
          id="report-seenCountry"
          label={say('web-forgery-seen')}
          nothing="—"
          value={draft.seenCountry}
          change={(seenCountry) => change({ seenCountry })}
        />
        {text('seenPlace', say('web-forgery-place'), 200)}
        <TextInput
          id="report-seenOn"
          type="date"
          label={say('web-forgery-on')}
          value={draft.seenOn}
          onChange={({ currentTarget }) => change({ seenOn: currentTarget.value })}
        />
      </div>
      <Textarea
        id="report-description"
        label={say('web-forgery-description')}
        description={say('web-report-description-hint')}
        required
        rows={5}
        maxLength={5000}
        value={draft.description}
        error={faultOf('report-description')}
        onChange={({ currentTarget }) => change({ description: currentTarget.value })}
      />
      {text('contact', say('web-report-contact'), 200)}
    </>
  );
}

function Pictures({
  pictures,
  change,
}: {
  readonly pictures: readonly Picture[];
  readonly change: (pictures: readonly Picture[]) => void;
}): ReactNode {
  const { say } = useReader();
  const [isTooMuch, setTooMuch] = useState(false);
  const take = async (files: readonly File[]): Promise<void> => {
    const room = files.slice(0, MOST_PICTURES - pictures.length);
    const sizes = [...pictures.map(({ bytes }) => bytes.length), ...room.map(({ size }) => size)];
    const isLarge =
      sizes.reduce((sum, size) => sum + size, 0) > LARGEST_TOGETHER || room.length < files.length;
    setTooMuch(isLarge);
    if (isLarge) return;
    const added = await Promise.all(
      room.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    change([...pictures, ...added]);
  };
  return (
    <div className="stack">
      <FileDrop
        label={say('web-report-photograph')}
        hint={say('web-report-photograph-hint')}
        accept="image/png,image/jpeg"
        isMultiple
        take={(files) => void take(files)}
      />
      {isTooMuch && (
        <p className="notice notice-failed" role="alert">
          {say('web-report-photograph-large')}
        </p>
      )}
      {pictures.map((picture, index) => (
        <div key={picture.name + String(index)} className="stack">
          <div className="row">
            <span dir="auto">{picture.name}</span>
            <Button
              variant="subtle"
              size="sm"
              aria-label={say('web-attach-remove', { name: picture.name })}
              onClick={() => change(pictures.filter((one) => one !== picture))}
            >
              {say('web-remove')}
            </Button>
          </div>
          <PictureCanvas bytes={picture.bytes} label={picture.name} />
        </div>
      ))}
    </div>
  );
}
