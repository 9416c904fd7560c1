import type { CertificateFacts, CertifiedLine } from '../../../verification/facts/index.ts';
import type { CertificateBody } from '../certificate-body.ts';
import type { CertificateState } from '../states.ts';

/** A certificate's row, as far as comparison reads it. */
export interface FactsRow {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly version: number;
  readonly state: CertificateState;
  readonly body: CertificateBody;
  /** What the country that asks last said of it. */
  readonly result: 'pass' | 'refuse' | 'request' | null;
}

type Goods = NonNullable<CertificateBody['goods']>;

/** The facts of a certificate, from its record; `goods` and `transit` are from its document where the record has not all of them. */
export function certificateFacts(
  row: FactsRow,
  {
    goods = row.body.goods,
    transit = row.body.transit,
  }: Partial<Pick<CertificateBody, 'goods' | 'transit'>> = {},
): CertificateFacts {
  const { body, id, country, authority, number, version, state } = row;
  return {
    country,
    authority,
    number,
    id,
    version,
    state,
    ...stated('typeCode', body.typeCode),
    issued: body.issued,
    ...stated('expires', body.expires),
    ...stated('replaces', body.replaces),
    ...stated('successor', body.ending?.successor),
    ...stated('exportCountry', body.exportCountry),
    ...stated('importCountry', body.importCountry),
    transitCountries: transit ?? [],
    ...stated('consignor', partyOf(body, 'consignor')),
    ...stated('consignee', partyOf(body, 'consignee')),
    transport: (body.transport ?? []).map(({ mode, means, id: voyage }) => ({
      ...stated('mode', mode),
      ...stated('means', means),
      ...stated('voyage', voyage),
    })),
    containers: body.containers ?? [],
    seals: body.seals ?? [],
    references: body.references ?? [],
    ...stated('entryPort', body.pointOfEntryCode ?? body.pointOfEntry),
    lines: (goods?.lines ?? []).map(lineOf),
    ...stated('result', row.result ?? undefined),
  };
}

function stated<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [Name in Key]?: Value } {
  // One member of this name, or none.
  return (value === undefined ? {} : { [key]: value }) as { readonly [Name in Key]?: Value };
}

function partyOf({ parties }: CertificateBody, role: string) {
  const party = parties.find((one) => one.role === role);
  return party && { name: party.name, ...stated('id', party.id) };
}

function lineOf(line: Goods['lines'][number]): CertifiedLine {
  return {
    line: line.line,
    codes: line.codes ?? [],
    names: line.names ?? [],
    ...stated('netMass', line.netMass),
    ...stated('grossMass', line.grossMass),
    quantities: line.quantities ?? [],
    packages: line.packages ?? [],
    origins: line.origins ?? [],
    establishments: line.establishments ?? [],
    ...stated('produced', line.produced),
    ...stated('expires', line.expires),
  };
}
