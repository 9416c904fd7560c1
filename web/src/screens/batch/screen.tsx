import { Button, NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, callBytes, type Answer } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { csvLine } from '../../pieces/csv.ts';
import { FileDrop } from '../../pieces/file-drop.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import type { FormModel } from '../application/form-values.ts';
import { modelQuery } from '../application/holding.ts';
import { modelsQuery } from '../beginning/models.ts';
import { PreviewGrid } from './preview-grid.tsx';
import { Running, useFinished } from './running.tsx';
import { leftOutOf, rowRange, sheetOf, type Preview } from './sheet-lines.ts';
import './batch.css';

type Batch = Answer<'enter-batch'>;

/** Many certificates from one sheet: template, preview of every fault, and everything good made at once. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const models = useQuery(modelsQuery);
  const model = search['model'] ?? '';
  return (
    <Page title={say('web-batch')} lead={say('web-batch-lead')}>
      <Card title={say('web-batch-step-model')}>
        <div className="row batch-model">
          <NativeSelect
            label={say('web-office-model')}
            value={model}
            data={[
              { value: '', label: say('web-form-choose') },
              ...(models.data?.items.map(({ key, label }) => ({ value: key, label })) ?? []),
            ]}
            onChange={({ currentTarget }) => filter({ model: currentTarget.value })}
          />
          {model !== '' && <Template model={model} />}
        </div>
        {models.isError && <ProblemNotice error={models.error} />}
      </Card>
      {model !== '' && <Sheet key={model} model={model} />}
      <Earlier />
    </Page>
  );
}

function Template({ model }: { readonly model: string }): ReactNode {
  const { say } = useReader();
  const saving = useMutation({
    mutationFn: async (format: 'xlsx' | 'csv') => {
      const bytes = await callBytes('sheet-template', { path: { model }, query: { format } });
      saveFile(new Blob([bytes]), `${model}.${format}`);
    },
  });
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={saving.isPending && saving.variables === format}
          onClick={() => saving.mutate(format)}
        >
          {say('web-batch-template', { format: format.toUpperCase() })}
        </Button>
      ))}
      {saving.isError && <ProblemNotice error={saving.error} />}
    </>
  );
}

interface Read {
  readonly name: string;
  readonly sheet: Blob;
  readonly preview: Preview;
}

function Sheet({ model }: { readonly model: string }): ReactNode {
  const { say, number } = useReader();
  const queries = useQueryClient();
  const form = useModel(model);
  const [isUnfit, setUnfit] = useState(false);
  const reading = useMutation({
    mutationFn: async ({ name, sheet }: Omit<Read, 'preview'>): Promise<Read> => ({
      name,
      sheet,
      preview: await call('preview-batch', { path: { model }, body: sheet }),
    }),
  });
  const entering = useMutation({
    mutationFn: ({ sheet }: Read) => call('enter-batch', { path: { model }, body: sheet, once: newKey() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['applications'] });
      await queries.invalidateQueries({ queryKey: ['batches'] });
    },
  });
  const take = ([file]: readonly File[]): void => {
    const sheet = file === undefined ? undefined : sheetOf(file);
    entering.reset();
    reading.reset();
    setUnfit(sheet === undefined);
    if (file !== undefined && sheet !== undefined) reading.mutate({ name: file.name, sheet });
  };
  const read = reading.data;
  return (
    <>
      <Card title={say('web-batch-step-file')}>
        <div className="stack">
          <FileDrop
            label={say('web-batch-choose')}
            hint={say('web-batch-hint')}
            accept=".xlsx,.csv"
            take={take}
            isBusy={reading.isPending}
          />
          {isUnfit && (
            <p className="notice notice-failed" role="alert">
              {say('web-batch-unfit')}
            </p>
          )}
          {reading.isError && <ProblemNotice error={reading.error} />}
          <Running
            model={model}
            purpose={entering.isPending ? 'enter' : reading.isPending ? 'preview' : undefined}
          />
        </div>
      </Card>
      {read !== undefined && entering.data === undefined && (
        <Card
          title={say('web-batch-preview', { name: read.name })}
          tools={
            <Button
              loading={entering.isPending}
              disabled={read.preview.good === 0}
              onClick={() => entering.mutate(read)}
            >
              {say('web-batch-make', { count: number(read.preview.good) })}
            </Button>
          }
        >
          {entering.isError && <ProblemNotice error={entering.error} />}
          <Share good={read.preview.good} faulty={read.preview.faulty} />
          {read.preview.unknown.length > 0 && (
            <p className="notice notice-warning">
              {say('web-batch-unknown', { columns: read.preview.unknown.join(', ') })}
            </p>
          )}
          <PreviewGrid certificates={read.preview.certificates} form={form} />
        </Card>
      )}
      {entering.data !== undefined && <Report batch={entering.data} form={form} />}
      {read === undefined && entering.data === undefined && <Finished model={model} form={form} />}
    </>
  );
}

/** The report of what was being made when the page was loaded anew. */
function Finished({
  model,
  form,
}: {
  readonly model: string;
  readonly form: FormModel | undefined;
}): ReactNode {
  const queries = useQueryClient();
  const finished = useFinished(model);
  const batch = useQuery({
    queryKey: ['batches', finished],
    queryFn: ({ signal }) => call('read-batch', { path: { id: finished ?? '' }, signal }),
    enabled: finished !== undefined,
  });
  useEffect(() => {
    if (finished !== undefined) void queries.invalidateQueries({ queryKey: ['applications'] });
  }, [finished, queries]);
  return batch.data === undefined ? undefined : <Report batch={batch.data} form={form} />;
}

/** The model in the reader's language, for the names of its columns. */
function useModel(key: string): FormModel | undefined {
  const { language } = useReader();
  const models = useQuery(modelsQuery);
  const version = models.data?.items.find((model) => model.key === key)?.version;
  const model = useQuery({ ...modelQuery(key, version ?? 0, language), enabled: version !== undefined });
  return model.data;
}

/** How much of the sheet can be made: as a bar and in words. */
function Share({ good, faulty }: { readonly good: number; readonly faulty: number }): ReactNode {
  const { say, number } = useReader();
  const all = Math.max(1, good + faulty);
  return (
    <div className="share" data-good={good} data-faulty={faulty}>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
        <rect className="share-good" width={(100 * good) / all} height="4" />
        <rect className="share-faulty" x={(100 * good) / all} width={(100 * faulty) / all} height="4" />
      </svg>
      <p>{say('web-batch-share', { good: number(good), faulty: number(faulty) })}</p>
    </div>
  );
}

/** What a batch made, and what it left out. */
function Report({ batch, form }: { readonly batch: Batch; readonly form: FormModel | undefined }): ReactNode {
  const { say, number } = useReader();
  const save = (): void => {
    const lines = batch.leftOut.flatMap(({ reference, findings }) =>
      findings.map(({ row, column, detail }) => [reference, String(row), column ?? '', detail]),
    );
    const head = [
      'web-batch-reference',
      'web-batch-column-row',
      'web-batch-column-column',
      'web-batch-findings',
    ];
    const text = [head.map((key) => say(key)), ...lines].map(csvLine).join('\r\n');
    saveFile(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv' }), 'batch-report.csv');
  };
  return (
    <Card
      title={say('web-batch-report')}
      tools={
        batch.leftOut.length > 0 && (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconDownload size={18} aria-hidden />}
            onClick={save}
          >
            {say('web-batch-report-save')}
          </Button>
        )
      }
    >
      <div className="stack" data-made={batch.made.length}>
        <p className="notice notice-passed" role="status">
          {say(batch.repeated ? 'web-batch-repeated' : 'web-batch-made', {
            made: number(batch.made.length),
            left: number(batch.leftOut.length),
          })}
        </p>
        <Link to="/issuing">{say('web-office-back')}</Link>
        <ul className="plain-list made">
          {batch.made.slice(0, 200).map(({ id, number: of, reference, rows }) => (
            <li key={id}>
              <Link to="/applications/$id" params={{ id }} className="number">
                {reference === '' ? of : reference}
              </Link>{' '}
              <span className="quiet">{say('web-batch-rows', { rows: rowRange(rows) })}</span>
            </li>
          ))}
        </ul>
        {batch.leftOut.length > 0 && (
          <>
            <h3>{say('web-batch-left-out')}</h3>
            <PreviewGrid certificates={leftOutOf(batch)} form={form} />
          </>
        )}
      </div>
    </Card>
  );
}

/** The batches before this one. */
function Earlier(): ReactNode {
  const { say, moment, number } = useReader();
  const batches = useQuery({
    queryKey: ['batches'],
    queryFn: ({ signal }) => call('list-batches', { signal }),
  });
  if (batches.data === undefined || batches.data.items.length === 0) return undefined;
  return (
    <Card title={say('web-batch-earlier')}>
      <ul className="plain-list">
        {batches.data.items.slice(0, 10).map((batch) => (
          <li key={batch.id}>
            <details>
              <summary>
                {`${moment(batch.at)} · ${batch.model} · ${say('web-batch-share', {
                  good: number(batch.made.length),
                  faulty: number(batch.leftOut.length),
                })}`}
              </summary>
              <ul className="plain-list made">
                {batch.made.slice(0, 200).map(({ id, number: of, reference }) => (
                  <li key={id}>
                    <Link to="/applications/$id" params={{ id }} className="number">
                      {reference === '' ? of : reference}
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}
