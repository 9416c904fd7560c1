export {
  agreementOn,
  agreementParameter,
  agreementsOn,
  AGREEMENT_CHANNELS,
  type Agreement,
  type AgreementOnDay,
  type AgreementRow,
} from './agreement.ts';
