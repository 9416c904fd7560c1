import type { SpsCertificate, TradeLine } from './definition.ts';

/** A line of a certificate with its path and its consignment item's position, from 1. */
export interface PlacedLine {
  readonly line: TradeLine;
  readonly path: string;
}

/** The trade lines of every consignment item, in order. */
export function tradeLines({ consignment }: SpsCertificate): TradeLine[] {
  return (consignment?.includedConsignmentItem ?? []).flatMap(
    ({ includedTradeLineItem }) => includedTradeLineItem ?? [],
  );
}

/** The same with their paths, which cost more than the lines: for those who say where something is. */
export function lineItems(certificate: SpsCertificate): PlacedLine[] {
  return (certificate.consignment?.includedConsignmentItem ?? []).flatMap((item, itemIndex) =>
    (item.includedTradeLineItem ?? []).map((line, lineIndex) => ({
      line,
      path:
        `/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[${String(itemIndex + 1)}]` +
        `/IncludedSPSTradeLineItem[${String(lineIndex + 1)}]`,
    })),
  );
}
