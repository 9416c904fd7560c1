import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, callBytes } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { FileDrop } from '../../pieces/file-drop.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import { sheetOf } from '../batch/sheet-lines.ts';
import type { ProposedRow } from './proposal.tsx';
import type { Parameter } from './screen.tsx';

/** Faults that are shown; the sheet is mended and read again. */
const SHOWN = 100;

/** Many rows from a spreadsheet: what holds now to begin with, and every fault of what comes back. */
export function ParameterSheet({
  parameter: { name },
  take,
  close,
}: {
  readonly parameter: Parameter;
  readonly take: (rows: readonly ProposedRow[]) => void;
  readonly close: () => void;
}): ReactNode {
  const { say, number } = useReader();
  const [isUnfit, setUnfit] = useState(false);
  const saving = useMutation({
    mutationFn: async (format: 'xlsx' | 'csv') => {
      const bytes = await callBytes('parameter-sheet', { path: { parameter: name }, query: { format } });
      saveFile(new Blob([bytes]), `${name}.${format}`);
    },
  });
  const reading = useMutation({
    mutationFn: (body: Blob) => call('read-parameter-sheet', { path: { parameter: name }, body }),
  });
  const faults = reading.data?.faults ?? [];
  return (
    <div className="stack">
      <p>{say('web-parameter-sheet-lead')}</p>
      <div className="row">
        {(['xlsx', 'csv'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={saving.isPending && saving.variables === format}
            onClick={() => saving.mutate(format)}
          >
            {say('web-parameter-sheet-now', { format: format.toUpperCase() })}
          </Button>
        ))}
      </div>
      {saving.isError && <ProblemNotice error={saving.error} />}
      <FileDrop
        label={say('web-batch-choose')}
        hint={say('web-batch-hint')}
        accept=".xlsx,.csv"
        isBusy={reading.isPending}
        take={([file]) => {
          const sheet = file === undefined ? undefined : sheetOf(file);
          reading.reset();
          setUnfit(sheet === undefined);
          if (sheet !== undefined) reading.mutate(sheet);
        }}
      />
      {isUnfit && (
        <p className="notice notice-failed" role="alert">
          {say('web-batch-unfit')}
        </p>
      )}
      {reading.isError && <ProblemNotice error={reading.error} />}
      {reading.data !== undefined && reading.data.unknown.length > 0 && (
        <p className="notice notice-warning">
          {say('web-batch-unknown', { columns: reading.data.unknown.join(', ') })}
        </p>
      )}
      {faults.length > 0 && (
        <section className="notice notice-failed" role="alert" data-sheet-faults={faults.length}>
          <h3>{say('web-parameter-sheet-faults', { count: number(faults.length) })}</h3>
          <ul>
            {faults.slice(0, SHOWN).map(({ row, column, detail }, index) => (
              <li key={`${String(row)} ${column ?? ''} ${String(index)}`}>
                {say('web-parameter-sheet-place', { row: number(row), column: column ?? '—' })}: {detail}
              </li>
            ))}
            {faults.length > SHOWN && <li>…</li>}
          </ul>
        </section>
      )}
      <div className="row">
        {reading.data !== undefined && faults.length === 0 && (
          <Button onClick={() => take(reading.data.rows)}>
            {say('web-parameter-sheet-take', { count: number(reading.data.rows.length) })}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {say('web-cancel')}
        </Button>
      </div>
    </div>
  );
}
