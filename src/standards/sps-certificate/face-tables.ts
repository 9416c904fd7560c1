import type { MeasureValue } from '../message/basic-types.ts';
import type { SpsCertificate, TradeLine, Treatment } from './definition.ts';
import type { FaceSection, FaceValue } from './face-values.ts';
import { coded, country, measure, noteFields, plain, tableSection, text, texts } from './face-values.ts';
import { lineItems } from './lines.ts';
import { hsCodes } from './summary.ts';

/** Notes of a line that have a column of their own. */
const COLUMNED = ['OPTND', 'DMTLIL', 'OQV', 'OQU'];

/** The goods, one row for each line. */
export function goodsTable(certificate: SpsCertificate): FaceSection {
  return tableSection(
    'face-goods',
    [
      'face-line',
      'face-description',
      'face-common-name',
      'face-scientific-name',
      'face-classification',
      'face-origin',
      'face-net-weight',
      'face-gross-weight',
      'face-volume',
      'face-packages',
      'face-marks',
      'face-batch',
      'face-use',
      'face-expiry',
      'face-containers',
      'face-line-notes',
    ],
    lineItems(certificate).map(({ line }) => [
      plain(line.sequenceNumeric?.value),
      texts(line.description),
      texts(line.commonName),
      texts(line.scientificName),
      classification(line),
      origin(line),
      measure(line.netWeightMeasure),
      measure(line.grossWeightMeasure),
      [...measure(line.netVolumeMeasure), ...measure(line.grossVolumeMeasure)],
      packages(line),
      marks(line),
      (line.productionBatchId ?? []).flatMap(({ value }) => plain(value)),
      texts(line.intendedUse),
      (line.expiryDateTime ?? []).flatMap(({ value }) => plain(value)),
      (line.associatedTransportEquipment ?? []).flatMap(({ id }) => plain(id?.value)),
      lineNotes(line),
    ]),
  );
}

function classification(line: TradeLine): FaceValue[] {
  const codes = hsCodes(line).map(({ value }) => ({ value: `HS ${value}` }));
  const others = (line.applicableClassification ?? []).flatMap(({ systemName, className, classCode }) => {
    const isHs = systemName?.some(({ value }) => value.trim().toUpperCase() === 'HS') === true;
    return [...texts(className), ...(isHs || className ? [] : plain(classCode?.value))];
  });
  return [...codes, ...others];
}

function origin(line: TradeLine): FaceValue[] {
  return [
    ...(line.originCountry ?? []).flatMap((value) => [
      ...country(value),
      ...(value.subordinateCountrySubDivision ?? []).flatMap(({ name, activityAuthorizedParty }) => [
        ...texts(name),
        ...(activityAuthorizedParty ?? []).flatMap((party) => [
          ...plain(party.id?.value),
          ...text(party.name),
        ]),
      ]),
    ]),
    ...(line.originLocation ?? []).flatMap(({ name, id }) => [...texts(name), ...plain(id?.value)]),
  ];
}

function packages(line: TradeLine): FaceValue[] {
  return [
    ...(line.physicalPackage ?? []).flatMap(({ itemQuantity, typeCode }) => [
      ...plain(itemQuantity?.value),
      ...coded('package-type', typeCode),
    ]),
    ...tagged(line, 'OPTND'),
    ...tagged(line, 'OQV'),
    ...tagged(line, 'OQU'),
  ];
}

function marks(line: TradeLine): FaceValue[] {
  const onPackages = (line.physicalPackage ?? []).flatMap(
    ({ physicalShippingMarks }) => physicalShippingMarks ?? [],
  );
  return [...onPackages.flatMap(({ marking }) => text(marking)), ...tagged(line, 'DMTLIL')];
}

function tagged(line: TradeLine, tag: string): FaceValue[] {
  const notes = (line.additionalInformationNote ?? []).filter(({ subject }) => subject?.value === tag);
  return notes.flatMap(({ content }) => texts(content));
}

function lineNotes(line: TradeLine): FaceValue[] {
  const rest = (line.additionalInformationNote ?? []).filter(
    ({ subject }) => !COLUMNED.includes(subject?.value ?? ''),
  );
  const clauses = (line.assertedAuthentication ?? []).flatMap(({ includedClause }) => includedClause ?? []);
  return [
    ...noteFields(rest).flatMap(([label, values]) =>
      label.startsWith('ephyto-tag.')
        ? values.map((value) => ({
            ...value,
            value: `${label.slice('ephyto-tag.'.length)}: ${value.value}`,
            word: label,
          }))
        : values,
    ),
    ...clauses.flatMap(({ content }) => texts(content)),
  ];
}

/** Treatments, one row for each. */
export function treatmentTable(certificate: SpsCertificate): FaceSection {
  const rows = lineItems(certificate).flatMap(({ line }) =>
    (line.appliedProcess ?? []).map((treatment) => [
      plain(line.sequenceNumeric?.value),
      treatmentKind(treatment),
      particular(treatment, 'TTCH'),
      particular(treatment, 'TTTM'),
      particular(treatment, 'TTCO'),
      measure(treatment.completionPeriod?.durationMeasure),
      [
        ...plain(treatment.completionPeriod?.startDateTime?.value),
        ...plain(treatment.completionPeriod?.endDateTime?.value),
      ],
      [
        ...particular(treatment, 'TTFT'),
        ...particular(treatment, 'TTAI'),
        ...otherParticulars(treatment),
        ...country(treatment.operationCountry),
        ...text(treatment.operatorParty?.name),
      ],
    ]),
  );
  return tableSection(
    'face-treatments',
    [
      'face-line',
      'face-treatment',
      'face-chemical',
      'face-treatment-temperature',
      'face-concentration',
      'face-duration',
      'face-treatment-date',
      'face-treatment-details',
    ],
    rows.filter((row) => row.slice(1).some((cell) => cell.length > 0)),
  );
}

const TAGS = ['TTL1', 'TTL2', 'TTCH', 'TTTM', 'TTCO', 'TTAI', 'TTFT'];

function treatmentKind(treatment: Treatment): FaceValue[] {
  const code = treatment.typeCode?.value === 'ZZZ' ? [] : coded('process-type', treatment.typeCode);
  return [...code, ...particular(treatment, 'TTL1'), ...particular(treatment, 'TTL2')];
}

interface Particular {
  readonly valueMeasure?: MeasureValue;
  readonly minimumValueMeasure?: MeasureValue;
  readonly maximumValueMeasure?: MeasureValue;
}

function measures(characteristic: Particular): FaceValue[] {
  return [
    ...measure(characteristic.valueMeasure),
    ...measure(characteristic.minimumValueMeasure),
    ...measure(characteristic.maximumValueMeasure),
  ];
}

/** The values under a tag: the first description names it, the others are the value in each language. */
function particular(treatment: Treatment, tag: string): FaceValue[] {
  return (treatment.applicableProcessCharacteristic ?? []).flatMap((characteristic) => {
    const [first, ...values] = characteristic.description ?? [];
    return first?.value.trim() === tag ? [...texts(values), ...measures(characteristic)] : [];
  });
}

function otherParticulars(treatment: Treatment): FaceValue[] {
  return (treatment.applicableProcessCharacteristic ?? []).flatMap((characteristic) => {
    const [first] = characteristic.description ?? [];
    return TAGS.includes(first?.value.trim() ?? '')
      ? []
      : [...texts(characteristic.description), ...measures(characteristic)];
  });
}
