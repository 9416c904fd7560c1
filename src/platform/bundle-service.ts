import { say, uuidV7 } from '../base/index.ts';
import type { Scope } from '../database/index.ts';
import type { BundleRequest } from '../evidence/index.ts';
import { fileNameOf, type StoredDocument } from '../http/index.ts';
import { certificateFace, standardsWords, type Face, type FaceValue } from '../standards/index.ts';
import { ASIC_E_TYPE } from '../../verify/core/index.ts';
import { sha256Hex } from '../crypto/index.ts';
import {
  readDocument,
  verifyEnclosed,
  type CertificateDocument,
  type CertificateEntry,
} from '../systems/ecert/index.ts';
import { readDossier } from '../systems/ecert/dossier/index.ts';
import type { House } from './house.ts';

type Facts = BundleRequest['page']['facts'];

/** The evidence bundle of a certificate as it stands now, waiting a little for the proof of its latest act. */
export async function bundleOf(
  house: House,
  scope: Scope,
  { entry, document }: { readonly entry: CertificateEntry; readonly document: CertificateDocument },
): Promise<StoredDocument> {
  const { database, evidence, clock, trust, configuration } = house;
  const readAt = clock();
  const { history, ...related } = await readDossier({ database, scope }, entry, document);
  await evidence.waitProven(
    [history, ...related.records].flat().map(({ leafId }) => leafId),
    configuration.proofWaitMilliseconds,
  );
  const anchors = trust.anchors();
  const reading = readDocument(document, anchors);
  const key = house.sealKeyOf(entry.authority, entry.office);
  const bytes = await evidence.bundle({
    original: document.bytes,
    sealed: verifyEnclosed(document.bytes, anchors, document.received).bytes,
    trust: anchors.filter(({ authority }) => authority === entry.authority),
    readAt,
    history,
    related,
    ...(key === undefined
      ? {}
      : { seal: { key, time: readAt.toISOString(), id: uuidV7(readAt.getTime(), house.random) } }),
    page: {
      title: entry.number,
      facts: reading === undefined ? [] : factsOf(certificateFace(reading.document)),
      producer: configuration.logOrigin,
      producedAt: readAt.toISOString(),
    },
  });
  return {
    bytes,
    mediaType: ASIC_E_TYPE,
    fileName: `${fileNameOf(entry.number)}.asice`,
    tag: sha256Hex(bytes),
  };
}

/** Every value that the certificate shows, row by row, for the page that a judge reads. */
function factsOf({ sections }: Face): Facts {
  return sections.flatMap((section) =>
    section.kind === 'fields'
      ? section.fields.map(({ label, values }) => fact(label, values))
      : section.rows.flatMap((row) =>
          section.columns.flatMap((label, column) => {
            const values = row[column] ?? [];
            return values.length === 0 ? [] : [fact(label, values)];
          }),
        ),
  );
}

function fact(label: string, values: readonly FaceValue[]): Facts[number] {
  return {
    en: say(standardsWords, 'en', label),
    zh: say(standardsWords, 'zh', label),
    value: values.map(({ value }) => value).join(' · '),
  };
}
