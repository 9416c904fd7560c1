/**
 * Units of China Customs (three digits) and UN/ECE Recommendation 20, as `code:unit`, where both mean the same amount. Chinese
 * measures (斤, 担, 尺) and counters that only say how a thing is called (台, 辆, 头) have no counterpart. Of several customs codes
 * with one counterpart the first is written.
 */
export const chinaUnitCodes = `
  006:SET 007:H87 011:H87 019:PR 025:PR 026:PR 030:MTR 032:MTK 033:MTQ 035:KGM 036:GRM 043:CEN 047:DTN 054:MIL 060:KVA 061:KWT 062:KWH 063:K6 067:FOT 070:TNE 071:LTN 072:STN 076:LBR 078:CWI 079:CWA 083:APZ 084:CTM 086:YRD 088:INH 095:LTR 096:MLT 097:GLI 098:GLL 099:FTQ 110:YDK 111:FTK 127:DZN 129:GRO 147:KMT`;
