import type {
  CertificateFacts,
  CitedDocument,
  DeclarationFacts,
  DocumentKey,
  GoodsItem,
  Link,
  Measure,
} from '../facts/index.ts';
import type { CommodityPractice } from './commodity.ts';
import { HEADER_FIELDS } from './header.ts';
import { chooseLines } from './item.ts';
import { planQuantities } from './quantities.ts';

/** A document that stands for a share of one that was split: from the share as it was issued to what is in force of it. */
export interface Part {
  readonly chain: readonly DocumentKey[];
  readonly certificate: CertificateFacts;
}

const MEASURES: readonly Measure[] = ['net-mass', 'statutory', 'second-statutory', 'transaction'];
const POOL = 'part';

/**
 * The links of a reference whose certificate was split: for each goods item that cites it the one part that covers it. Where none
 * does, or several, nothing is chosen: the split itself stands for that item, with its parts as candidates.
 */
export function spreadOver(
  link: Link,
  parts: readonly Part[],
  declaration: DeclarationFacts,
  practice: CommodityPractice,
): readonly Link[] {
  const followed: { readonly item: number; readonly part: Part }[] = [];
  let isOpen = false;
  for (const item of declaration.items) {
    const cited = citationIn(item, declaration, link);
    if (cited === undefined) continue;
    const covering = parts.filter(({ certificate }) =>
      covers(certificate, { declaration, item, cited }, practice),
    );
    const [part, ...others] = covering;
    if (part === undefined || others.length > 0) isOpen = true;
    else followed.push({ item: item.item, part });
  }
  const [first] = followed;
  if (first === undefined) return [link];
  if (!isOpen && followed.every(({ part }) => part === first.part)) return [linkedTo(link, first.part)];
  const own = followed.map(({ item, part }) => ({ ...linkedTo(link, part), item }));
  return isOpen ? [link, ...own] : own;
}

function citationIn(
  item: GoodsItem,
  declaration: DeclarationFacts,
  { code, reference }: Link,
): CitedDocument | undefined {
  return [...item.documents, ...declaration.documents].find(
    (document) => document.code === code && document.reference === reference,
  );
}

function linkedTo(link: Link, { chain, certificate }: Part): Link {
  return {
    ...link,
    state: 'linked',
    candidates: [],
    suggestions: [],
    chain: [...link.chain, ...chain],
    certificate,
  };
}

/** Whether goods come under a part in kind and quantity, without any tolerance, and travel in no other containers than it names. */
function covers(
  certificate: CertificateFacts,
  {
    declaration,
    item,
    cited,
  }: { readonly declaration: DeclarationFacts; readonly item: GoodsItem; readonly cited: CitedDocument },
  practice: CommodityPractice,
): boolean {
  const { lines } = chooseLines(item, certificate, cited.line, practice);
  if (lines.length === 0) return false;
  if (HEADER_FIELDS['match.containers'].state({ declaration, certificate }) === 'different') return false;
  const { quantity } = cited;
  const claim = {
    item,
    certificate,
    name: POOL,
    pool: POOL,
    lines,
    measures: MEASURES,
    tolerances: [],
    ...(quantity === undefined ? {} : { stated: quantity }),
    balances: undefined,
  };
  return planQuantities([claim]).matches.of(item.item, POOL)?.status === 'within';
}
