import { attachments } from './attachments.ts';
import type { Party, Place, SpsCertificate } from './definition.ts';
import { goodsTable, treatmentTable } from './face-tables.ts';
import type { FaceSection, FaceValue } from './face-values.ts';
import {
  coded,
  country,
  fieldSection,
  measure,
  noteFields,
  plain,
  tableSection,
  text,
  texts,
} from './face-values.ts';
import { equipmentOf, noteTexts } from './summary.ts';

/** A certificate laid out as the paper lays it out: to be shown, printed and compared, in this order. */
export interface Face {
  readonly title: readonly FaceValue[];
  readonly sections: readonly FaceSection[];
}

/** Lays a certificate out. Shows what is there, all of it in its own words; what is absent has no field. */
export function certificateFace(certificate: SpsCertificate): Face {
  const sections = [
    identity(certificate),
    parties(certificate),
    places(certificate),
    transport(certificate),
    goodsTable(certificate),
    treatmentTable(certificate),
    declarations(certificate),
    annexes(certificate),
    issue(certificate),
  ];
  const document = certificate.exchangedDocument;
  return {
    title: texts(document?.name).concat(document?.name ? [] : coded('document-type', document?.typeCode)),
    sections: sections.filter(
      (section) => (section.kind === 'fields' ? section.fields : section.rows).length > 0,
    ),
  };
}

function place(value: Place | undefined): FaceValue[] {
  return texts(value?.name).concat(plain(value?.id?.value));
}

function identity(certificate: SpsCertificate): FaceSection {
  const document = certificate.exchangedDocument;
  const notes = document?.includedNote;
  return fieldSection('face-identity', [
    ['face-number', plain(document?.id?.value)],
    ['face-kind', coded('document-type', document?.typeCode)],
    ['face-status', coded('document-status', document?.statusCode)],
    ['face-issue-date', plain(document?.issueDateTime?.value)],
    ['face-description', texts(document?.description)],
    ['face-replaces', texts(noteTexts(notes, 'ADRPN'))],
    ['face-replaced-date', texts(noteTexts(notes, 'ADRD'))],
    ['face-replacement-reason', texts(noteTexts(notes, 'ADRPR'))],
    ['face-consignment-number', plain(certificate.consignment?.id?.value)],
  ]);
}

function party(value: Party | undefined): FaceValue[] {
  if (!value) return [];
  const address = value.specifiedAddress;
  const lines = [
    address?.lineOne,
    address?.lineTwo,
    address?.lineThree,
    address?.lineFour,
    address?.lineFive,
    address?.cityName,
    address?.countrySubDivisionName,
  ];
  return [
    ...text(value.name),
    ...text(value.specifiedPerson?.name),
    ...plain(value.id?.value),
    ...(value.typeCode ?? []).map(({ value: code, listName }) => ({
      value: listName === undefined ? code : `${code} (${listName})`,
    })),
    ...lines.flatMap((line) => text(line)),
    ...plain(address?.postcodeCode?.value),
    ...coded('country', address?.countryId),
    ...text(address?.countryName),
    ...texts((value.definedContact ?? []).flatMap(({ personName }) => personName ?? [])),
  ];
}

function parties(certificate: SpsCertificate): FaceSection {
  const { consignment } = certificate;
  return fieldSection('face-parties', [
    ['face-consignor', party(consignment?.consignorParty)],
    ['face-consignee', party(consignment?.consigneeParty)],
    ['face-despatch', party(consignment?.despatchParty)],
    ['face-delivery', party(consignment?.deliveryParty)],
    ['face-carrier', party(consignment?.carrierParty)],
    ['face-customs-transit-agent', party(consignment?.customsTransitAgentParty)],
  ]);
}

function places(certificate: SpsCertificate): FaceSection {
  const { consignment } = certificate;
  return fieldSection('face-places', [
    ['face-export-country', country(consignment?.exportCountry)],
    ['face-re-export-country', (consignment?.reExportCountry ?? []).flatMap(country)],
    ['face-import-country', country(consignment?.importCountry)],
    ['face-transit', (consignment?.transitCountry ?? []).flatMap(country)],
    ['face-transit-place', (consignment?.transitLocation ?? []).flatMap(place)],
    ['face-loading-port', place(consignment?.loadingBaseportLocation)],
    ['face-point-of-entry', place(consignment?.unloadingBaseportLocation)],
    ['face-examination', place(consignment?.examinationEvent?.occurrenceLocation)],
    ['face-storage', (consignment?.storageEvent ?? []).flatMap((event) => place(event.occurrenceLocation))],
    ['face-destination', place(consignment?.consigneeReceiptLocation)],
  ]);
}

function transport(certificate: SpsCertificate): FaceSection {
  const { consignment } = certificate;
  const equipment = equipmentOf(certificate);
  const sealed = equipment.flatMap(({ affixedSeal }) => affixedSeal ?? []);
  const temperatures = equipment.flatMap(({ settingTemperature }) => settingTemperature ?? []);
  return fieldSection('face-transport', [
    [
      'face-conveyance',
      (consignment?.mainCarriageTransportMovement ?? []).flatMap(({ modeCode, usedTransportMeans, id }) => [
        ...coded('transport-mode', modeCode),
        ...text(usedTransportMeans?.name),
        ...plain(id?.value),
      ]),
    ],
    ['face-containers', equipment.flatMap(({ id }) => plain(id?.value))],
    [
      'face-seals',
      sealed.flatMap(({ id, maximumId }) =>
        plain(maximumId && id ? `${id.value} – ${maximumId.value}` : (id ?? maximumId)?.value),
      ),
    ],
    [
      'face-temperature',
      temperatures.flatMap(({ valueMeasure, minimumValueMeasure, maximumValueMeasure }) => [
        ...measure(valueMeasure),
        ...measure(minimumValueMeasure),
        ...measure(maximumValueMeasure),
      ]),
    ],
    ['face-departure', plain(consignment?.exportExitDateTime?.value)],
    ['face-availability', plain(consignment?.availabilityDueDateTime?.value)],
  ]);
}

function declarations(certificate: SpsCertificate): FaceSection {
  const document = certificate.exchangedDocument;
  const clauses = (document?.signatoryAuthentication ?? []).flatMap(
    ({ includedClause }) => includedClause ?? [],
  );
  return fieldSection('face-declarations', [
    ['face-statements', clauses.flatMap(({ id, content }) => [...plain(id?.value), ...texts(content)])],
    ...noteFields(document?.includedNote),
  ]);
}

function annexes(certificate: SpsCertificate): FaceSection {
  const documents = certificate.exchangedDocument?.referenceReferencedDocument ?? [];
  const files = attachments(certificate);
  const rows = files.map((file) => [
    plain(file.documentId),
    coded('relationship-type', file.relationship === undefined ? undefined : { value: file.relationship }),
    plain(file.information),
    plain(file.filename ?? file.uri),
    file.broken ? [{ value: '', word: 'face-broken' }] : plain(file.type ?? file.declaredType),
    plain(String(file.size)),
  ]);
  const withoutFile = documents
    .filter(({ attachmentBinaryObject }) => !attachmentBinaryObject)
    .map(({ id, relationshipTypeCode, information }) => [
      plain(id?.value),
      coded('relationship-type', relationshipTypeCode),
      text(information),
      [],
      [],
      [],
    ]);
  return tableSection(
    'face-annexes',
    ['face-number', 'face-relationship', 'face-information', 'face-file', 'face-file-type', 'face-file-size'],
    [...rows, ...withoutFile],
  );
}

function issue(certificate: SpsCertificate): FaceSection {
  const document = certificate.exchangedDocument;
  const signatories = document?.signatoryAuthentication ?? [];
  return fieldSection('face-issue', [
    ['face-authority', party(document?.issuerParty)],
    ['face-place-of-issue', signatories.flatMap(({ issueLocation }) => place(issueLocation))],
    ['face-signing-date', signatories.flatMap(({ actualDateTime }) => plain(actualDateTime?.value))],
    ['face-officer', signatories.flatMap(({ providerParty }) => party(providerParty))],
    ['face-office', signatories.flatMap(({ locationProviderParty }) => party(locationProviderParty))],
  ]);
}
