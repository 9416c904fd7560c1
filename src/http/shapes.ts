import { say, toBase64, type Catalogue, type Finding, type Language } from '../base/index.ts';
import type { ProvenLeaf } from '../evidence/index.ts';
import type { Receipt, SealVerdict } from '../systems/ecert/index.ts';

/** How findings, seals, proofs and receipts are shown: each code with its sentence in the reader's language. */
export interface Reader {
  readonly words: Catalogue;
  readonly language: Language;
}

export function shownFinding({ area, level, code, path, values }: Finding, reader: Reader): object {
  return { area, level, code, path, detail: say(reader.words, reader.language, code, values) };
}

export function shownSeal(seal: SealVerdict, { words, language }: Reader): object {
  const remarks = seal.remarks.map(({ level, code, values }) => ({
    level,
    code,
    detail: say(words, language, code, values),
  }));
  return { ...seal, remarks };
}

export function shownProof({ index, hashes, checkpoint }: ProvenLeaf): object {
  return {
    index,
    size: checkpoint.checkpoint.size,
    hashes: hashes.map(toBase64),
    checkpoint: checkpoint.note,
  };
}

export function shownReceipt(
  { findings, seal, leaf: _leaf, ...receipt }: Receipt,
  proven: ProvenLeaf | undefined,
  reader: Reader,
): object {
  const shown = {
    findings: findings.map((finding) => shownFinding(finding, reader)),
    seal: shownSeal(seal, reader),
  };
  return Object.assign(receipt, shown, proven === undefined ? {} : { evidence: shownProof(proven) });
}
