import type { CellField, CertificateModel } from '../model.ts';
import {
  attestationSection,
  choice,
  declarationSection,
  establishmentColumns,
  goodsSection,
  GOODS_RULES,
  partiesSection,
  producedColumns,
  PRODUCED_RULES,
  routeSection,
  rows,
  LINES,
  spoken,
  text,
  texts,
  treatmentSection,
  country,
  quantity,
} from './fields.ts';
import { AQUATIC, AQUATIC_NEW_ZEALAND, DAIRY, FRUIT, FRUIT_CHILE, GRAIN, MEAT, WOOD } from './statements.ts';

const EXAMINATION: CertificateModel['constants'] = [
  { place: 'consignment.examinationEvent.occurrenceLocation.name[0]', value: 'Port of export' },
];
const REPORT = 'exchangedDocument.includedNote[subject=ADAOEDL].content[0]';

const shared = {
  version: 1,
  validFrom: '2026-01-01',
  languages: ['zh', 'en'],
  constants: EXAMINATION,
} as const satisfies Partial<Record<keyof CertificateModel, unknown>>;

function model(
  own: Omit<CertificateModel, 'version' | 'validFrom' | 'languages' | 'constants'> &
    Partial<CertificateModel>,
): CertificateModel {
  return { ...shared, languages: [...shared.languages], ...own };
}

const establishment = establishmentColumns(['establishment', 'establishment-number']);
const packingHouse = establishmentColumns(['orchard-number', 'packing-house']);
const report = text('laboratoryReport', 'laboratory-report', REPORT, { maxLength: 100 });

const meat = model({
  key: 'meat',
  commodity: 'meat',
  label: spoken('label-meat'),
  title: { zh: '兽医（卫生）证书', en: 'Veterinary (Health) Certificate' },
  documentType: '853',
  basis: 'Terrestrial Animal Health Code; Codex CXG 26-1997',
  sections: [
    partiesSection(),
    routeSection({ cooled: true }),
    goodsSection({
      own: [...establishment, ...producedColumns('slaughter-date')],
      packed: true,
      uses: ['human', 'processing', 'feed'],
      scientific: true,
    }),
    declarationSection([report]),
    attestationSection(MEAT),
  ],
  rules: [...GOODS_RULES, ...PRODUCED_RULES],
});

const heat: CellField = choice(
  'heatTreatment',
  'heat-treatment',
  'additionalInformationNote[subjectCode=HEAT_TREATMENT].content[0]',
  {
    required: true,
    choices: [
      { code: 'UHT', label: spoken('heat-uht') },
      { code: 'HTST', label: spoken('heat-htst') },
      { code: 'STERILISED', label: spoken('heat-sterilised') },
    ],
  },
);

const dairy = model({
  key: 'dairy',
  commodity: 'dairy',
  label: spoken('label-dairy'),
  title: { zh: '卫生证书', en: 'Sanitary Certificate' },
  documentType: '852',
  basis: 'Codex CXG 67-2008',
  sections: [
    partiesSection(),
    routeSection({ cooled: true }),
    goodsSection({
      own: [...establishment, ...producedColumns('production-date'), heat],
      packed: true,
      uses: ['human', 'processing', 'feed'],
      scientific: false,
    }),
    declarationSection([report]),
    attestationSection(DAIRY),
  ],
  rules: [...GOODS_RULES, ...PRODUCED_RULES],
});

const aquaticColumns: readonly CellField[] = [
  ...establishment,
  text('catchArea', 'vessel-or-farm', 'originLocation[0].name[0]'),
  ...producedColumns('production-date'),
];
const aquatic = model({
  key: 'aquatic',
  commodity: 'aquatic',
  label: spoken('label-aquatic'),
  title: { zh: '卫生证书', en: 'Health Certificate' },
  documentType: '852',
  basis: 'Aquatic Animal Health Code; Codex CXG 48-2004',
  sections: [
    partiesSection(),
    routeSection({ cooled: true }),
    goodsSection({
      own: aquaticColumns,
      packed: true,
      uses: ['human', 'processing', 'feed'],
      scientific: true,
    }),
    declarationSection([report]),
    attestationSection(AQUATIC),
  ],
  rules: [...GOODS_RULES, ...PRODUCED_RULES],
});

const aquaticNewZealand: CertificateModel = {
  ...aquatic,
  key: 'aquatic-nz',
  importing: ['NZ'],
  label: spoken('label-aquatic-nz'),
  sections: [
    partiesSection(),
    routeSection({ cooled: true }),
    goodsSection({ own: aquaticColumns, packed: true, uses: ['human'], scientific: true }),
    declarationSection([{ ...report, required: true }]),
    attestationSection(AQUATIC_NEW_ZEALAND),
  ],
};

const fruit = model({
  key: 'fruit',
  commodity: 'fruit',
  label: spoken('label-fruit'),
  title: { zh: '植物检疫证书', en: 'Phytosanitary Certificate' },
  documentType: '851',
  basis: 'ISPM 12',
  sections: [
    partiesSection(),
    routeSection({ cooled: true }),
    goodsSection({ own: packingHouse, packed: true, uses: ['human', 'processing'], scientific: true }),
    treatmentSection({ required: false }),
    declarationSection(),
    attestationSection(FRUIT),
  ],
  rules: GOODS_RULES,
});

const fruitChile: CertificateModel = {
  ...fruit,
  key: 'fruit-cl',
  importing: ['CL'],
  languages: ['zh', 'es'],
  label: spoken('label-fruit-cl'),
  title: { zh: '植物检疫证书', es: 'Certificado Fitosanitario' },
  sections: [
    partiesSection(),
    routeSection({ cooled: true }),
    goodsSection({ own: packingHouse, packed: true, uses: ['human'], scientific: true }),
    treatmentSection({ required: true }),
    declarationSection(),
    attestationSection(FRUIT_CHILE),
  ],
};

const grain = model({
  key: 'grain',
  commodity: 'grain',
  label: spoken('label-grain'),
  title: { zh: '植物检疫证书', en: 'Phytosanitary Certificate' },
  documentType: '851',
  basis: 'ISPM 12',
  sections: [
    partiesSection(),
    routeSection({ cooled: false }),
    goodsSection({
      own: [text('grade', 'quality-grade', 'additionalInformationNote[subjectCode=GRADE].content[0]')],
      packed: false,
      uses: ['processing', 'human', 'feed', 'sowing'],
      packages: ['VR', 'BG', 'CT', 'VO'],
      scientific: true,
    }),
    treatmentSection({ required: false }),
    declarationSection(),
    attestationSection(GRAIN),
  ],
  rules: GOODS_RULES,
});

/** The packaging itself is the article: counted, marked and treated. */
const wood = model({
  key: 'wood-packaging',
  commodity: 'wood-packaging',
  label: spoken('label-wood'),
  title: { zh: '熏蒸/消毒证书', en: 'Fumigation / Disinfection Certificate' },
  documentType: '267',
  basis: 'ISPM 15',
  sections: [
    partiesSection(),
    routeSection({ cooled: false }),
    {
      key: 'goods',
      label: spoken('section-goods'),
      fields: [
        rows('lines', 'lines', LINES, {
          required: true,
          least: 1,
          most: 100,
          sequence: 'sequenceNumeric',
          constants: [
            { place: 'applicableClassification[0].systemName[0]', value: 'HS' },
            { place: 'physicalPackage[0].levelCode', value: '3' },
          ],
          columns: [
            texts('description', 'description', 'description', { required: true }),
            text('hsCode', 'hs-code', 'applicableClassification[0].classCode', {
              required: true,
              pattern: '\\d{6}',
              maxLength: 6,
              helped: 'hs-code-help',
              default: '441520',
            }),
            country('origin', 'origin', 'originCountry[0]', { required: true }),
            quantity('packages', 'packages', 'physicalPackage[0].itemQuantity', {
              required: true,
              units: ['C62'],
              minimum: '1',
              fraction: 0,
            }),
            choice('packageType', 'package-type', 'physicalPackage[0].typeCode', {
              required: true,
              list: 'package-type',
              codes: ['PX', 'CS', 'CR', 'DR', 'BX'],
            }),
            text('mark', 'mark-ispm', 'additionalInformationNote[subject=DMTLIL].content[0]', {
              required: true,
              pattern: '[A-Z]{2}-[A-Z0-9-]{1,20} (HT|MB|DH|SF)',
              maxLength: 40,
              helped: 'mark-ispm-help',
            }),
            quantity('netWeight', 'net-weight', 'netWeightMeasure', {
              minimum: '0.001',
              maximum: '500000000',
              fraction: 3,
            }),
          ],
        }),
      ],
    },
    treatmentSection({ required: true }),
    declarationSection(),
    attestationSection(WOOD),
  ],
  rules: [],
});

/** The models that come with the product; an authority may load others. */
export const SHIPPED_MODELS: readonly CertificateModel[] = Object.freeze([
  meat,
  dairy,
  aquatic,
  aquaticNewZealand,
  fruit,
  fruitChile,
  grain,
  wood,
]);
