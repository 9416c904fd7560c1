/** What the value of an ePhyto tag must look like. Lengths are in characters. */
export type TagRule =
  | { readonly kind: 'text'; readonly maximum: number }
  | { readonly kind: 'integer'; readonly digits: number }
  | { readonly kind: 'decimal'; readonly digits: number; readonly fraction: number }
  | { readonly kind: 'date' | 'boolean' | 'country' | 'code' };

/** Where an ePhyto tag may stand. `alias` tags are older forms, accepted anywhere. */
export const TAG_PLACES = ['document-note', 'line-note', 'classification', 'process', 'alias'] as const;
export type TagPlace = (typeof TAG_PLACES)[number];

export interface EphytoTag {
  readonly tag: string;
  readonly place: TagPlace;
  readonly rule: TagRule;
  readonly meaning: string;
}

const text = (maximum: number): TagRule => ({ kind: 'text', maximum });
const tag = (name: string, place: TagPlace, rule: TagRule, meaning: string): EphytoTag => ({
  tag: name,
  place,
  rule,
  meaning,
});

/** Every ePhyto tag of the IPPC mapping, with its place and the rule its value follows. */
export const EPHYTO_TAGS: readonly EphytoTag[] = [
  tag('SPSFL', 'document-note', { kind: 'integer', digits: 2 }, 'Number of the financial liability clause.'),
  tag('ADEDL', 'document-note', text(8000), 'Additional declaration on the whole consignment.'),
  tag('ADIPEDL', 'document-note', text(256), 'Import permit of the whole consignment.'),
  tag('ADDIEDL', 'document-note', { kind: 'date' }, 'Date of inspection of the whole consignment.'),
  tag('ADAOEDL', 'document-note', text(8000), 'Other official information on the whole consignment.'),
  tag('ADRP', 'document-note', { kind: 'integer', digits: 2 }, 'Number of the replacement statement.'),
  tag('ADRPN', 'document-note', text(60), 'Number of the certificate that this one replaces.'),
  tag('ADRD', 'document-note', { kind: 'date' }, 'Issue date of the certificate that this one replaces.'),
  tag('ADRPR', 'document-note', text(512), 'Reason of the replacement.'),
  tag('DMCL', 'document-note', text(512), 'Distinguishing marks of the consignment.'),
  tag('DMTLIL', 'line-note', text(1024), 'Distinguishing marks of the line.'),
  tag('ADTLIL', 'line-note', text(8000), 'Additional declaration on the line.'),
  tag('ADIPTLIL', 'line-note', text(256), 'Import permit of the line.'),
  tag('ADDITLIL', 'line-note', { kind: 'date' }, 'Date of inspection of the line.'),
  tag('ADAOTLIL', 'line-note', text(8000), 'Other official information on the line.'),
  tag('OPTND', 'line-note', text(512), 'Number and description of packages in words.'),
  tag('OQV', 'line-note', { kind: 'decimal', digits: 20, fraction: 4 }, 'Other quantity.'),
  tag('OQU', 'line-note', text(50), 'Unit of the other quantity.'),
  tag('RPCST', 'line-note', { kind: 'integer', digits: 2 }, 'Number of the re-export statement.'),
  tag('RPCCO', 'line-note', { kind: 'country' }, 'Country of origin that issued the first certificate.'),
  tag('RPCRF', 'line-note', text(60), 'Number of the first certificate.'),
  tag('RPCOR', 'line-note', { kind: 'boolean' }, 'Whether the first certificate is attached as original.'),
  tag('RPCTC', 'line-note', { kind: 'boolean' }, 'Whether a certified true copy is attached.'),
  tag('RPCPK', 'line-note', { kind: 'boolean' }, 'Whether the goods were packed.'),
  tag('RPCRP', 'line-note', { kind: 'boolean' }, 'Whether the goods were repacked.'),
  tag('RPCOC', 'line-note', { kind: 'boolean' }, 'Whether the goods are in their original containers.'),
  tag('RPCNC', 'line-note', { kind: 'boolean' }, 'Whether the goods are in new containers.'),
  tag('RPCPC', 'line-note', { kind: 'boolean' }, 'Whether the re-export rests on the first certificate.'),
  tag('RPCAI', 'line-note', { kind: 'boolean' }, 'Whether it rests on an additional inspection.'),
  tag('HS', 'classification', { kind: 'code' }, 'Harmonized System; the code is in ClassCode.'),
  tag('IPPCPCVP', 'classification', text(70), 'Part of the plant, in ClassName.'),
  tag('IPPCPCC', 'classification', text(70), 'Condition of the product, in ClassName.'),
  tag('TTL1', 'process', text(256), 'Kind of treatment, first level.'),
  tag('TTL2', 'process', text(256), 'Kind of treatment, second level.'),
  tag('TTCH', 'process', text(3), 'Active ingredient, by Codex number.'),
  tag('TTTM', 'process', { kind: 'decimal', digits: 14, fraction: 4 }, 'Temperature of the treatment.'),
  tag('TTCO', 'process', { kind: 'decimal', digits: 14, fraction: 4 }, 'Concentration of the treatment.'),
  tag('TTAI', 'process', text(400), 'Further information on the treatment.'),
  tag('TTFT', 'process', text(8000), 'The treatment in full text.'),
  tag('ADCO', 'alias', text(8000), 'Older form of an additional declaration.'),
  tag('ADIP', 'alias', text(256), 'Older form of an import permit.'),
  tag('ADDI', 'alias', { kind: 'date' }, 'Older form of a date of inspection.'),
  tag('ADAO', 'alias', text(8000), 'Older form of other official information.'),
];

const byName = new Map(EPHYTO_TAGS.map((entry) => [entry.tag, entry]));

export function ephytoTag(name: string): EphytoTag | undefined {
  return byName.get(name);
}
