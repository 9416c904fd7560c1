import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconSend } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useOfficeName } from '../../language/offices.ts';
import { useReader } from '../../language/reader.tsx';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { CellInput } from './cell-input.tsx';
import { Colleagues } from './colleagues.tsx';
import { Conflicts } from './conflict.tsx';
import { Attaching } from './attached.tsx';
import { useDraft, type Draft } from './draft.ts';
import { Findings, isMissing } from './findings.tsx';
import {
  inputIdOf,
  nameOf,
  formOf,
  sentForm,
  type Field,
  type Finding,
  type Form,
  type FormModel,
  type Section,
} from './form-values.ts';
import { checkQuery, modelQuery, type Reading } from './holding.ts';
import { Preview } from './preview.tsx';
import { Remarks } from './remarks.tsx';
import { RowsInput } from './rows-grid.tsx';
import { SaveState } from './save-state.tsx';
import { StatementsInput } from './statements.tsx';
import { useSettled } from './settled.ts';

/** A draft: its form, its checks as one types, and the certificate that comes of it. */
export function Writing({ reading }: { readonly reading: Reading }): ReactNode {
  const { language } = useReader();
  const { model: key, modelVersion } = reading.application.body;
  const model = useQuery(modelQuery(key, modelVersion, language));
  const other = useQuery(modelQuery(key, modelVersion, language === 'zh' ? 'en' : 'zh'));
  if (model.isPending) return <Loading lines={8} />;
  if (model.isError) return <ProblemNotice error={model.error} retry={() => void model.refetch()} />;
  return <WritingForm reading={reading} model={model.data} other={other.data} />;
}

function WritingForm({
  reading,
  model,
  other,
}: {
  readonly reading: Reading;
  readonly model: FormModel;
  readonly other: FormModel | undefined;
}): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const draft = useDraft(reading);
  const sent = sentForm(draft.form);
  const settled = useSettled(sent, 350);
  const check = useQuery({ ...checkQuery(model, settled), placeholderData: keepPreviousData });
  const findings = check.data?.findings;
  const faults = useFaults(findings);
  const { id } = reading.application;
  useSaveKey(draft);
  const hasPreview = search['preview'] !== 'off';
  return (
    <div className="writing" data-preview={hasPreview}>
      <div className="writing-form">
        <Remarks reading={reading} />
        <Conflicts draft={draft} model={model} />
        <Colleagues reading={reading} draft={draft} model={model} />
        <Submission
          reading={reading}
          draft={draft}
          model={model}
          findings={findings}
          showAll={faults.showAll}
        />
        {model.sections.map((section) => (
          <FormSection
            key={section.key}
            section={section}
            other={other?.sections.find(({ key }) => key === section.key)}
            model={model}
            draft={draft}
            faults={faults}
          />
        ))}
        <Attaching reading={reading} />
      </div>
      <aside className="writing-aside" aria-label={say('web-form-aside')}>
        <div className="row writing-state">
          <SaveState draft={draft} />
          <Button
            variant="subtle"
            size="compact-sm"
            aria-pressed={hasPreview}
            leftSection={
              hasPreview ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />
            }
            onClick={() => filter({ preview: hasPreview ? 'off' : '' })}
          >
            {say(hasPreview ? 'web-form-preview-hide' : 'web-form-preview-show')}
          </Button>
        </div>
        <Findings model={model} findings={findings} />
        {hasPreview && <Preview id={id} version={draft.version} revision={draft.revision} />}
      </aside>
    </div>
  );
}

/** Control and S, as everywhere. */
function useSaveKey({ settle }: Draft): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void settle().catch(() => undefined);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [settle]);
}

/** What is wrong at each path, shown once its field has been left, or when everything is to be shown. */
interface Faults {
  readonly at: (path: string) => string | undefined;
  readonly count: (key: string) => number;
  readonly touch: (path: string) => void;
  readonly showAll: () => void;
}

function useFaults(findings: readonly Finding[] | undefined): Faults {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  return {
    at(path) {
      const found = findings?.filter((finding) => finding.path === path) ?? [];
      const shown = found.find(({ code }) => showsAll || touched.has(path) || !isMissing(code));
      return shown?.detail;
    },
    count: (key) =>
      findings?.filter(({ path, level }) => level === 'SEVERE' && path.split('/')[1] === key).length ?? 0,
    touch: (path) => setTouched((before) => (before.has(path) ? before : new Set([...before, path]))),
    showAll: () => setShowsAll(true),
  };
}

function FormSection({
  section,
  other,
  model,
  draft,
  faults,
}: {
  readonly section: Section;
  readonly other: Section | undefined;
  readonly model: FormModel;
  readonly draft: Draft;
  readonly faults: Faults;
}): ReactNode {
  const { say, number } = useReader();
  const open = section.fields.reduce((sum, { key }) => sum + faults.count(key), 0);
  return (
    <section className="card form-section" aria-labelledby={`section-${section.key}`}>
      <div className="card-head">
        <h2 id={`section-${section.key}`}>
          {section.label}
          {other !== undefined && other.label !== section.label && (
            <span className="other-label" dir="auto">
              {other.label}
            </span>
          )}
        </h2>
        <span className={open === 0 ? 'section-done' : 'quiet'}>
          {open === 0
            ? `✓ ${say('web-form-section-done')}`
            : say('web-form-section-open', { count: number(open) })}
        </span>
      </div>
      {section.help !== undefined && <p className="quiet">{section.help}</p>}
      <div className="fields">
        {section.fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            other={other?.fields.find(({ key }) => key === field.key)}
            empty={formOf(model.rows[field.key])}
            draft={draft}
            faults={faults}
          />
        ))}
      </div>
    </section>
  );
}

function FieldInput({
  field,
  other,
  empty,
  draft,
  faults,
}: {
  readonly field: Field;
  readonly other: Field | undefined;
  readonly empty: Form;
  readonly draft: Draft;
  readonly faults: Faults;
}): ReactNode {
  const path = `/${field.key}`;
  const shared = { value: draft.form[field.key], change: (value: unknown) => draft.change(field.key, value) };
  if (field.kind === 'rows')
    return (
      <RowsInput
        {...shared}
        field={field}
        other={other}
        empty={empty}
        fault={faults.at}
        touch={faults.touch}
      />
    );
  if (field.kind === 'statements')
    return <StatementsInput {...shared} field={field} other={other?.label} fault={faults.at(path)} />;
  return (
    <CellInput
      {...shared}
      cell={field}
      other={other?.label}
      path={path}
      fault={faults.at}
      touch={faults.touch}
    />
  );
}

/** The step on: submission, with everything that still keeps it back. */
function Submission({
  reading,
  draft,
  model,
  findings,
  showAll,
}: {
  readonly reading: Reading;
  readonly draft: Draft;
  readonly model: FormModel;
  readonly findings: readonly Finding[] | undefined;
  readonly showAll: () => void;
}): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const { id, office, authority, body } = reading.application;
  const officeName = useOfficeName(office);
  const [summary, setSummary] = useState<readonly FieldFault[]>([]);
  const submitting = useMutation({
    mutationFn: async () => {
      // What was typed a moment ago counts too.
      const check = await queries.fetchQuery(checkQuery(model, sentForm(draft.form)));
      showAll();
      setSummary(faultsOf(model, check.findings));
      if (!check.complete) return;
      const version = await draft.settle();
      // A colleague saved something else meanwhile: that is answered first.
      if (version === undefined) return;
      await call('act-on-application', { path: { id, action: 'submit' }, body: {}, version, once: newKey() });
      await queries.invalidateQueries({ queryKey: ['application', id] });
      await queries.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  useEffect(() => {
    if (findings?.every(({ level }) => level !== 'SEVERE') === true) setSummary([]);
  }, [findings]);
  const origin = body.replaces ?? body.copiedFrom;
  return (
    <>
      <ErrorSummary faults={summary} />
      {submitting.isError && <ProblemNotice error={submitting.error} />}
      <div className="submission card">
        <dl className="facts">
          <div>
            <dt>{say('web-office-model')}</dt>
            <dd>{model.label}</dd>
          </div>
          <div>
            <dt>{say('web-office-issued-by')}</dt>
            <dd dir="auto">{officeName === '' ? authority : officeName}</dd>
          </div>
          {origin !== undefined && (
            <div>
              <dt>{say(body.replaces === undefined ? 'web-form-copied-from' : 'web-form-replaces')}</dt>
              <dd className="number">{origin.number}</dd>
            </div>
          )}
        </dl>
        <Button
          leftSection={<IconSend size={18} aria-hidden />}
          loading={submitting.isPending}
          disabled={draft.conflicts.length > 0 || findings === undefined}
          onClick={() => submitting.mutate()}
        >
          {say('web-form-submit')}
        </Button>
      </div>
    </>
  );
}

/** What keeps a form back, each fault a way to its field. */
function faultsOf(model: FormModel, findings: readonly Finding[]): readonly FieldFault[] {
  return findings
    .filter(({ level }) => level === 'SEVERE')
    .slice(0, 30)
    .map(({ path, detail }) => ({
      field: inputIdOf(model, path) ?? 'content',
      text: [nameOf(model, path), detail].filter(Boolean).join(': '),
    }));
}
