import type { Finding } from '../../base/index.ts';
import type { WrittenSet } from '../edifact/charset.ts';
import { readInterchange, writeInterchange } from '../edifact/interchange.ts';
import type { InterchangeHeader, InterchangeMessage } from '../edifact/interchange.ts';
import { mapDocument } from '../edifact/mapped-writer.ts';
import { MappedReader } from '../edifact/mapped-reader.ts';
import { compileMapping } from '../edifact/mapping.ts';
import type { EdifactRefusal, Segment } from '../edifact/syntax.ts';
import { tokenize } from '../edifact/syntax.ts';
import { arrange, flatten } from '../edifact/tree.ts';
import type { FormReading } from '../json-form/reader.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import { clip } from '../message/wording.ts';
import { sancrt } from './mapping.ts';

export type SancrtReadings =
  | { readonly readings: readonly FormReading[] }
  | { readonly refusal: EdifactRefusal; readonly values: Readonly<Record<string, string>> };

/** Reads every SANCRT message of an interchange, leniently; messages of other types are told as findings of the first. */
export function readSancrt(bytes: Uint8Array): SancrtReadings {
  const tokens = tokenize(bytes);
  if ('refusal' in tokens) return tokens;
  const interchange = readInterchange(tokens.segments);
  const general: Finding[] = [...interchange.findings];
  const find = (
    level: Finding['level'],
    code: FindingCode,
    path: string,
    values: Finding['values'],
  ): void => {
    general.push({ area: 'Schema', level, code, path, values });
  };
  if (tokens.strange) find('WARNING', 'character-outside-set', '/UNB', { set: tokens.characterSet ?? '' });
  const ours = interchange.messages.filter(({ type }) => type === sancrt.table.type);
  for (const { type } of interchange.messages) {
    if (type !== sancrt.table.type)
      find('SEVERE', 'other-message', '/UNH', { found: clip(type), expected: sancrt.table.type });
  }
  const readings = ours.map(readOne);
  const [first, ...rest] = readings;
  if (!first) return { readings: [] };
  return { readings: [{ ...first, findings: [...general, ...first.findings] }, ...rest] };
}

function readOne(message: InterchangeMessage): FormReading {
  const { root, findings, unknown } = arrange(sancrt.table, message.segments);
  const control: Finding[] = [];
  if (message.release !== sancrt.table.release) {
    const values = { found: clip(message.release), expected: sancrt.table.release };
    control.push({ area: 'Schema', level: 'INFO', code: 'other-release', path: '/UNH', values });
  }
  const counted = String(root.groups.filter(({ name }) => name === LINES).length);
  const totals = root.segments.filter(isCountOfLines);
  for (const total of totals) {
    const stated = total.elements[0]?.[1] ?? '';
    if (Number(stated) === Number(counted)) continue;
    const values = { segment: 'CNT', stated: clip(stated), counted };
    control.push({ area: 'Schema', level: 'WARNING', code: 'control-differs', path: '/CNT', values });
  }
  const reader = new MappedReader();
  const segments = root.segments.filter((segment) => !totals.includes(segment));
  const document = reader.read(compileMapping(sancrt), { ...root, segments });
  for (const segment of unknown) reader.leave(segment);
  return {
    document,
    findings: [...control, ...findings, ...reader.findings],
    unread: reader.unread,
    omitted: reader.omitted,
  };
}

/** Whether a segment says how many lines there are and nothing else; other totals are left, and told. */
function isCountOfLines({ tag, elements }: Segment): boolean {
  const [[kind, , ...more] = [], ...others] = elements;
  return (
    tag === 'CNT' && kind === '2' && [more, ...others].every((parts) => parts.every((text) => text === ''))
  );
}

/** The group of the lines of goods, which CNT counts. */
const LINES = '9';

/** Writes one certificate as an interchange with one SANCRT message. Values that do not fit are left out; texts are cut. */
export function writeSancrt(document: object, header: InterchangeHeader): Uint8Array {
  const set: WrittenSet | undefined = header.characterSet;
  const root = mapDocument(compileMapping(sancrt), document, set);
  const lines = root.groups.filter(({ name }) => name === LINES).length;
  const total: Segment = { tag: 'CNT', elements: [['2', String(Math.min(lines, 9999))]], position: 0 };
  root.segments.push(total);
  return writeInterchange(sancrt.table, flatten(root, sancrt.table.content), header);
}
