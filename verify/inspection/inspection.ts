import type { Finding, XmlElement } from '../../src/base/index.ts';
import {
  certificateFace,
  certificateSummary,
  readCertificate,
  type Face,
} from '../../src/standards/index.ts';
import {
  verifyBundle,
  verifySeal,
  type BundleReport,
  type Plan,
  type SealReport,
  type XmlOpener,
} from '../core/index.ts';
import type { Lamp } from './lamp.ts';
import { evidenceLamp, fileLamp, forceLamp, sealLampOfBundle } from './lib/bundle-lamps.ts';
import { evidenceLampOfDocument, forceLampOfDocument, paperLamp, sealLamp } from './lib/document-lamps.ts';
import { documentOfPdf, isPdf } from './lib/pdf.ts';
import { anchorsOf, type TrustPack } from './trust-pack.ts';

/** What a host lends to an inspection: its strict XML parser. */
export interface InspectionHost {
  readonly openXml: XmlOpener;
}

export interface InspectionTrust {
  /** Absent where the reader has none: then nobody is known to trust. */
  readonly pack?: TrustPack;
  /** The present moment, RFC 3339. */
  readonly time: string;
}

/** What a file proves, lamp by lamp, and the certificate it carries. A value, never an exception. */
export type Inspection =
  | {
      readonly read: false;
      /** Why the file is neither a document nor a bundle; a key of the words. */
      readonly refusal: string;
      readonly values: Readonly<Record<string, string>>;
    }
  | {
      readonly read: true;
      readonly kind: 'document' | 'bundle';
      readonly lamps: readonly Lamp[];
      readonly seal?: SealReport;
      readonly bundle?: BundleReport;
      /** Whether there is content that may be shown, and whether a seal covers it. */
      readonly hasContent: boolean;
      readonly isSealed: boolean;
      /** The content laid out, where it is a certificate. */
      readonly certificate?: Face;
      readonly findings: readonly Finding[];
    };

/** Inspects a file: an evidence bundle, a PDF of ours by the document inside it, or else a sealed document. */
export function* inspect(file: Uint8Array, host: InspectionHost, trust: InspectionTrust): Plan<Inspection> {
  if (isContainer(file)) return yield* inspectBundle(file, host, trust);
  if (!isPdf(file)) return yield* inspectDocument(file, host, trust);
  const inside = yield* documentOfPdf(file);
  return inside.found
    ? yield* inspectDocument(inside.document, host, trust)
    : { read: false, refusal: inside.refusal, values: {} };
}

/** Whether bytes begin as a ZIP does; no XML document can. */
function isContainer(file: Uint8Array): boolean {
  return file[0] === 0x50 && file[1] === 0x4b;
}

function* inspectBundle(
  file: Uint8Array,
  { openXml }: InspectionHost,
  { pack, time }: InspectionTrust,
): Plan<Inspection> {
  const bundle = yield* verifyBundle(file, {
    openXml,
    time,
    ...(pack && { trust: anchorsOf(pack) }),
    ...(pack?.policy && { policy: pack.policy }),
  });
  const { container, seal } = bundle;
  const { refusal, ...values } = container.values;
  if (container.code === 'bundle-refused') return { read: false, refusal: refusal ?? container.code, values };
  const report = seal.report;
  const { exportCountry, ...content } = contentOf(report?.content, time);
  const sealed = sealLampOfBundle(bundle, pack, exportCountry);
  const lamps = [
    fileLamp(bundle),
    sealed,
    forceLamp(bundle),
    evidenceLamp(bundle),
    paperLamp(report, content.certificate !== undefined),
  ];
  return {
    read: true,
    kind: 'bundle',
    lamps,
    bundle,
    ...(report && { seal: report }),
    ...content,
    isSealed: report !== undefined && report.indication !== 'NO-SEAL' && content.hasContent,
  };
}

function* inspectDocument(
  file: Uint8Array,
  { openXml }: InspectionHost,
  trust: InspectionTrust,
): Plan<Inspection> {
  const opening = openXml(file);
  if (!opening.opened) return { read: false, refusal: opening.refusal, values: opening.values };
  const { document } = opening;
  try {
    const seal = yield* verifySeal(document, trust.pack ? anchorsOf(trust.pack) : [], trust.time);
    const { exportCountry, ...content } = contentOf(seal.content, trust.time);
    return {
      read: true,
      kind: 'document',
      lamps: [
        sealLamp(seal, trust.pack, exportCountry),
        forceLampOfDocument(),
        evidenceLampOfDocument(),
        paperLamp(seal, content.certificate !== undefined),
      ],
      seal,
      ...content,
      isSealed: seal.indication !== 'NO-SEAL' && content.hasContent,
    };
  } finally {
    document.close();
  }
}

interface ReadContent {
  readonly hasContent: boolean;
  readonly certificate?: Face;
  readonly findings: readonly Finding[];
  /** ISO 3166-1 alpha-2, as the certificate says. */
  readonly exportCountry?: string;
}

/** The certificate in a content that may be read: what the seal covers, or a document without any. */
function contentOf(content: XmlElement | undefined, time: string): ReadContent {
  if (content?.name !== 'SPSCertificate') return { hasContent: content !== undefined, findings: [] };
  const { document, findings } = readCertificate(content, { now: new Date(time) });
  const { exportCountry } = certificateSummary(document);
  return {
    hasContent: true,
    certificate: certificateFace(document),
    findings,
    ...(exportCountry === undefined ? {} : { exportCountry }),
  };
}
