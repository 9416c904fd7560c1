/** UN/EDIFACT data element 3227, directory D.16B: every code. */
export const locationFunctionCodes = `1-101 103-120 122-305 ZZZ`;
