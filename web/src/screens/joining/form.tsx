import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../../../src/base/index.ts';
import { useReader } from '../../language/reader.tsx';
import { CountrySelect } from '../../pieces/country-select.tsx';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import {
  bodyOf,
  faultsOf,
  KINDS,
  type ApplicationDraft,
  type LodgedBody,
  type OfficialDraft,
} from './application.ts';
import { DocumentIntake } from './document-intake.tsx';

const official = (administers: boolean, language: Language): OfficialDraft => ({
  name: '',
  email: '',
  language,
  administers,
});

const emptyIn = (language: Language): ApplicationDraft => ({
  kind: 'embassy',
  country: '',
  name: '',
  englishName: '',
  contactName: '',
  email: '',
  telephone: '',
  purpose: '',
  // Who applies in a language most likely reads it.
  officials: [official(true, language)],
});

type Change = (changes: Partial<ApplicationDraft>) => void;
interface Part {
  readonly draft: ApplicationDraft;
  readonly change: Change;
  readonly faultOf: (field: string) => string | undefined;
}

/** Who, which country, which officials, a document: all on one page, its faults together above. */
export function JoiningForm({
  lodge,
  isSending,
  fault,
}: {
  readonly lodge: (body: LodgedBody) => void;
  readonly isSending: boolean;
  readonly fault: Error | null;
}): ReactNode {
  const { say, language } = useReader();
  const [draft, setDraft] = useState(() => emptyIn(language));
  const [document, setDocument] = useState<LodgedBody['document']>();
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const part: Part = {
    draft,
    change: (changes) => setDraft((before) => ({ ...before, ...changes })),
    faultOf: (field) => faults.find((one) => one.field === field)?.text,
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = faultsOf(draft, say);
        setFaults(found);
        if (found.length === 0) lodge(bodyOf(draft, language, document));
      }}
    >
      <ErrorSummary faults={faults} />
      {fault !== null && <ProblemNotice error={fault} />}
      <Card title={say('web-join-who')}>
        <Organisation {...part} />
      </Card>
      <Card title={say('web-join-contact')}>
        <Contact {...part} />
      </Card>
      <Card title={say('web-join-officials')}>
        <Officials {...part} />
      </Card>
      <Card title={say('web-join-document')}>
        <DocumentIntake document={document} change={setDocument} />
      </Card>
      <Button type="submit" loading={isSending}>
        {say('web-join-send')}
      </Button>
    </form>
  );
}

function Organisation({ draft, change, faultOf }: Part): ReactNode {
  const { say } = useReader();
  return (
    <div className="stack">
      <NativeSelect
        label={say('web-join-kind')}
        value={draft.kind}
        onChange={({ currentTarget }) =>
          change({ kind: KINDS.find((kind) => kind === currentTarget.value) ?? 'embassy' })
        }
        data={KINDS.map((kind) => ({ value: kind, label: say(`web-join-kind-${kind}`) }))}
      />
      <CountrySelect
        id="country"
        label={say('web-account-country')}
        value={draft.country}
        error={faultOf('country')}
        nothing={say('web-choose')}
        change={(country) => change({ country })}
      />
      <TextInput
        id="name"
        label={say('web-join-name')}
        maxLength={200}
        autoComplete="organization"
        value={draft.name}
        error={faultOf('name')}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <TextInput
        label={say('web-join-english-name')}
        maxLength={200}
        value={draft.englishName}
        onChange={({ currentTarget }) => change({ englishName: currentTarget.value })}
      />
      <Textarea
        id="purpose"
        label={say('web-join-purpose')}
        maxLength={4000}
        value={draft.purpose}
        error={faultOf('purpose')}
        onChange={({ currentTarget }) => change({ purpose: currentTarget.value })}
      />
    </div>
  );
}

function Contact({ draft, change, faultOf }: Part): ReactNode {
  const { say } = useReader();
  return (
    <div className="stack">
      <TextInput
        id="contact"
        label={say('web-account-name')}
        maxLength={200}
        autoComplete="name"
        value={draft.contactName}
        error={faultOf('contact')}
        onChange={({ currentTarget }) => change({ contactName: currentTarget.value })}
      />
      <TextInput
        id="email"
        type="email"
        label={say('web-email')}
        maxLength={254}
        autoComplete="email"
        value={draft.email}
        error={faultOf('email')}
        onChange={({ currentTarget }) => change({ email: currentTarget.value })}
      />
      <TextInput
        type="tel"
        label={say('web-join-telephone')}
        maxLength={40}
        autoComplete="tel"
        value={draft.telephone}
        onChange={({ currentTarget }) => change({ telephone: currentTarget.value })}
      />
    </div>
  );
}

function Officials({ draft, change, faultOf }: Part): ReactNode {
  const { say, number } = useReader();
  const { officials } = draft;
  const replace = (index: number, changes: Partial<OfficialDraft>): void =>
    change({ officials: officials.map((one, at) => (at === index ? { ...one, ...changes } : one)) });
  return (
    <div className="stack">
      <p className="quiet">{say('web-join-officials-lead')}</p>
      {officials.map((one, index) => (
        <fieldset key={index} className="official">
          <legend>{say('web-join-official', { count: number(index + 1) })}</legend>
          <TextInput
            id={`official-${String(index)}`}
            label={say('web-account-name')}
            maxLength={200}
            value={one.name}
            error={faultOf(`official-${String(index)}`)}
            onChange={({ currentTarget }) => replace(index, { name: currentTarget.value })}
          />
          <TextInput
            id={`official-email-${String(index)}`}
            type="email"
            label={say('web-email')}
            maxLength={254}
            value={one.email}
            error={faultOf(`official-email-${String(index)}`)}
            onChange={({ currentTarget }) => replace(index, { email: currentTarget.value })}
          />
          <NativeSelect
            label={say('web-language')}
            value={one.language}
            onChange={({ currentTarget }) =>
              replace(index, {
                language: LANGUAGES.find((language) => language === currentTarget.value) ?? 'en',
              })
            }
            data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
          />
          <Checkbox
            label={say('web-join-administers')}
            checked={one.administers}
            onChange={({ currentTarget }) => replace(index, { administers: currentTarget.checked })}
          />
          {officials.length > 1 && (
            <Button
              variant="default"
              size="sm"
              aria-label={say('web-remove-named', { name: one.name === '' ? number(index + 1) : one.name })}
              onClick={() => change({ officials: officials.filter((_, at) => at !== index) })}
            >
              {say('web-remove')}
            </Button>
          )}
        </fieldset>
      ))}
      {officials.length < 50 && (
        <Button
          variant="default"
          onClick={() =>
            change({ officials: [...officials, official(false, officials.at(-1)?.language ?? 'en')] })
          }
        >
          {say('web-join-official-add')}
        </Button>
      )}
    </div>
  );
}
