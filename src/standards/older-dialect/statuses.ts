/** The status words of the older dialect and the 4405 code each stands for; the first of a code is the one written. */
export const OLDER_STATUSES: readonly (readonly [word: string, code: string])[] = [
  ['Approved', '39'],
  ['Issued', '70'],
  ['Withdrawn', '40'],
  ['Rejected', '41'],
  ['Pending', '42'],
  ['Replaced', '44'],
  ['Draft', '47'],
  ['Expired', '49'],
  ['Cancelled', '64'],
  ['Revoked', '40'],
  ['Canceled', '64'],
];

/**
 * What a title tells of the kind of certificate (UN/EDIFACT 1001), the most telling first. The dialect has no element
 * for the kind.
 */
export const TITLE_KINDS: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/re-?export.*phytosanitary|phytosanitary.*re-?export/i, '657'],
  [/phytosanitary|植物检疫/i, '851'],
  [/veterinary|兽医/i, '853'],
  [/fumigation|熏蒸/i, '267'],
  [/health|健康|卫生/i, '636'],
  [/sanitary|animal products|meat|dairy|fish/i, '852'],
  [/inspection|检验/i, '856'],
  [/origin|原产地/i, '861'],
];
