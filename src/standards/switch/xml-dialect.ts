import type { Finding, XmlElement } from '../../base/index.ts';
import { elementsOf, textOf, utf8 } from '../../base/index.ts';
import { asChed, readChed, withTypedDates } from '../ched/profile.ts';
import type { Unread } from '../json-form/reader.ts';
import type { MessageDefinition } from '../message/definition.ts';
import type { MessageDocument } from '../message/document-type.ts';
import { MAXIMUM_FINDINGS, readMessage } from '../message/reader.ts';
import type { MessageReading } from '../message/reader.ts';
import { writeMessage } from '../message/writer.ts';
import { readOlderDialect } from '../older-dialect/reader.ts';
import { writeOlderDialect } from '../older-dialect/writer.ts';
import { isXmlText } from '../message/lexical.ts';
import type { SpsCertificate } from '../sps-certificate/definition.ts';
import { gradeCertificate } from '../sps-certificate/grading.ts';
import type { Defaults } from './fitting.ts';
import { fitDocument } from './fitting.ts';
import type { DialectReading, DialectReadings, DialectWriting, SwitchPorts } from './dialect.ts';
import { shown } from './losses.ts';

const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

/** Opens XML through the port; a refusal becomes the fault of the reading. */
function opened(
  bytes: Uint8Array,
  ports: SwitchPorts,
  read: (root: XmlElement) => readonly DialectReading[],
): DialectReadings {
  const opening = ports.openXml(bytes);
  if ('refusal' in opening) return { faults: [{ code: opening.refusal, path: '', values: opening.values }] };
  const { root, findings = [] } = opening;
  const sealed =
    opening.sealed ||
    elementsOf(root).some(({ name, namespace }) => name === 'Signature' && namespace === SIGNATURE);
  return {
    readings: read(root).map((reading, index) => ({
      ...reading,
      findings: index === 0 ? [...findings, ...reading.findings] : reading.findings,
      sealed,
    })),
  };
}

/** Reads a message in XML by its definition, from the element that `rootOf` finds it in; certificates are graded as such. */
export function readXml(
  definition: MessageDefinition,
  bytes: Uint8Array,
  ports: SwitchPorts,
  rootOf: (root: XmlElement) => XmlElement = (root) => root,
): DialectReadings {
  return opened(bytes, ports, (opened) => {
    const root = rootOf(opened);
    if (root.name !== definition.root) return [];
    const reading = readMessage(definition, root);
    const { document, unread, omitted } = withUnread(reading);
    const graded =
      definition.root === CERTIFICATE
        ? gradeCertificate(document, { now: ports.now }) // the root is that of a certificate
        : [];
    return [{ document, findings: [...reading.findings, ...graded], unread, omitted }];
  });
}

const CERTIFICATE = 'SPSCertificate';

/** What a reading set aside: elements and texts, and the attributes that it only remarked. */
function withUnread(reading: MessageReading<object>) {
  const unread: Unread[] = reading.unknown.map(({ path, element, text }) => ({
    path,
    value: shown(text ?? (element ? wordsOf(element) : '')),
  }));
  for (const { code, path, values } of reading.findings) {
    if (code === 'unknown-attribute') {
      unread.push({ path: `${path}/@${values['attribute'] ?? ''}`, value: values['value'] ?? '' });
    }
  }
  const omitted = reading.findings.length > MAXIMUM_FINDINGS ? 1 : 0;
  return { document: reading.document, unread, omitted };
}

/** The texts below an element, as much as is shown of a value. */
function wordsOf(element: XmlElement): string {
  let words = '';
  const queue: XmlElement[] = [element];
  while (queue.length > 0 && words.length < 240) {
    const next = queue.shift();
    if (!next) break;
    const own = textOf(next).trim();
    if (own !== '') words += `${words === '' ? '' : ' '}${own}`;
    queue.unshift(...elementsOf(next).slice(0, 240));
  }
  return words;
}

/** Writes a message in XML; what its schema does not admit is taken out first. */
export function writeXml(
  definition: MessageDefinition,
  defaults: Defaults,
  document: object,
): DialectWriting {
  const { document: fitted, faults } = fitDocument(definition, document, defaults);
  if (faults.length > 0) return { faults };
  // What has no fault is a document of the definition.
  return { bytes: utf8(writeMessage(definition, fitted as MessageDocument<MessageDefinition>)) };
}

/** Reads a certificate of the profile of TRACES NT. */
export function readChedXml(
  definition: MessageDefinition,
  bytes: Uint8Array,
  ports: SwitchPorts,
): DialectReadings {
  const read = readXml(definition, bytes, ports);
  if ('faults' in read) return read;
  return {
    readings: read.readings.map((reading) => {
      const ched = readChed(reading.document);
      return {
        ...reading,
        document: ched.document,
        findings: [...reading.findings, ...ched.findings],
        unread: [...reading.unread, ...ched.unread],
      };
    }),
  };
}

export function writeChedXml(
  definition: MessageDefinition,
  defaults: Defaults,
  document: object,
): DialectWriting {
  const profiled = withTypedDates(asChed(document));
  return writeXml(definition, defaults, typeof profiled === 'object' && profiled !== null ? profiled : {});
}

/** Reads the older e-Cert form, which may hold many certificates. */
export function readOlder(bytes: Uint8Array, ports: SwitchPorts): DialectReadings {
  return opened(bytes, ports, (root) =>
    readOlderDialect(root, { now: ports.now }).map(({ document, findings, losses }) => ({
      document,
      findings: findings.map(asOlder),
      unread: losses.map(({ path }) => ({ path, value: valueAt(root, path) })),
      omitted: 0,
    })),
  );
}

/** The older form has no place for goods: that they are missing says nothing against the certificate. */
function asOlder(finding: Finding): Finding {
  const isGoods =
    finding.code === 'missing-element' && finding.values['element'] === 'IncludedSPSConsignmentItem';
  return isGoods && finding.level === 'SEVERE' ? { ...finding, level: 'WARNING' } : finding;
}

/** What stands at a path of the older form: an attribute, or an element with its attributes. */
function valueAt(root: XmlElement, path: string): string {
  let element: XmlElement | undefined = root;
  for (const part of path.split('/').slice(2)) {
    const [, name = '', position = '1'] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    if (name.startsWith('@')) return shown(element.attributes.find((one) => `@${one.name}` === name)?.value);
    const next: XmlElement | undefined = elementsOf(element).filter((one) => one.name === name)[
      Number(position) - 1
    ];
    if (!next) return '';
    element = next;
  }
  return shown([...element.attributes.map(({ value }) => value), textOf(element).trim()].join(' ').trim());
}

export function writeOlder(document: SpsCertificate): DialectWriting {
  const unsafe = JSON.stringify(document);
  if (!isXmlText(unsafe)) return { faults: [{ code: 'value-not-xml', path: '/certificate', values: {} }] };
  return { bytes: utf8(writeOlderDialect([document]).xml) };
}
