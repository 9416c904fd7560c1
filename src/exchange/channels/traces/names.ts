/** Namespaces of TRACES NT, version 06 of the customs interface (CERTEX). */
export const CHED = 'http://ec.europa.eu/sanco/tracesnt/customs_certex/ched/v06';
export const CERTEX = 'http://ec.europa.eu/sanco/tracesnt/customs_certex/base/v03';
export const BASE = 'http://ec.europa.eu/sanco/tracesnt/base/v3';
export const MESSAGE = 'http://ec.europa.eu/sanco/tracesnt/message/v1';
export const BODY = 'http://ec.europa.eu/tracesnt/body/v1';
export const CERTIFICATE = 'http://ec.europa.eu/tracesnt/certificate/ched/v2';

const CODES = 'urn:un:unece:uncefact:codelist:standard:';
/** What every answer declares on the element in its body, used or not, in this order; readers were seen to depend on it. */
const DECLARED = [
  ['ns2', BASE],
  ['ns3', 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:21'],
  ['ns4', 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:21'],
  ['ns5', 'urn:un:unece:uncefact:data:standard:SPSCertificate:17'],
  ['ns6', CHED],
  ['ns7', 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'],
  ['ns8', 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'],
  ['ns9', 'http://www.w3.org/2000/09/xmldsig#'],
  ['ns10', BODY],
  ['ns11', `${CODES}EDIFICAS-EU:CertificateType:D11A`],
  ['ns12', `${CODES}ISO:ISO2AlphaLanguageCode:2006-10-27`],
  ['ns13', `${CODES}UNECE:AddressType:D16B`],
  ['ns14', `${CODES}UNECE:CargoTypeClassificationCode:D16B`],
  ['ns15', `${CODES}UNECE:DocumentNameCode:D16B`],
  ['ns16', `${CODES}UNECE:DocumentStatusCode:D16B`],
  ['ns17', `${CODES}UNECE:GovernmentActionCode:D16B`],
  ['ns18', `${CODES}UNECE:LocationFunctionCode:D16B`],
  ['ns19', `${CODES}UNECE:PackageTypeCode:2006`],
  ['ns20', `${CODES}UNECE:PackagingLevelCode:D16B`],
  ['ns21', `${CODES}UNECE:ProcessTypeCode:D16B`],
  ['ns22', `${CODES}UNECE:StatusCode:D16B`],
  ['ns23', `${CODES}UNECE:TemperatureTypeCode:D16B`],
  ['ns24', `${CODES}UNECE:TransportMeansTypeCode:2007`],
  ['ns25', `${CODES}UNECE:TransportModeCode:2`],
] as const;

export const DECLARATIONS = `xmlns="${CERTEX}"${DECLARED.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('')}`;
