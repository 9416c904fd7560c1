import { useMemo, type ReactNode } from 'react';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { columnName, type FormModel } from '../application/form-values.ts';
import { linesOf, rowRange, type Preview, type SheetLine } from './sheet-lines.ts';

/** Each certificate of the sheet with the row and column of every fault. */
export function PreviewGrid({
  certificates,
  form,
}: Pick<Preview, 'certificates'> & { readonly form: FormModel | undefined }): ReactNode {
  const reader = useReader();
  const rows = useMemo(() => linesOf({ certificates }), [certificates]);
  const columns = useMemo(() => columnsFor(reader, form), [reader, form]);
  return (
    <DataTable
      name="sheet"
      caption={reader.say('web-batch-caption')}
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
    />
  );
}

function columnsFor({ say }: Reader, form: FormModel | undefined): readonly Column<SheetLine>[] {
  return [
    {
      id: 'reference',
      title: say('web-batch-reference'),
      isFixed: true,
      cell: ({ reference }) => <span dir="auto">{reference === '' ? '—' : reference}</span>,
    },
    { id: 'rows', title: say('web-batch-column-rows'), cell: ({ rows }) => rowRange(rows) },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ isGood }) => (
        <Badge tone={isGood ? 'passed' : 'failed'}>
          {say(isGood ? 'web-batch-good' : 'web-batch-faulty')}
        </Badge>
      ),
    },
    {
      id: 'findings',
      title: say('web-batch-findings'),
      isFixed: true,
      cell: ({ findings }) =>
        findings.length === 0 ? (
          '—'
        ) : (
          <ul className="sheet-findings">
            {findings.slice(0, 12).map(({ row, column, detail, level, code, path }) => (
              <li key={`${String(row)} ${column ?? ''} ${code}`} data-level={level}>
                <span className="sheet-cell number">
                  {say('web-batch-place', { row: String(row), column: column ?? '—' })}
                </span>
                <span>
                  {[form === undefined ? '' : columnName(form, path), detail].filter(Boolean).join(': ')}
                </span>
              </li>
            ))}
          </ul>
        ),
    },
  ];
}
