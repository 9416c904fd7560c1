/** Where a country is drawn: a point well inside it, as whole degrees east and north (or near its capital where it is small). */
const PLACES = `AD 2 43|AE 54 24|AF 66 34|AG -62 17|AL 20 41|AM 45 40|AO 18 -12|AR -65 -35|AT 14 48|AU 134 -25|AZ 48 40|BA 18 44|
BB -60 13|BD 90 24|BE 5 51|BF -2 12|BG 25 43|BH 51 26|BI 30 -3|BJ 2 10|BN 115 5|BO -65 -17|BR -53 -11|BS -77 24|BT 90 27|BW 24 -22|
BY 28 53|BZ -89 17|CA -106 57|CD 24 -3|CF 21 7|CG 15 -1|CH 8 47|CI -6 8|CL -71 -33|CM 12 6|CN 104 35|CO -73 4|CR -84 10|CU -79 22|
CV -24 16|CY 33 35|CZ 15 50|DE 10 51|DJ 43 12|DK 10 56|DM -61 15|DO -70 19|DZ 3 28|EC -78 -1|EE 26 59|EG 30 27|ER 39 15|ES -4 40|
ET 40 9|FI 26 63|FJ 178 -18|FM 158 7|FR 2 47|GA 12 -1|GB -2 54|GD -62 12|GE 43 42|GH -1 8|GM -15 13|GN -11 11|GQ 10 2|GR 22 39|
GT -90 16|GW -15 12|GY -59 5|HK 114 22|HN -86 15|HR 16 45|HT -72 19|HU 19 47|ID 118 -2|IE -8 53|IL 35 31|IN 79 22|IQ 44 33|IR 53 32|
IS -19 65|IT 12 43|JM -77 18|JO 36 31|JP 138 37|KE 38 0|KG 75 41|KH 105 13|KI 173 1|KM 43 -12|KN -63 17|KP 127 40|KR 128 36|KW 48 29|
KZ 67 48|LA 103 19|LB 36 34|LC -61 14|LI 10 47|LK 81 8|LR -9 6|LS 28 -30|LT 24 55|LU 6 50|LV 25 57|LY 17 27|MA -6 32|MC 7 44|MD 28 47|
ME 19 43|MG 47 -19|MH 171 7|MK 22 42|ML -4 17|MM 96 21|MN 104 47|MO 114 22|MR -10 20|MT 14 36|MU 58 -20|MV 73 3|MW 34 -13|MX -102 24|
MY 102 4|MZ 35 -18|NA 17 -22|NE 9 17|NG 8 10|NI -85 13|NL 5 52|NO 9 61|NP 84 28|NR 167 -1|NZ 174 -41|OM 56 21|PA -80 9|PE -75 -10|
PG 144 -6|PH 122 12|PK 70 30|PL 19 52|PS 35 32|PT -8 40|PW 135 7|PY -58 -23|QA 51 25|RO 25 46|RS 21 44|RU 95 61|RW 30 -2|SA 45 24|
SB 160 -9|SC 55 -5|SD 30 16|SE 16 62|SG 104 1|SI 15 46|SK 20 49|SL -12 9|SM 12 44|SN -14 14|SO 46 6|SR -56 4|SS 31 7|ST 7 0|SV -89 14|
SY 38 35|SZ 31 -27|TD 19 15|TG 1 8|TH 101 15|TJ 71 39|TL 126 -9|TM 59 39|TN 9 34|TO -175 -21|TR 35 39|TT -61 10|TV 179 -8|TW 121 24|
TZ 35 -6|UA 32 49|UG 32 1|US -98 39|UY -56 -33|UZ 64 41|VA 12 42|VC -61 13|VE -66 7|VN 106 16|VU 167 -16|WS -172 -14|XK 21 43|YE 48 16|
ZA 24 -29|ZM 28 -14|ZW 30 -19`;

/** Degrees east and north. */
export type Place = readonly [east: number, north: number];

const KNOWN: ReadonlyMap<string, Place> = new Map(
  PLACES.split('|').map((line) => {
    const [country = '', east, north] = line.trim().split(' ');
    return [country, [Number(east), Number(north)]];
  }),
);

/** Where a country (ISO 3166-1 alpha-2) lies; undefined where that is not known. */
export function placeOf(country: string): Place | undefined {
  return KNOWN.get(country);
}

/** Land, drawn with so few strokes that nobody takes it for borders: degrees east and north, one outline after another. */
export const LAND: readonly string[] = [
  '-168 66 -156 71 -128 70 -95 72 -82 68 -94 60 -80 52 -78 62 -65 58 -56 52 -66 44 -74 40 -81 31 -80 25 -84 30 -97 28 -97 20 -90 21 -83 10 -78 8 -86 11 -105 20 -117 32 -124 40 -124 48 -135 58 -152 60 -165 61',
  '-78 8 -72 12 -60 9 -50 0 -35 -6 -39 -17 -48 -26 -57 -36 -65 -42 -68 -54 -74 -50 -71 -30 -70 -18 -81 -5 -78 2',
  '-52 60 -42 60 -20 70 -20 82 -60 82 -72 77 -54 70',
  '-10 36 -9 43 -1 44 -4 48 3 51 9 54 11 57 6 58 6 62 15 69 28 71 42 66 44 68 68 69 82 73 105 77 130 72 160 70 180 68 178 63 163 60 156 51 142 59 135 54 140 48 129 42 127 35 121 40 122 31 115 22 108 21 109 12 103 9 103 2 99 9 95 16 90 22 80 14 77 8 72 20 62 25 57 27 50 30 56 25 59 22 52 16 44 13 35 28 36 36 27 37 28 41 23 38 19 42 13 45 18 40 12 42 4 43 -1 37',
  '-6 36 10 37 20 32 32 31 37 21 43 12 51 11 41 -2 40 -15 35 -24 31 -30 20 -35 12 -17 13 -6 9 4 -8 4 -17 14 -16 22',
  '114 -22 122 -17 130 -12 136 -12 136 -16 142 -11 147 -19 153 -26 150 -37 140 -38 131 -32 116 -35',
  '130 31 136 34 141 36 142 43 140 40 133 35',
  '96 5 104 -3 106 -6 115 -8 106 -7 100 -2',
  '109 1 117 7 119 1 115 -4 110 -2',
  '131 -1 141 -3 150 -10 138 -8',
  '120 18 122 14 126 7 122 10',
  '44 -16 50 -15 47 -25 44 -23',
  '167 -46 173 -41 173 -35 178 -38 171 -44',
  '-5 50 1 51 -2 57 -5 58 -4 54',
  '-10 52 -6 53 -8 55',
  '-22 64 -14 65 -18 66',
  '80 9 82 7 80 6',
];
