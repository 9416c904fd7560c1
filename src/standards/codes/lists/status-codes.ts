/** UN/EDIFACT data element 4405, directory D.16B: every code of both its lists (document status and Rec 24 transport status). */
export const statusCodes = `1-159 161-172 174-216 218-220 222 224 225 227-229 231-236 238-243 247 248 250 251 253-256 258 260
  265-267 269-288 291 292 295 297-302 306-377`;
