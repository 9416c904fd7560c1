import type { MessageDefinition } from '../message/definition.ts';
import { element, structure } from '../message/definition.ts';
import type { DocumentOf } from '../message/document-type.ts';
import { goodsItemStructures } from './goods-item.ts';
import { headerStructures } from './header.ts';
import { partiesStructures } from './parties.ts';
import { shipmentStructures } from './shipment.ts';

const family = 'urn:wco:datamodel:WCO:';

/**
 * The customs declaration of the WCO data model, `urn:wco:datamodel:WCO:DEC-DMS:2` inside `MetaData`, as customs of the United
 * Kingdom and of other countries take it (model 3.6). Identifiers are those of the WCO data set.
 */
export const wcoDeclaration = {
  name: 'wco-declaration',
  title: 'WCO declaration',
  root: 'MetaData',
  version: '2',
  alsoRead: [],
  rootNamespace: 'md',
  dataNamespace: 'ds',
  infix: '',
  profile: {
    dates: {
      attribute: 'formatCode',
      // The schema admits no other century.
      formats: { 102: /^20\d{6}$/, 304: /^20\d{12}(?:Z|[+-]\d{2})$/ },
    },
    attributes: {
      text: ['language'],
      id: ['scheme', 'schemeName', 'schemeVersion'],
      code: ['list', 'listName', 'listVersion', 'name'],
      measure: ['unit'],
      quantity: ['unit'],
      amount: ['currency'],
    },
    nationalUnits: true,
  },
  namespaces: [
    {
      prefix: 'md',
      uri: `${family}DocumentMetaData-DMS:2`,
      family: `${family}DocumentMetaData-DMS:`,
      file: 'DocumentMetaData_2_DMS.xsd',
    },
    { prefix: 'dec', uri: `${family}DEC-DMS:2`, family: `${family}DEC-DMS:`, file: 'WCO_DEC_2_DMS.xsd' },
    {
      prefix: 'ds',
      uri: `${family}Declaration_DS:DMS:2`,
      family: `${family}Declaration_DS:DMS:`,
      file: 'WCO_DEC_DS_2_DMS.xsd',
    },
  ],
  structures: {
    MetaData: structure('A declaration with what it is a message of.', 'md', [
      element('WCODataModelVersionCode', 'code', '0..1', '', 'Version of the WCO data model.'),
      element('WCOTypeName', 'text', '0..1', '', 'Kind of message: DEC.'),
      element('ResponsibleCountryCode', 'code', '0..1', '', 'Country whose customs it is meant for.', {
        list: 'country',
      }),
      element('ResponsibleAgencyName', 'text', '0..1', '', 'Authority that it is meant for.'),
      element('AgencyAssignedCustomizationCode', 'code', '0..1', '', 'The authority’s own profile.'),
      element('AgencyAssignedCustomizationVersionCode', 'code', '0..1', '', 'Version of that profile.'),
      element('Declaration', 'Declaration', '1..1', '42A', 'The declaration.', {
        missing: 'SEVERE',
        namespace: 'dec',
      }),
    ]),
    ...headerStructures,
    ...shipmentStructures,
    ...goodsItemStructures,
    ...partiesStructures,
  },
} as const satisfies MessageDefinition;

type Structures = (typeof wcoDeclaration)['structures'];

/** A declaration of the WCO data model as our document. */
export type WcoDeclarationMessage = DocumentOf<Structures, 'MetaData'>;
export type WcoDeclaration = DocumentOf<Structures, 'Declaration'>;
export type WcoGoodsItem = DocumentOf<Structures, 'GoodsItem'>;
