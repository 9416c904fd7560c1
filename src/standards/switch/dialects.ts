import type { Fault } from '../../base/index.ts';
import { fromUtf8, utf8 } from '../../base/index.ts';
import { wcoDeclaration } from '../declaration/definition.ts';
import { declarationRoot } from '../declaration/reading.ts';
import { ecertJson } from '../ecert-json/form.ts';
import { readJsonForm } from '../json-form/reader.ts';
import { writeJsonForm } from '../json-form/writer.ts';
import { gradeValues } from '../message/grading.ts';
import { documentFaults } from '../message/writer.ts';
import { readSancrt, writeSancrt } from '../sancrt/sancrt.ts';
import { sancrt } from '../sancrt/mapping.ts';
import { spsAcknowledgement17 } from '../sps-acknowledgement/definition.ts';
import type { SpsCertificate } from '../sps-certificate/definition.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { gradeCertificate } from '../sps-certificate/grading.ts';
import { chedCertificate, spsCertificate11, spsCertificate8 } from '../sps-certificate/versions.ts';
import { CERTIFICATE_DEFAULTS, endsOf } from './defaults.ts';
import type {
  Dialect,
  DialectReading,
  DialectReadings,
  DialectWriting,
  SwitchPorts,
  WritingOptions,
} from './dialect.ts';
import type { MessageDefinition } from '../message/definition.ts';
import type { Defaults } from './fitting.ts';
import { fitDocument } from './fitting.ts';
import { readChedXml, readOlder, readXml, writeChedXml, writeOlder, writeXml } from './xml-dialect.ts';

const XML = { mediaType: 'application/xml', extension: 'xml', message: 'certificate' } as const;
const JSON_FORM = { mediaType: 'application/json', extension: 'json', message: 'certificate' } as const;

/** Whether the document element, or that of what an envelope encloses, has a name and is of a version. */
const rootNamed = (head: string, name: string): boolean =>
  new RegExp(`<(?:[\\w.-]+:)?${name}[\\s>/]`).test(head);
const versioned = (head: string, version: string): boolean =>
  new RegExp(`:SPSCertificate:${version}["']`, 'i').test(head);

const isXml = (head: string): boolean => head.trimStart().startsWith('<');
const isJson = (head: string): boolean => head.trimStart().startsWith('{');

const certificateXml = (definition: typeof spsCertificate8, recognise: Dialect['recognise']): Dialect => ({
  ...XML,
  name: definition.name,
  title: definition.title,
  version: definition.version,
  definition,
  recognise,
  read: (bytes, ports) => readXml(definition, bytes, ports),
  write: (document) => writeXml(definition, CERTIFICATE_DEFAULTS, document),
});

/** Every form that is read and written, in the order in which they are recognised. */
const TABLE = [
  {
    name: 'sancrt',
    title: sancrt.title,
    version: sancrt.table.release,
    mediaType: 'application/EDIFACT',
    extension: 'edi',
    message: 'certificate',
    definition: spsCertificate17,
    recognise: (head) => /^\s*(?:UNA.{6}\s*)?UN[BH][^A-Za-z0-9]/s.test(head),
    read: (bytes, ports) => readEdifact(bytes, ports),
    write: (document, options, ports) => ({
      bytes: writeSancrt(document, headerOf(document, options, ports)),
    }),
  },
  {
    ...JSON_FORM,
    name: 'ecert-json',
    title: ecertJson.title,
    version: 'D.23B',
    definition: spsCertificate17,
    recognise: (head) => isJson(head) && /"specifiedConsignment"|"content"\s*:\s*"/.test(head),
    read: (bytes, ports) => parsedJson(bytes, (root) => [graded(readJsonForm(ecertJson, root), ports)]),
    write: (document) => ({ bytes: utf8(writeJsonForm(ecertJson, document)) }),
  },
  {
    ...JSON_FORM,
    name: 'counterfoil-json',
    title: 'Our own document as JSON',
    version: '1',
    definition: spsCertificate11,
    recognise: (head) => isJson(head) && /"(?:exchangedDocument|consignment)"/.test(head),
    read: (bytes, ports) => readOwn(bytes, ports),
    write: (document) => writeOwn(spsCertificate11, CERTIFICATE_DEFAULTS, document),
  },
  {
    ...XML,
    name: 'sps-acknowledgement-17',
    title: spsAcknowledgement17.title,
    version: '17',
    message: 'acknowledgement',
    definition: spsAcknowledgement17,
    recognise: (head) => isXml(head) && rootNamed(head, 'SPSAcknowledgement'),
    read: (bytes, ports) => readXml(spsAcknowledgement17, bytes, ports),
    write: (document) => writeXml(spsAcknowledgement17, {}, document),
  },
  {
    ...XML,
    name: 'wco-declaration',
    title: wcoDeclaration.title,
    version: wcoDeclaration.version,
    message: 'declaration',
    definition: wcoDeclaration,
    recognise: (head) =>
      isXml(head) &&
      /urn:wco:datamodel:WCO:DEC-DMS:/.test(head) &&
      (rootNamed(head, 'MetaData') || rootNamed(head, 'Declaration')),
    read: (bytes, ports) => readXml(wcoDeclaration, bytes, ports, declarationRoot),
    write: (document) => writeXml(wcoDeclaration, {}, document),
  },
  {
    ...JSON_FORM,
    name: 'wco-declaration-json',
    title: 'WCO declaration as JSON',
    version: '1',
    message: 'declaration',
    definition: wcoDeclaration,
    recognise: (head) => isJson(head) && /"(?:wcoDataModelVersionCode|declaration)"/.test(head),
    read: (bytes) =>
      readOwnOf(wcoDeclaration, bytes, (reading) => ({
        ...reading,
        findings: gradeValues(wcoDeclaration, reading.document),
      })),
    write: (document) => writeOwn(wcoDeclaration, {}, document),
  },
  {
    ...XML,
    name: 'ched',
    title: chedCertificate.title,
    version: '17',
    definition: chedCertificate,
    recognise: (head) =>
      isXml(head) &&
      rootNamed(head, 'SPSCertificate') &&
      /<(?:[\w.-]+:)?ID>\s*CHED(?:A|P|PP|D)\.|:TypeCode[^>]{0,200}>\s*636\s*</.test(head),
    read: (bytes, ports) => readChedXml(chedCertificate, bytes, ports),
    write: (document) => writeChedXml(chedCertificate, CERTIFICATE_DEFAULTS, document),
  },
  certificateXml(
    spsCertificate8,
    (head) => isXml(head) && rootNamed(head, 'SPSCertificate') && versioned(head, '8'),
  ),
  certificateXml(
    spsCertificate11,
    (head) => isXml(head) && rootNamed(head, 'SPSCertificate') && versioned(head, '11'),
  ),
  {
    ...XML,
    name: 'sps-certificate-17',
    title: spsCertificate17.title,
    version: '17',
    definition: spsCertificate17,
    recognise: (head) => isXml(head) && rootNamed(head, 'SPSCertificate'),
    read: (bytes, ports) => readXml(spsCertificate17, bytes, ports),
    write: (document) => writeXml(spsCertificate17, CERTIFICATE_DEFAULTS, document),
  },
  {
    ...XML,
    name: 'older-ecert',
    title: 'Older e-Cert form',
    version: '2009',
    definition: spsCertificate17,
    recognise: (head) => isXml(head) && /<certificates?[\s>/]/.test(head),
    read: (bytes, ports) => readOlder(bytes, ports),
    write: (document) => writeOlder(document),
  },
] as const satisfies readonly Dialect[];

export const DIALECTS: readonly Dialect[] = TABLE;

/** Names of the forms, in the order of the documentation. */
export const DIALECT_NAMES = [
  'sps-certificate-17',
  'sps-certificate-11',
  'sps-certificate-8',
  'ched',
  'ecert-json',
  'sancrt',
  'older-ecert',
  'counterfoil-json',
  'sps-acknowledgement-17',
  'wco-declaration',
  'wco-declaration-json',
] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

export function dialectNamed(name: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.name === name);
}

function graded(reading: DialectReading, ports: SwitchPorts): DialectReading {
  const { document } = reading;
  const findings = [
    ...reading.findings,
    ...gradeValues(spsCertificate17, document),
    ...gradeCertificate(document, { now: ports.now }),
  ];
  return { ...reading, findings };
}

function readEdifact(bytes: Uint8Array, ports: SwitchPorts): DialectReadings {
  const read = readSancrt(bytes);
  if ('refusal' in read) return { faults: [{ code: read.refusal, path: '', values: read.values }] };
  return { readings: read.readings.map((reading) => graded(reading, ports)) };
}

function headerOf(document: SpsCertificate, options: WritingOptions, ports: SwitchPorts) {
  const ends = endsOf(document);
  return {
    sender: options.sender ?? ends.sender,
    recipient: options.recipient ?? ends.recipient,
    reference:
      options.reference ??
      (document.exchangedDocument?.id?.value ?? '1').replace(/[^A-Za-z0-9]/g, '').slice(-14),
    time: ports.now,
    ...(options.characterSet === undefined ? {} : { characterSet: options.characterSet }),
  };
}

const NOT_JSON: Fault = { code: 'not-json', path: '', values: {} };

function parsedJson(bytes: Uint8Array, read: (root: unknown) => readonly DialectReading[]): DialectReadings {
  const text = fromUtf8(bytes);
  if (text === undefined) return { faults: [NOT_JSON] };
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { faults: [NOT_JSON] };
  }
  return { readings: read(root) };
}

function readOwn(bytes: Uint8Array, ports: SwitchPorts): DialectReadings {
  return readOwnOf(spsCertificate11, bytes, (reading) => graded(reading, ports));
}

/** Our own form is strict: it comes from programs that know its schema. */
function readOwnOf(
  definition: MessageDefinition,
  bytes: Uint8Array,
  grade: (reading: DialectReading) => DialectReading,
): DialectReadings {
  let faults: readonly Fault[] = [];
  const read = parsedJson(bytes, (root) => {
    faults = documentFaults(definition, root, { complete: false });
    // Without faults it is a document of the definition.
    const document = faults.length === 0 ? (root as object) : {};
    return [grade({ document, findings: [], unread: [], omitted: 0 })];
  });
  return faults.length > 0 ? { faults } : read;
}

function writeOwn(definition: MessageDefinition, defaults: Defaults, document: object): DialectWriting {
  const { document: fitted, faults } = fitDocument(definition, document, defaults);
  return faults.length > 0 ? { faults } : { bytes: utf8(JSON.stringify(fitted)) };
}
