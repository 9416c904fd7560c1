import type { XmlElement } from '../../base/index.ts';
import type { MessageReading } from '../message/reader.ts';
import { readMessage } from '../message/reader.ts';
import type { SpsCertificate } from './definition.ts';
import { spsCertificate17 } from './definition.ts';
import type { GradingOptions } from './grading.ts';
import { gradeCertificate } from './grading.ts';

export type CertificateReading = MessageReading<SpsCertificate>;

/** Reads a certificate and grades it by the rules of certificates too; see {@link readMessage}. */
export function readCertificate(root: XmlElement, options: GradingOptions = {}): CertificateReading {
  const reading = readMessage(spsCertificate17, root);
  return { ...reading, findings: [...reading.findings, ...gradeCertificate(reading.document, options)] };
}
