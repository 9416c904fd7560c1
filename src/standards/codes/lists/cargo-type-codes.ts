/** UN/EDIFACT data element 7085, directory D.16B: every code. */
export const cargoTypeCodes = `1-24`;
