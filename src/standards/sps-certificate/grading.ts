import type { Finding } from '../../base/index.ts';
import { parseDecimal } from '../../base/index.ts';
import type { MeasureValue } from '../message/basic-types.ts';
import { readDate } from '../message/date-reading.ts';
import { clip } from '../message/wording.ts';
import { compareQuantities } from '../units/conversion.ts';
import { gradeAttachments } from './attachments.ts';
import type { SpsCertificate, TradeLine } from './definition.ts';
import { gradeEphyto } from './ephyto-grading.ts';
import type { FindAt } from './finding-sink.ts';
import { lineItems } from './lines.ts';

/** Clocks and zones differ: what is issued within a day from now is not yet the future. */
const DAY = 86_400_000;

export interface GradingOptions {
  /** The present, against which a date of issue is held; left out, no date is called future. */
  readonly now?: Date;
}

/**
 * The rules of a certificate beyond its values: what makes it unusable is SEVERE, what contradicts itself or the IPPC
 * ePhyto mapping is a WARNING or a remark.
 */
export function gradeCertificate(certificate: SpsCertificate, options: GradingOptions = {}): Finding[] {
  const findings: Finding[] = [];
  const find: FindAt = (area, level, code, path, values = {}) => {
    findings.push({ area, level, code, path, values });
  };
  gradeDocument(certificate, options, find);
  gradeCountries(certificate, find);
  gradeLines(certificate, find);
  gradeEphyto(certificate, find);
  return findings.concat(gradeAttachments(certificate));
}

const DOCUMENT = '/SPSCertificate/SPSExchangedDocument';
const CONSIGNMENT = '/SPSCertificate/SPSConsignment';

function gradeDocument(certificate: SpsCertificate, options: GradingOptions, find: FindAt): void {
  const document = certificate.exchangedDocument;
  if (!document) return;
  const issuer = document.issuerParty;
  if (issuer && !issuer.name && !issuer.id) {
    find('MandatoryElements', 'SEVERE', 'issuer-without-name', `${DOCUMENT}/IssuerSPSParty`);
  }
  const issued = document.issueDateTime && readDate(document.issueDateTime);
  if (!issued || !options.now) return;
  const moment = issued.instant ?? new Date(`${issued.day}T00:00:00Z`);
  if (moment.getTime() > options.now.getTime() + DAY) {
    find('Mapping', 'SEVERE', 'issued-in-future', `${DOCUMENT}/IssueDateTime`, { date: issued.text });
  }
}

function gradeCountries(certificate: SpsCertificate, find: FindAt): void {
  const { consignment } = certificate;
  const exporting = consignment?.exportCountry;
  const importing = consignment?.importCountry;
  if (exporting && !exporting.id) {
    find('MandatoryElements', 'SEVERE', 'country-without-code', `${CONSIGNMENT}/ExportSPSCountry`);
  }
  if (importing && !importing.id) {
    find('MandatoryElements', 'SEVERE', 'country-without-code', `${CONSIGNMENT}/ImportSPSCountry`);
  }
  if (exporting?.id && exporting.id.value === importing?.id?.value) {
    find('Mapping', 'WARNING', 'same-countries', `${CONSIGNMENT}/ImportSPSCountry`, {
      country: clip(exporting.id.value),
    });
  }
}

function gradeLines(certificate: SpsCertificate, find: FindAt): void {
  const sequences = new Set<string>();
  for (const { line, path } of lineItems(certificate)) {
    if (!line.description && !line.commonName && !line.scientificName) {
      find('MandatoryElements', 'SEVERE', 'line-without-name', path);
    }
    const sequence = line.sequenceNumeric?.value;
    if (sequence !== undefined && sequences.has(sequence)) {
      find('Mapping', 'WARNING', 'repeated-sequence', `${path}/SequenceNumeric`, {
        sequence: clip(sequence),
      });
    }
    if (sequence !== undefined) sequences.add(sequence);
    gradeAmounts(line, path, find);
  }
}

function gradeAmounts(line: TradeLine, path: string, find: FindAt): void {
  const pairs = [
    ['NetWeightMeasure', line.netWeightMeasure, line.grossWeightMeasure],
    ['NetVolumeMeasure', line.netVolumeMeasure, line.grossVolumeMeasure],
  ] as const;
  for (const [name, net, gross] of pairs) {
    if (net && gross && exceeds(net, gross)) {
      find('Mapping', 'WARNING', 'net-exceeds-gross', `${path}/${name}`, {
        net: written(net),
        gross: written(gross),
      });
    }
  }
}

function exceeds(net: MeasureValue, gross: MeasureValue): boolean {
  const left = parseDecimal(net.value);
  const right = parseDecimal(gross.value);
  if (!left || !right) return false;
  // Two amounts without units are of the same, unknown unit; one without stays unjudged.
  if ((net.unit === undefined) !== (gross.unit === undefined)) return false;
  const order = compareQuantities(
    { value: left, unit: net.unit ?? 'C62' },
    { value: right, unit: gross.unit ?? 'C62' },
  );
  return order !== undefined && order > 0;
}

function written(measure: MeasureValue): string {
  return clip(measure.unit === undefined ? measure.value : `${measure.value} ${measure.unit}`);
}
