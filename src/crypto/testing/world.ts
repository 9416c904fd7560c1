import type { TrustAnchor } from '../../../verify/core/index.ts';
import { newParty, type Party } from './authority.ts';

/** Authorities, seals and impostors of the test world. `NZ` is who the certificates are from. */
export interface World {
  readonly root: Party;
  readonly seal: Party;
  readonly otherRoot: Party;
  readonly otherSeal: Party;
  /** Own root, own seal, under the very names of the true ones. */
  readonly impostorRoot: Party;
  readonly impostorSeal: Party;
  readonly trust: readonly TrustAnchor[];
  /** A certificate of so many kilograms, 100 where none is said. */
  readonly certificate: (quantity?: string) => string;
}

export const NOW = '2026-11-22T09:00:00Z';
export const NZ = 'NZ-MPI';
export const AU = 'AU-DAFF';

export async function newWorld(certificate: World['certificate'] = certificateXml): Promise<World> {
  const root = await newParty({ name: 'NZ Root', authority: true, pathLength: 0 });
  const otherRoot = await newParty({ name: 'AU Root', authority: true });
  const impostorRoot = await newParty({ name: 'NZ Root', authority: true });
  return {
    root,
    seal: await newParty({ name: 'NZ Seal', by: root, serial: '0a11' }),
    otherRoot,
    otherSeal: await newParty({ name: 'AU Seal', by: otherRoot }),
    impostorRoot,
    impostorSeal: await newParty({ name: 'NZ Seal', by: impostorRoot, serial: '0a11' }),
    trust: [
      { authority: AU, certificate: otherRoot.certificate },
      { authority: NZ, certificate: root.certificate },
    ],
    certificate,
  };
}

/** A certificate of 100 kg; small, and with all that canonical forms differ in. */
export function certificateXml(quantity = '100'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:SPSCertificate xmlns:rsm="urn:un:unece:uncefact:data:standard:SPSCertificate:17" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:21" xmlns:unused="urn:example:unused">
  <rsm:SPSExchangedDocument>
    <ram:ID>NZL2026/0001/26</ram:ID>
    <ram:Name languageID="en" xml:lang="en">Health certificate — 卫生证书</ram:Name>
    <ram:Description>one &amp; two &lt; three</ram:Description>
  </rsm:SPSExchangedDocument>
  <rsm:SPSConsignment>
    <ram:IncludedSPSConsignmentItem>
      <ram:NetWeightMeasure unitCode="KGM">${quantity}</ram:NetWeightMeasure>
      <ram:Note xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:21">line
line</ram:Note>
    </ram:IncludedSPSConsignmentItem>
  </rsm:SPSConsignment>
</rsm:SPSCertificate>
`;
}

/** The same in the plain spelling of canonical XML, which is read and canonicalised by another road. */
export function plainCertificateXml(quantity?: string): string {
  return certificateXml(quantity)
    .replace('xml:lang', 'languageLocaleID')
    .replace('&amp; two &lt;', 'and two,');
}
