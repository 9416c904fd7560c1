import { escapeAttribute, escapeText } from '../../base/index.ts';
import { StandardsError } from '../error.ts';
import { compile } from '../message/compiled.ts';
import { readDate } from '../message/date-reading.ts';
import type { CompiledStructure } from '../message/compiled.ts';
import { isXmlText } from '../message/lexical.ts';
import type { Place } from '../message/place.ts';
import { pathOf } from '../message/place.ts';
import { collapse } from '../message/wording.ts';
import type { Country, SpsCertificate } from '../sps-certificate/definition.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import type { Loss } from './reader.ts';
import { OLDER_STATUSES, TITLE_KINDS } from './statuses.ts';

interface OlderWriting {
  readonly xml: string;
  /** Every value of the certificate that the older form does not carry, or carries otherwise. */
  readonly losses: readonly Loss[];
}

/** Paths that the dialect carries as they are. */
const CARRIED: readonly string[] = [
  '/SPSCertificate/SPSExchangedDocument/Name',
  '/SPSCertificate/SPSExchangedDocument/ID',
  '/SPSCertificate/SPSExchangedDocument/IssuerSPSParty/Name',
  '/SPSCertificate/SPSConsignment/ExportSPSCountry/ID',
  '/SPSCertificate/SPSConsignment/ExportSPSCountry/Name',
  '/SPSCertificate/SPSConsignment/ImportSPSCountry/ID',
  '/SPSCertificate/SPSConsignment/ImportSPSCountry/Name',
];

/**
 * Writes certificates in the older dialect, one `<certificate>` each, and tells for each what is lost. Throws
 * {@link StandardsError} when a text holds characters that XML cannot carry.
 */
export function writeOlderDialect(certificates: readonly SpsCertificate[]): {
  readonly xml: string;
  readonly losses: readonly (readonly Loss[])[];
} {
  const written = certificates.map(writeOne);
  const body = written.map(({ xml }) => xml).join('');
  return {
    xml: `<?xml version="1.0" encoding="UTF-8"?>\n<certificates>${body}</certificates>`,
    losses: written.map(({ losses }) => losses),
  };
}

function writeOne(certificate: SpsCertificate): OlderWriting {
  const document = certificate.exchangedDocument;
  const { consignment } = certificate;
  const losses: Loss[] = [];
  const status = document?.statusCode?.value ?? '';
  const word = OLDER_STATUSES.find(([, code]) => code === status)?.[0] ?? status;
  const xml =
    `<certificate id="${safe(document?.id?.value ?? '', escapeAttribute)}" status="${safe(word, escapeAttribute)}">` +
    issueDate(document?.issueDateTime && readDate(document.issueDateTime)?.text) +
    country('exporting_country', consignment?.exportCountry) +
    text('competent_authority', document?.issuerParty?.name?.value) +
    country('importing_country', consignment?.importCountry) +
    (document?.name ?? []).map(({ value }) => text('title', value)).join('') +
    '</certificate>';
  collectLosses(certificate, losses);
  return { xml, losses };
}

function issueDate(date: string | undefined): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}))?/.exec(date ?? '');
  if (!parts) return '';
  const [, year = '', month = '', day = '', hour, minute = '', second = ''] = parts;
  const time = hour === undefined ? '' : ` hour="${hour}" min="${minute}" sec="${second}"`;
  return `<issue_date year="${year}" month="${month}" day="${day}"${time}></issue_date>`;
}

function country(element: string, value: Country | undefined): string {
  if (!value) return '';
  const code = value.id ? ` country_code="${safe(value.id.value, escapeAttribute)}"` : '';
  return `<${element}${code}></${element}>${text('country_name', value.name?.[0]?.value)}`;
}

function text(element: string, value: string | undefined): string {
  return value === undefined ? '' : `<${element}>${safe(collapse(value), escapeText)}</${element}>`;
}

function safe(value: string, escape: (text: string) => string): string {
  if (isXmlText(value)) return escape(value);
  throw new StandardsError('document-not-writable', { count: 1, first: 'value-not-xml' });
}

/** Walks every value of the certificate and reports those that have no place, or a lesser one. */
function collectLosses(certificate: SpsCertificate, losses: Loss[]): void {
  const { root, definition } = compile(spsCertificate17);
  walk(certificate, root, { parent: undefined, name: definition.root, position: 0 }, (value, place) => {
    const path = pathOf(place);
    const plain = path.replace(/\[\d+\]/g, '');
    if (CARRIED.includes(plain)) {
      if (isCarriedWhole(value, plain, place.position)) return;
      losses.push({
        code: place.position > 1 && isCountryName(plain) ? 'loss-not-carried' : 'loss-altered',
        path,
      });
    } else if (plain.endsWith('/SPSExchangedDocument/StatusCode')) {
      if (!OLDER_STATUSES.some(([, code]) => code === value['value']))
        losses.push({ code: 'loss-altered', path });
    } else if (plain.endsWith('/SPSExchangedDocument/IssueDateTime')) {
      if (!isCarriedDate(value)) losses.push({ code: 'loss-altered', path });
    } else if (plain.endsWith('/SPSExchangedDocument/TypeCode')) {
      if (!isToldByTitle(certificate)) losses.push({ code: 'loss-not-carried', path });
    } else {
      losses.push({ code: 'loss-not-carried', path });
    }
  });
}

type Properties = Readonly<Record<string, unknown>>;

function walk(
  node: object,
  structure: CompiledStructure,
  place: Place,
  visit: (value: Properties, place: Place) => void,
): void {
  for (const element of structure.elements) {
    const content: unknown = Object.hasOwn(node, element.property)
      ? (node as Properties)[element.property] // own property of a document, read by its definition
      : undefined;
    const several: readonly unknown[] = Array.isArray(content) ? content : [content];
    for (const [index, value] of several.entries()) {
      if (!isProperties(value)) continue;
      const at = { parent: place, name: element.name, position: element.repeatable ? index + 1 : 0 };
      if (element.structure) walk(value, element.structure, at, visit);
      else visit(value, at);
    }
  }
}

function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null;
}

const isCountryName = (path: string): boolean => path.endsWith('SPSCountry/Name');

/** The dialect carries a plain text on one line: no language, no scheme, and one name of a country. */
function isCarriedWhole(value: Properties, path: string, position: number): boolean {
  if (position > 1 && isCountryName(path)) return false;
  const written = value['value'];
  return Object.keys(value).length === 1 && typeof written === 'string' && written === collapse(written);
}

/** The zone and the fraction of a second have no place. */
function isCarriedDate(value: Properties): boolean {
  const written = value['value'];
  const reading = typeof written === 'string' ? readDate(written) : undefined;
  return (
    Object.keys(value).length === 1 &&
    reading !== undefined &&
    reading.precision !== 'zoned' &&
    !reading.text.includes('.') &&
    reading.text === written
  );
}

function isToldByTitle(certificate: SpsCertificate): boolean {
  const document = certificate.exchangedDocument;
  const kinds = (document?.name ?? []).flatMap(({ value }) => {
    const kind = TITLE_KINDS.find(([pattern]) => pattern.test(collapse(value).slice(0, 500)))?.[1];
    return kind === undefined ? [] : [kind];
  });
  return kinds[0] === document?.typeCode?.value && Object.keys(document?.typeCode ?? {}).length === 1;
}
