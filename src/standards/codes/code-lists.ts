import type { CodeList } from './code-list.ts';
import { codeList } from './code-list.ts';
import { COUNTRY_CODES } from './countries.ts';
import { EPHYTO_TAGS } from './ephyto-tags.ts';
import { cargoTypeCodes } from './lists/cargo-type-codes.ts';
import { documentTypeCodes } from './lists/document-type-codes.ts';
import { locationFunctionCodes } from './lists/location-function-codes.ts';
import { measuredAttributeCodes } from './lists/measured-attribute-codes.ts';
import { packageTypeCodes } from './lists/package-type-codes.ts';
import { partyRoleCodes } from './lists/party-role-codes.ts';
import { processTypeCodes } from './lists/process-type-codes.ts';
import { referenceTypeCodes } from './lists/reference-type-codes.ts';
import { statusCodes } from './lists/status-codes.ts';
import { unitCodes } from './lists/unit-codes.ts';

const edifact = (name: string, title: string, listId: string, compact: string): CodeList =>
  codeList({ name, title, listId, agencyId: '6', versionId: 'D16B', complete: true, compact });

/** Every code list the messages name, by our name. The number in a title is the UN/EDIFACT data element. */
export const CODE_LISTS = {
  'document-type': edifact('document-type', 'Document type (1001)', '1001', documentTypeCodes),
  'document-status': edifact('document-status', 'Document status (4405)', '4405', statusCodes),
  'relationship-type': edifact(
    'relationship-type',
    'Reference type (1153)',
    '1153_ReferenceTypeCode',
    referenceTypeCodes,
  ),
  'government-action': edifact('government-action', 'Government action (9417)', '9417', '1-10'),
  'party-role': edifact('party-role', 'Party role (3035)', '3035', partyRoleCodes),
  'address-type': edifact('address-type', 'Address type (3131)', '3131', '1-3'),
  'location-function': edifact(
    'location-function',
    'Location function (3227)',
    '3227',
    locationFunctionCodes,
  ),
  'temperature-type': edifact('temperature-type', 'Temperature type (6245)', '6245', '1-8'),
  'cargo-type': edifact('cargo-type', 'Cargo type classification (7085)', '7085', cargoTypeCodes),
  'process-type': edifact('process-type', 'Process type (7187)', '7187', processTypeCodes),
  'measured-attribute': edifact(
    'measured-attribute',
    'Measured attribute (6313)',
    '6313',
    measuredAttributeCodes,
  ),
  'transport-mode': codeList({
    name: 'transport-mode',
    title: 'Mode of transport (UN/ECE Recommendation 19)',
    listId: 'Recommendation 19',
    agencyId: '6',
    versionId: '2',
    complete: true,
    compact: '0-9',
  }),
  'package-type': codeList({
    name: 'package-type',
    title: 'Package type (UN/ECE Recommendation 21)',
    listId: '7065',
    agencyId: '6',
    versionId: '2006',
    complete: true,
    compact: packageTypeCodes,
    alsoRead: 'O1 O2 O3 O4 O5 O6 O7 O8 O9 OG OH OI OJ OL OM ON OP OQ OR OS OV OW OX OY OZ P1 P3 P4 SX',
  }),
  'package-level': codeList({
    name: 'package-level',
    title: 'Packaging level (7075)',
    complete: false,
    compact: '1-5',
    alsoRead: '0',
  }),
  country: codeList({
    name: 'country',
    title: 'Country (ISO 3166-1 alpha-2)',
    complete: true,
    compact: COUNTRY_CODES.join(' '),
  }),
  unit: codeList({
    name: 'unit',
    title: 'Unit of measure (UN/ECE Recommendation 20)',
    complete: true,
    compact: unitCodes,
    alsoRead: 'NMB PCE',
  }),
  'ephyto-tag': codeList({
    name: 'ephyto-tag',
    title: 'IPPC ePhyto tag',
    complete: false,
    compact: EPHYTO_TAGS.map((entry) => entry.tag).join(' '),
  }),
} as const satisfies Readonly<Record<string, CodeList>>;

export type CodeListName = keyof typeof CODE_LISTS;
