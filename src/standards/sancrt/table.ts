import { D97A_SEGMENTS } from '../edifact/directory.ts';
import type { MessageTable } from '../edifact/table.ts';
import { useTable } from '../edifact/table.ts';

/** SANCRT, the international movement of goods governmental regulatory message, of UN/EDIFACT directory D.97A. */
export const sancrtTable: MessageTable = {
  type: 'SANCRT',
  version: 'D',
  release: '97A',
  agency: 'UN',
  segments: D97A_SEGMENTS,
  content: useTable(`
  M 1 BGM
  C 99 DTM
  C 99 LOC
  C 9 RFF
  C 9 FTX
  C 9 MEA
  C 9 MOA
  C 9 GIS
  C 1 CST
  C 9 1:
    M 1 DOC
    C 9 DTM
    C 9 LOC
  C 99 2:
    M 1 NAD
    C 9 3:
      M 1 CTA
      C 9 COM
  C 99 4:
    M 1 TDT
    C 9 DTM
    C 9 LOC
    C 9 RFF
  C 99 5:
    M 1 PAC
    C 9 PCI
    C 9 MEA
  C 99 6:
    M 1 EQD
    C 9 TMP
    C 99 7:
      M 1 SEL
      C 9 DTM
      C 9 LOC
  C 99 8:
    M 1 PRC
    C 9 IMD
    C 9 NAD
    C 9 MEA
    C 9 DTM
    C 9 LOC
    C 9 DOC
    C 9 RFF
    C 9 TMP
  C 9999 9:
    M 1 LIN
    C 9 CST
    C 9 MEA
    C 9 PIA
    C 9 IMD
    C 9999 GIN
    C 9 RFF
    C 9 ATT
    C 9 DTM
    C 9 LOC
    C 9 FTX
    C 9 QTY
    C 9 MOA
    C 9 10:
      M 1 DOC
      C 9 DTM
      C 9 LOC
    C 9 11:
      M 1 NAD
      C 9 12:
        M 1 CTA
        C 9 COM
    C 99 13:
      M 1 PAC
      C 9 PCI
      C 9 MEA
    C 99 14:
      M 1 EQD
      C 9 TMP
      C 99 15:
        M 1 SEL
        C 9 DTM
        C 9 LOC
    C 99 16:
      M 1 PRC
      C 9 IMD
      C 9 NAD
      C 9 MEA
      C 9 DTM
      C 9 LOC
      C 9 DOC
      C 9 RFF
      C 9 TMP
  C 9 CNT
  C 9 17:
    M 1 AUT
    C 9 DTM
`),
};
