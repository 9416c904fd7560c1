import { Link } from '@tanstack/react-router';
import { DeclarationState } from '../../cases/outcome-badge.tsx';
import type { Declaration } from '../../cases/reading.ts';
import { graveOf, reasonText } from '../../cases/told.ts';
import type { Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';

const MOST_REASONS = 2;

/** What, why, since when, what it is worth, until when. */
export function columnsFor(reader: Reader): readonly Column<Declaration>[] {
  return [...judgedColumns(reader), ...statedColumns(reader)];
}

/** What was made of it. */
function judgedColumns(reader: Reader): readonly Column<Declaration>[] {
  const { say, number, ago } = reader;
  return [
    {
      id: 'number',
      title: say('web-declaration'),
      isFixed: true,
      cell: ({ id, number: name, body }) => (
        <>
          <Link to="/declarations/$id" params={{ id }} className="number case-link">
            {name}
          </Link>
          <small dir="auto">{body.goods}</small>
        </>
      ),
    },
    {
      id: 'outcome',
      title: say('web-column-state'),
      cell: ({ state, body }) => (
        <span className="case-state">
          <DeclarationState state={state} />
          {body.proposed !== undefined && <Badge tone="warning">{say('web-overrule-waits-short')}</Badge>}
          {body.overruled !== undefined && <Badge tone="compare">{say('web-overruled-short')}</Badge>}
          {body.alerts.length > 0 && <Badge tone="failed">{say('web-case-alert-short')}</Badge>}
          <small>{ago(body.since, Date.now())}</small>
        </span>
      ),
    },
    {
      id: 'why',
      title: say('web-case-why'),
      cell({ body }) {
        const reasons = graveOf(body.reasons);
        if (reasons.length === 0) return '—';
        return (
          <ul className="case-why">
            {reasons.slice(0, MOST_REASONS).map((reason) => (
              <li key={reason.code} dir="auto" data-reason={reason.code}>
                {reasonText(reason, reader)}
              </li>
            ))}
            {reasons.length > MOST_REASONS && (
              <li className="quiet">
                {say('web-compared-more', { count: number(reasons.length - MOST_REASONS) })}
              </li>
            )}
          </ul>
        );
      },
    },
  ];
}

/** Until when, and what it says itself. */
function statedColumns({ say, sayFirst, amount, shortDay }: Reader): readonly Column<Declaration>[] {
  const today = new Date().toISOString().slice(0, 10);
  return [
    {
      id: 'deadline',
      title: say('web-column-due'),
      cell: ({ body: { deadline } }) =>
        deadline === undefined ? (
          '—'
        ) : (
          <span className="row">
            <span className="nowrap">{shortDay(deadline)}</span>
            {deadline < today && <Badge tone="failed">{say('web-inquiry-overdue')}</Badge>}
          </span>
        ),
    },
    {
      id: 'value',
      title: `${say('web-column-value')} · ${say('web-case-origin')}`,
      align: 'end',
      cell: ({ body: { value, origins } }) => (
        <>
          {value === undefined ? (
            '—'
          ) : (
            <span className="nowrap">{`${amount(value.amount)} ${value.currency}`}</span>
          )}
          <small>{origins.map((code) => sayFirst([`country.${code}`], code)).join(' · ')}</small>
        </>
      ),
    },
    {
      id: 'declarant',
      title: say('web-case-declarant'),
      isHidden: true,
      cell: ({ body }) => <span dir="auto">{body.consignee ?? body.declarant}</span>,
    },
    {
      id: 'commodity',
      title: say('web-column-tariffs'),
      isHidden: true,
      cell: ({ body }) => body.commodities.slice(0, 3).join(' · '),
    },
    {
      id: 'lodged',
      title: say('web-case-lodged'),
      isHidden: true,
      cell: ({ body }) => <span className="nowrap">{shortDay(body.lodged)}</span>,
    },
  ];
}
