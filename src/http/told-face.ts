import { say } from '../base/index.ts';
import { certificateFace, type FaceValue, type SpsCertificate } from '../standards/index.ts';
import { readDocument, type CertificateEntry, type PublicCertificate } from '../systems/ecert/index.ts';
import { speechOf, tellValues } from '../../verify/inspection/index.ts';
import type { Reader } from './shapes.ts';
import type { ToldWarning } from './told-warnings.ts';

/** What a certificate says, laid out like one, in the reader's words; values stand as the issuer wrote them. */
export interface ToldFace {
  readonly number: string;
  readonly country: string;
  readonly authority: string;
  readonly state: string;
  readonly inForce: boolean;
  readonly version: number;
  /** Number of the certificate that took its place. */
  readonly successor?: string;
  /** RFC 3339: the ledger as it stood when this was told. */
  readonly asOf: string;
  /** SHA-256 of the document, hex; absent for a draft. */
  readonly digest?: string;
  /** What was found of the seal when the document came in. */
  readonly seal?: string;
  readonly title: string;
  /** Confirmed forgeries that bear its number or pattern. */
  readonly warnings?: readonly ToldWarning[];
  readonly sections: readonly ToldSection[];
}

export type ToldSection =
  | {
      readonly kind: 'fields';
      readonly title: string;
      readonly fields: readonly { readonly label: string; readonly values: readonly string[] }[];
    }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly columns: readonly string[];
      /** One list of values for each column. */
      readonly rows: readonly (readonly (readonly string[])[])[];
    };

export function toldFace({ entry, document }: PublicCertificate, reader: Reader, now: Date): ToldFace {
  const reading = document === undefined ? undefined : readDocument(document);
  return {
    ...standing(entry),
    asOf: now.toISOString(),
    ...(document === undefined ? {} : { digest: document.digest, seal: document.seal.indication }),
    ...toldDocument(reading?.document ?? {}, reader),
  };
}

/** A document laid out like the certificate that it is or will be. */
export function toldDocument(document: SpsCertificate, reader: Reader): Pick<ToldFace, 'title' | 'sections'> {
  const { words, language } = reader;
  const speech = speechOf(words, language);
  const tell = (values: readonly FaceValue[]): string[] => tellValues(values, speech).map(({ text }) => text);
  const label = (key: string): string => say(words, language, key);
  const face = certificateFace(document);
  const sections = face.sections.map((section): ToldSection =>
    section.kind === 'fields'
      ? {
          kind: 'fields',
          title: label(section.label),
          fields: section.fields.map((field) => ({ label: label(field.label), values: tell(field.values) })),
        }
      : {
          kind: 'table',
          title: label(section.label),
          columns: section.columns.map(label),
          rows: section.rows.map((row) => row.map(tell)),
        },
  );
  return { title: tell(face.title).join(' / '), sections };
}

function standing({ number, country, authority, state, version, body }: CertificateEntry) {
  const successor = body.ending?.successor;
  return {
    number,
    country,
    authority,
    state,
    inForce: state === 'issued',
    version,
    ...(successor === undefined ? {} : { successor }),
  };
}
