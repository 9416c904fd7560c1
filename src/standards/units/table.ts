/** What a unit measures. Units of different dimensions never convert into one another. */
export const DIMENSIONS = [
  'mass',
  'volume',
  'count',
  'length',
  'area',
  'time',
  'temperature',
  'mass-fraction',
  'mass-concentration',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * A unit of UN/ECE Recommendation 20 by its exact relation to the base of its dimension:
 * base = value × factor + offset. `factor` may be a fraction `5/9`.
 */
export interface Unit {
  readonly code: string;
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly factor: string;
  readonly offset: string;
}

/**
 * The units that trade certificates use, by dimension, as `code symbol factor [offset]`. The bases: kilogram, litre,
 * one, metre, square metre, second, kelvin, kilogram per kilogram, gram per litre. Months and years have no exact
 * length, and a percentage or a part per million does not say of what: they are known codes, but do not convert.
 */
const TABLE: Readonly<Record<Dimension, string>> = {
  mass: `
    KGM kg 1
    GRM g 0.001
    MGM mg 0.000001
    MC µg 0.000000001
    CGM cg 0.00001
    DG dg 0.0001
    DJ dag 0.01
    HGM hg 0.1
    DTN dt 100
    TNE t 1000
    KTN kt 1000000
    2U Mg 1000
    LBR lb 0.45359237
    ONZ oz 0.028349523125
    APZ tr.oz 0.0311034768
    GRN gr 0.00006479891
    CTM ct 0.0002
    STN ton(US) 907.18474
    LTN ton(UK) 1016.0469088
    CWA cwt(US) 45.359237
    CWI cwt(UK) 50.80234544
    STI st 6.35029318`,
  volume: `
    LTR l 1
    MLT ml 0.001
    CLT cl 0.01
    DLT dl 0.1
    HLT hl 100
    K6 kl 1000
    MAL Ml 1000000
    MTQ m³ 1000
    DMQ dm³ 1
    CMQ cm³ 0.001
    MMQ mm³ 0.000001
    INQ in³ 0.016387064
    FTQ ft³ 28.316846592
    YDQ yd³ 764.554857984
    GLL gal(US) 3.785411784
    GLI gal(UK) 4.54609
    QTL liq.qt(US) 0.946352946
    PTL liq.pt(US) 0.473176473
    QTI qt(UK) 1.1365225
    PTI pt(UK) 0.56826125
    OZA fl.oz(US) 0.0295735295625
    OZI fl.oz(UK) 0.0284130625
    BLL bbl 158.987294928`,
  count: `
    C62 1 1
    H87 pc 1
    EA ea 1
    NMB № 1
    HEA head 1
    PR pair 2
    DZN doz 12
    DPR doz.pr 24
    GRO gr 144
    GGR gr.gr 1728
    CEN 100 100
    MIL 1000 1000
    T3 1000pc 1000
    MIO 10⁶ 1000000`,
  length: `
    MTR m 1
    DMT dm 0.1
    CMT cm 0.01
    MMT mm 0.001
    KMT km 1000
    INH in 0.0254
    FOT ft 0.3048
    YRD yd 0.9144
    SMI mile 1609.344
    NMI n.mile 1852`,
  area: `
    MTK m² 1
    DMK dm² 0.01
    CMK cm² 0.0001
    MMK mm² 0.000001
    KMK km² 1000000
    HAR ha 10000
    ARE a 100
    DAA daa 1000
    INK in² 0.00064516
    FTK ft² 0.09290304
    YDK yd² 0.83612736`,
  time: `
    SEC s 1
    MIN min 60
    HUR h 3600
    DAY d 86400
    WEE wk 604800
    C26 ms 0.001`,
  temperature: `
    KEL K 1
    CEL °C 1 273.15
    FAH °F 5/9 45967/180`,
  'mass-fraction': `
    3H kg/kg 1
    GK g/kg 0.001
    NA mg/kg 0.000001`,
  'mass-concentration': `
    GL g/l 1
    M1 mg/l 0.001
    KMQ kg/m³ 1
    A93 g/m³ 0.001
    GP mg/m³ 0.000001
    GQ µg/m³ 0.000000001`,
};

/** Every convertible unit by its code. */
export const UNITS: ReadonlyMap<string, Unit> = new Map(
  DIMENSIONS.flatMap((dimension) =>
    TABLE[dimension]
      .trim()
      .split('\n')
      .map((line): [string, Unit] => {
        const [code = '', symbol = '', factor = '', offset = '0'] = line.trim().split(' ');
        return [code, { code, symbol, dimension, factor, offset }];
      }),
  ),
);
