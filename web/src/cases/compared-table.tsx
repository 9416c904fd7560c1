import {
  IconTilde,
  IconEqual,
  IconEqualNot,
  IconMinus,
  IconQuestionMark,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useReader, type Reader } from '../language/reader.tsx';
import { markedParts } from './differing.ts';
import { fieldTitle, toldValue } from './told.ts';
import './compared-table.css';

/** One field of a goods item beside the same of a certificate's line. */
export interface ComparedField {
  readonly field: string;
  readonly declared?: readonly string[];
  readonly certified?: readonly string[];
  /** As the comparison judged it: `equal`, `different`, `prefix`, `absent-certified` … */
  readonly result: string;
  /** How far apart, where that can be counted. */
  readonly difference?: {
    readonly kind: 'days' | 'digits' | 'entries' | 'quantity';
    readonly size: string;
    readonly unit?: string;
    readonly percent?: string;
  };
}

type Kind = 'same' | 'near' | 'differs' | 'absent' | 'open';

const KINDS: Readonly<Record<string, Kind>> = {
  equal: 'same',
  within: 'same',
  prefix: 'near',
  mapped: 'near',
  'within-tolerance': 'near',
  'absent-declared': 'absent',
  'absent-certified': 'absent',
  'zero-declared': 'absent',
  'absent-both': 'open',
};
const SIGNS: Readonly<Record<Kind, Icon>> = {
  same: IconEqual,
  near: IconTilde,
  differs: IconEqualNot,
  absent: IconQuestionMark,
  open: IconMinus,
};

/** Fields that ask whether one day comes before the other: that two different days are equal would be a strange thing to read. */
const ORDERS: ReadonlySet<string> = new Set(['match.issued-before-arrival', 'match.produced-before-issue']);

export function kindOf(result: string): Kind {
  return KINDS[result] ?? 'differs';
}

/** Declaration and certificate side by side, field beside field; a difference by sign, word, size and the words that differ. */
export function ComparedTable({
  caption,
  fields,
  isWhole = false,
}: {
  readonly caption: string;
  readonly fields: readonly ComparedField[];
  /** Also what neither side states. */
  readonly isWhole?: boolean;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const shown = fields.filter(({ result }) => isWhole || kindOf(result) !== 'open');
  return (
    <div className="compared" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say('web-compare-field')}</th>
            <th scope="col">{say('web-compared-declared')}</th>
            <th scope="col">{say('web-compared-mark')}</th>
            <th scope="col">{say('web-compared-certified')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((field) => (
            <ComparedRow key={field.field} compared={field} reader={reader} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ComparedRow({
  compared,
  reader,
}: {
  readonly compared: ComparedField;
  readonly reader: Reader;
}): ReactNode {
  const { field, declared = [], certified = [], result } = compared;
  const kind = kindOf(result);
  const Sign = SIGNS[kind];
  const { say, sayFirst } = reader;
  const word =
    kind === 'same' && ORDERS.has(field)
      ? say('web-compared-in-order')
      : sayFirst([`field-value-${result}`, `web-compared-is-${kind}`], result);
  const size = kind === 'differs' ? sizeText(compared, reader) : undefined;
  return (
    <tr data-field={field} data-kind={kind}>
      <th scope="row">{fieldTitle(field, reader)}</th>
      <td data-label={say('web-compared-declared')}>
        <Values values={declared} others={certified} isMarked={kind === 'differs'} field={field} />
      </td>
      <td className="compared-mark">
        <span className="row">
          <Sign size={18} aria-hidden />
          <span>{word}</span>
        </span>
        {size !== undefined && <small>{size}</small>}
      </td>
      <td data-label={say('web-compared-certified')}>
        <Values values={certified} others={declared} isMarked={kind === 'differs'} field={field} />
      </td>
    </tr>
  );
}

function Values({
  values,
  others,
  isMarked,
  field,
}: {
  readonly values: readonly string[];
  readonly others: readonly string[];
  readonly isMarked: boolean;
  readonly field: string;
}): ReactNode {
  const reader = useReader();
  if (values.length === 0) return <span className="quiet">{reader.say('web-compared-not-stated')}</span>;
  const other = others.map((text) => toldValue(text, reader, field)).join(' ');
  return (
    <ul className="compared-values">
      {values.slice(0, MOST).map((text, index) => {
        const told = toldValue(text, reader, field);
        return (
          <li key={`${text} ${String(index)}`} dir="auto">
            {isMarked && other !== ''
              ? markedParts(told, other).map((part, place) =>
                  part.differs ? <mark key={place}>{part.text}</mark> : <span key={place}>{part.text}</span>,
                )
              : told}
          </li>
        );
      })}
      {values.length > MOST && (
        <li className="quiet">
          {reader.say('web-compared-more', { count: reader.number(values.length - MOST) })}
        </li>
      )}
    </ul>
  );
}

const MOST = 12;

/** How far apart the two values are, in words. */
function sizeText({ difference }: ComparedField, { say, amount, sayFirst }: Reader): string | undefined {
  if (difference === undefined) return undefined;
  const { kind, size, unit = '', percent } = difference;
  if (kind !== 'quantity') return say(`web-distance-${kind}`, { size: amount(size) });
  const told = `${amount(size)} ${sayFirst([`unit.${unit}`], unit)}`;
  return percent === undefined
    ? say('web-distance-quantity', { size: told })
    : say('web-distance-share', { size: told, percent: amount(percent) });
}
