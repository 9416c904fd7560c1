import type { CaseInput } from '../deciding/case-input.ts';
import type { CertificateFacts, CitedDocument, DeclarationFacts, DocumentKey, Link } from '../facts/index.ts';
import { linkOf, readReference, type CompiledPatterns, type Reading } from '../references/index.ts';
import { amountOf, certificateOf, declarationOf } from './lib/written.ts';
import type { GivenCase } from '../written-cases/index.ts';

type Certificate = NonNullable<GivenCase['certificates']>[number];

/** A chain of replacements longer than this is not followed to its end. */
const LONGEST_CHAIN = 20;

/** A certificate of a test, with those that it was split into. */
interface Kept {
  readonly certificate: CertificateFacts;
  readonly parts: readonly DocumentKey[];
}

type Ledger = ReadonlyMap<string, Kept>;

/** The world of a test, as a decision is asked about the real one. */
export function caseInputOf(
  given: GivenCase,
  owner: { readonly country: string; readonly authority: string },
  patterns: CompiledPatterns,
): CaseInput {
  const kept = (given.certificates ?? []).map((each) => ({
    certificate: certificateOf(each),
    parts: partsOf(each),
  }));
  const certificates = kept.map(({ certificate }) => certificate);
  const ledger: Ledger = new Map(kept.map((each) => [nameOf(each.certificate), each]));
  const declaration = declarationOf(given, owner);
  return {
    declaration,
    links: citedIn(declaration).map(({ code, reference }) => linked(code, reference, ledger, patterns)),
    accounts: accountsOf(given, certificates),
    partners: (given.partners ?? []).map(({ country, agreement, paperless, reachable }) => ({
      country,
      inForce: agreement,
      paperless,
      reachable,
    })),
    waitingSince: given.waiting ?? {},
    day: given.day,
  };
}

function citedIn(declaration: DeclarationFacts): readonly CitedDocument[] {
  const all = [...declaration.items.flatMap(({ documents }) => documents), ...declaration.documents];
  return [...new Map(all.map((cited) => [`${cited.code}\n${cited.reference}`, cited])).values()];
}

/** The reference read by the pack's own patterns, and found among the certificates of the test. */
function linked(code: string, reference: string, ledger: Ledger, patterns: CompiledPatterns): Link {
  const reading = readReference(code, reference, patterns);
  const found = reading.readings.map((each) => meantBy(each, ledger));
  const foreign = reading.foreign.map((each) => meantBy(each, ledger));
  const [first] = found.flat();
  return linkOf(reading, { found, foreign, ...(first === undefined ? {} : chainFrom(first, ledger)) });
}

function partsOf({ country, authority, 'replaced-by': successors }: Certificate): readonly DocumentKey[] {
  return Array.isArray(successors) ? successors.map((number) => ({ country, authority, number })) : [];
}

function meantBy(reading: Reading, ledger: Ledger): readonly DocumentKey[] {
  return [...ledger.values()]
    .map(({ certificate }) => certificate)
    .filter(
      ({ country, authority, number }) =>
        country === reading.country &&
        number === reading.number &&
        (reading.authority === undefined || authority === reading.authority),
    )
    .map(({ country, authority, number }) => ({ country, authority, number }));
}

function chainFrom(key: DocumentKey, ledger: Ledger) {
  const chain: DocumentKey[] = [];
  let kept = ledger.get(nameOf(key));
  while (kept !== undefined && chain.length < LONGEST_CHAIN) {
    const { country, authority, number, successor } = kept.certificate;
    chain.push({ country, authority, number });
    const next =
      successor === undefined ? undefined : ledger.get(nameOf({ country, authority, number: successor }));
    if (next === undefined || chain.some((seen) => nameOf(seen) === nameOf(next.certificate))) break;
    kept = next;
  }
  return kept === undefined ? {} : { chain, parts: kept.parts, certificate: kept.certificate };
}

function accountsOf(
  { accounts = [] }: GivenCase,
  certificates: readonly CertificateFacts[],
): CaseInput['accounts'] {
  return certificates.flatMap(({ country, authority, number }) => {
    const lines = accounts
      .filter(({ certificate }) => certificate === number)
      .map(({ line, limit, taken, claimants }) => ({
        line,
        unit: amountOf(limit).unit,
        limit: amountOf(limit).value,
        taken: amountOf(taken).value,
        claimants,
      }));
    return lines.length === 0 ? [] : [{ country, authority, number, lines }];
  });
}

function nameOf({ country, authority, number }: DocumentKey): string {
  return `${country}/${authority}/${number}`;
}
