import { parseDecimal } from '../../base/index.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import type { EphytoTag, TagPlace } from '../codes/ephyto-tags.ts';
import { ephytoTag } from '../codes/ephyto-tags.ts';
import { readDate } from '../message/date-reading.ts';
import { clip } from '../message/wording.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import type { Note, SpsCertificate, TradeLine, Treatment } from './definition.ts';
import type { FindAt } from './finding-sink.ts';
import { lineItems } from './lines.ts';
import { hsCodes, noteTexts } from './summary.ts';

const PHYTOSANITARY = '851';
const RE_EXPORT = '657';
const DOCUMENT = '/SPSCertificate/SPSExchangedDocument';

/** The IPPC ePhyto mapping: tags and their values, and the customs of types 851 and 657. */
export function gradeEphyto(certificate: SpsCertificate, find: FindAt): void {
  const document = certificate.exchangedDocument;
  const type = document?.typeCode?.value;
  gradeNotes(document?.includedNote, `${DOCUMENT}/IncludedSPSNote`, 'document-note', find);
  const isReplacement = noteTexts(document?.includedNote, 'ADRP').length > 0;
  if (isReplacement && noteTexts(document?.includedNote, 'ADRPN').length === 0) {
    find('Mapping', 'WARNING', 'replacement-without-number', `${DOCUMENT}/IncludedSPSNote`);
  }
  if (type === PHYTOSANITARY && document && !hasStatement(document.signatoryAuthentication)) {
    find('Mapping', 'INFO', 'statement-missing', `${DOCUMENT}/SignatorySPSAuthentication`);
  }
  const isEphyto = type === PHYTOSANITARY || type === RE_EXPORT;
  for (const { line, path } of lineItems(certificate)) {
    gradeNotes(line.additionalInformationNote, `${path}/AdditionalInformationSPSNote`, 'line-note', find);
    gradeTreatments(line.appliedProcess, path, isEphyto, find);
    if (isEphyto) gradeLine(line, path, type === RE_EXPORT, find);
  }
}

type Signatories = NonNullable<SpsCertificate['exchangedDocument']>['signatoryAuthentication'];

function hasStatement(signatories: Signatories): boolean {
  return (signatories ?? []).some(({ includedClause }) =>
    (includedClause ?? []).some(({ id, content }) => id !== undefined || content !== undefined),
  );
}

function gradeLine(line: TradeLine, path: string, isReExport: boolean, find: FindAt): void {
  const inWords = noteTexts(line.additionalInformationNote, 'OPTND').length > 0;
  if (inWords && line.physicalPackage)
    find('Mapping', 'INFO', 'packages-twice', `${path}/PhysicalSPSPackage`);
  for (const code of hsCodes(line)) {
    if (!/^\d{2,6}$/.test(code.value)) {
      find('Mapping', 'INFO', 'hs-not-international', `${path}/ApplicableSPSClassification`, {
        code: clip(code.value),
      });
    }
  }
  if (!isReExport) return;
  for (const subject of ['RPCCO', 'RPCRF']) {
    if (noteTexts(line.additionalInformationNote, subject).length === 0) {
      find('Mapping', 'WARNING', 're-export-without-origin', `${path}/AdditionalInformationSPSNote`, {
        tag: subject,
      });
    }
  }
}

function gradeNotes(notes: readonly Note[] | undefined, path: string, place: TagPlace, find: FindAt): void {
  for (const [index, note] of (notes ?? []).entries()) {
    const known = note.subject && ephytoTag(note.subject.value);
    if (!known) continue;
    const at = `${path}[${String(index + 1)}]`;
    if (known.place !== place && known.place !== 'alias') {
      find('Mapping', 'INFO', 'tag-out-of-place', `${at}/Subject`, { tag: known.tag });
    }
    for (const [number, content] of (note.content ?? []).entries()) {
      gradeTagValue(known, content.value, `${at}/Content[${String(number + 1)}]`, find);
    }
  }
}

function gradeTreatments(
  treatments: readonly Treatment[] | undefined,
  path: string,
  isEphyto: boolean,
  find: FindAt,
): void {
  for (const [index, treatment] of (treatments ?? []).entries()) {
    const at = `${path}/AppliedSPSProcess[${String(index + 1)}]`;
    if (isEphyto && treatment.typeCode && treatment.typeCode.value !== 'ZZZ') {
      find('Mapping', 'INFO', 'treatment-not-mutually-defined', `${at}/TypeCode`, {
        code: clip(treatment.typeCode.value),
      });
    }
    for (const [number, characteristic] of (treatment.applicableProcessCharacteristic ?? []).entries()) {
      const [first, ...values] = characteristic.description ?? [];
      const known = first && ephytoTag(first.value.trim());
      if (known?.place !== 'process') continue;
      for (const { value } of values) {
        gradeTagValue(known, value, `${at}/ApplicableSPSProcessCharacteristic[${String(number + 1)}]`, find);
      }
    }
  }
}

/** Holds the value of a tag against the rule of the tag. */
function gradeTagValue(known: EphytoTag, value: string, path: string, find: FindAt): void {
  const text = value.trim();
  const { rule, tag } = known;
  const report = (code: FindingCode, more: Readonly<Record<string, string>> = {}): void => {
    find('Mapping', 'WARNING', code, path, { tag, value: clip(text), ...more });
  };
  switch (rule.kind) {
    case 'text':
      if (text.length > rule.maximum) report('tag-text-too-long', { maximum: String(rule.maximum) });
      break;
    case 'integer':
      if (!/^\d+$/.test(text) || text.length > rule.digits) {
        report('tag-not-integer', { digits: String(rule.digits) });
      }
      break;
    case 'decimal':
      if (!isDecimalWithin(text, rule.digits, rule.fraction)) {
        report('tag-not-decimal', { digits: String(rule.digits), fraction: String(rule.fraction) });
      }
      break;
    case 'date':
      if (!readDate(text)) report('tag-not-date');
      break;
    case 'boolean':
      // Both spellings are in use: xsd:boolean and the capitalised words.
      if (!/^(?:true|false|0|1)$/i.test(text)) report('tag-not-boolean');
      break;
    case 'country':
      if (!CODE_LISTS.country.has(text)) report('tag-not-country');
      break;
    case 'code':
  }
}

function isDecimalWithin(text: string, digits: number, fraction: number): boolean {
  const decimal = parseDecimal(text);
  if (!decimal) return false;
  const count = decimal.coefficient.toString().replace('-', '').length;
  return count <= digits && decimal.scale <= fraction;
}
