import type { Fault, Finding } from '../../base/index.ts';
import type { CodeMapping } from '../codes/mappings/code-mapping.ts';
import { mapCodes } from '../codes/mappings/mapped-document.ts';
import { StandardsError } from '../error.ts';
import type { StandardsCode } from '../error.ts';
import { compile } from '../message/compiled.ts';
import type { MessageDefinition } from '../message/definition.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import type { Dialect, DialectReading, SwitchPorts, WritingOptions } from './dialect.ts';
import { HEAD } from './dialect.ts';
import { reportDifferences } from './differences.ts';
import type { DialectName } from './dialects.ts';
import { dialectNamed, DIALECTS } from './dialects.ts';
import type { Defaulted, TranslationLoss } from './losses.ts';
import { LossReport } from './losses.ts';

/** Largest document that is translated, in bytes. */
export const MAXIMUM_TRANSLATED = 16_777_216;

export interface TranslationRequest {
  readonly bytes: Uint8Array;
  /** The form of the bytes; recognised from their beginning where absent. */
  readonly from?: DialectName;
  readonly to: DialectName;
  readonly options?: WritingOptions;
  /** Maps codes of a national list in the source to the international ones. */
  readonly codes?: CodeMapping;
}

export interface Translation {
  readonly from: DialectName;
  readonly to: DialectName;
  readonly mediaType: string;
  readonly extension: string;
  readonly bytes: Uint8Array;
  /** What the source's reader remarked. */
  readonly findings: readonly Finding[];
  /** Every value of the source that the translation does not say as the source did; at most {@link MAXIMUM_LOSSES}. */
  readonly losses: readonly TranslationLoss[];
  /** Every value that the translation says and the source did not. */
  readonly defaulted: readonly Defaulted[];
  /** How many more there were of both. */
  readonly omitted: number;
}

/** The form of a document by its first characters; undefined where it is of none. */
export function recogniseDialect(bytes: Uint8Array): DialectName | undefined {
  const head = headOf(bytes);
  return nameOf(DIALECTS.find(({ recognise }) => recognise(head)));
}

/** The beginning of a document, each byte a character; zero bytes of UTF-16 left out. */
function headOf(bytes: Uint8Array): string {
  let text = '';
  const end = Math.min(bytes.length, HEAD);
  for (let at = 0; at < end; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 8192, end)));
  return text.replace(/^(?:\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)/, '').replaceAll('\0', '');
}

function nameOf(dialect: Dialect | undefined): DialectName | undefined {
  // The names of the table are those of the list, which a test holds.
  return dialect?.name as DialectName | undefined;
}

/** A document of ours in a form, with the report of what the form does not say. */
export type Written = Omit<Translation, 'from' | 'findings'>;

/**
 * Writes a document of ours in a form. What the form says is read back by its own reader and compared with the document value by
 * value, so that nothing is lost, altered or added without being told. Throws {@link StandardsError} `document-not-writable`
 * with what keeps it from the form, `dialect-other-message` where the form says another message.
 */
export function writeInto(
  document: object,
  to: DialectName,
  ports: SwitchPorts,
  options: WritingOptions = {},
): Written {
  return writtenInto({ document, to, options, source: spsCertificate17 }, ports, new LossReport());
}

interface Writing {
  readonly document: object;
  readonly source: MessageDefinition;
  readonly to: DialectName;
  readonly options: WritingOptions;
}

function writtenInto(
  { document, source, to, options }: Writing,
  ports: SwitchPorts,
  report: LossReport,
): Written {
  const target = dialectNamed(to);
  if (!target) return refuse('dialect-unknown', []);
  if (target.definition.root !== source.root) refuse('dialect-other-message', [], { from: source.title, to });
  const writing = target.write(document, options, ports);
  if ('faults' in writing) return refuse('document-not-writable', writing.faults);
  const back = readBack(target, writing.bytes, ports);
  reportDifferences(compile(source), document, back.document, report);
  const { mediaType, extension } = target;
  const { losses, defaulted, omitted } = report;
  return { to, mediaType, extension, bytes: writing.bytes, losses, defaulted, omitted };
}

/**
 * Translates one document into another form through our own document, with the report that {@link writeInto} makes and what the source says that could
 * not be read. Throws {@link StandardsError}: `dialect-unknown`, `dialect-not-read` with the faults of the source,
 * `dialect-other-message`, `dialect-several-documents`, `translation-too-large`, `document-not-writable`.
 */
export function translate(request: TranslationRequest, ports: SwitchPorts): Translation {
  const { bytes, options = {}, codes, to } = request;
  if (bytes.length > MAXIMUM_TRANSLATED) refuse('translation-too-large', [], { maximum: MAXIMUM_TRANSLATED });
  const from = request.from ?? recogniseDialect(bytes);
  const source = from && dialectNamed(from);
  if (!from || !source) return refuse('dialect-unknown', []);
  const reading = readOne(source, bytes, ports);
  const mapped = codes && mapCodes(source.definition, reading.document, mappingOf(reading, codes));
  const unmapped = mapped?.findings ?? [];
  const report = unreadOf(reading, unmapped);
  const document = mapped?.document ?? reading.document;
  const written = writtenInto({ document, to, options, source: source.definition }, ports, report);
  return { ...written, from, findings: [...reading.findings, ...unmapped] };
}

/** What a source says that its own reader could not place. */
function unreadOf(reading: DialectReading, unmapped: readonly Finding[]): LossReport {
  const report = new LossReport();
  if (reading.sealed === true) report.lose('loss-seal', '/Signature', '');
  for (const { path, value } of reading.unread) report.lose('loss-not-read', path, value);
  for (const { path, values } of unmapped) report.lose('loss-code-not-mapped', path, values['code']);
  report.omitted += reading.omitted;
  return report;
}

function mappingOf({ document }: DialectReading, mapping: CodeMapping) {
  return { mapping, to: 'international' as const, day: dayOf(document) };
}

/** The day of a document, on which its codes held; the last of all days where it has none. */
function dayOf(document: { exchangedDocument?: { issueDateTime?: { value?: unknown } } }): string {
  const written = document.exchangedDocument?.issueDateTime?.value;
  return typeof written === 'string' && /^\d{4}-\d{2}-\d{2}/.test(written)
    ? written.slice(0, 10)
    : '9999-12-31';
}

function readOne(dialect: Dialect, bytes: Uint8Array, ports: SwitchPorts): DialectReading {
  const read = dialect.read(bytes, ports);
  if ('faults' in read) return refuse('dialect-not-read', read.faults, { dialect: dialect.title });
  const [reading, ...others] = read.readings;
  if (!reading) return refuse('dialect-not-read', [], { dialect: dialect.title });
  if (others.length > 0) return refuse('dialect-several-documents', [], { count: others.length + 1 });
  return reading;
}

/** What was written as its own reader has it. A form that its reader refuses has not been written. */
function readBack(target: Dialect, bytes: Uint8Array, ports: SwitchPorts): DialectReading {
  const read = target.read(bytes, ports);
  if ('faults' in read) return refuse('document-not-writable', read.faults);
  const [reading] = read.readings;
  return reading ?? refuse('document-not-writable', []);
}

function refuse(
  code: StandardsCode,
  faults: readonly Fault[],
  values: Readonly<Record<string, string | number>> = {},
): never {
  const [first] = faults;
  const more =
    code === 'document-not-writable'
      ? { count: faults.length, first: first ? `${first.path}: ${first.code}` : '' }
      : values;
  throw new StandardsError(code, more, { faults });
}
