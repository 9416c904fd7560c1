export {
  addressParameter,
  CERTIFICATE_USES,
  certificateParameter,
  exchangeParameters,
  PARTNER_STATES,
  partnerParameter,
  USUAL_BYTES,
  USUAL_DAYS,
  type AddressParameter,
  type CertificateUse,
  type PartnerState,
  type PartnerValue,
} from './parameters.ts';
export { Partners, type Consignment, type Expiring, type Partner } from './partners.ts';
