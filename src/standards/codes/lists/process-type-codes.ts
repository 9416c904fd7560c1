/** UN/EDIFACT data element 7187, directory D.16B: every code. */
export const processTypeCodes = `1-101 ZZZ`;
