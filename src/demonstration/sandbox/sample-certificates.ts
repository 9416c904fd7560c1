import { spsCertificate17, writeMessage, type SpsCertificate } from '../../standards/index.ts';
import { DRAFT_NUMBER } from '../../exchange/partner/index.ts';
import { demonstrationCertificates } from '../certificates.ts';
import { HOME_AUTHORITY } from '../parties.ts';
import { SANDBOX_COUNTRY } from './parts.ts';

/** The demonstration's certificates are all alike; one of the home authority is among the first. */
const AMONG = 10;
/** Stands for the sandbox's country while a certificate is written: the code list has no ZZ, and nobody exports from here. */
const STAND_IN = 'AQ';
const STAND_IN_NUMBER = 'SAMPLENUMBER';

export const SANDBOX_NAME = 'Sandbox Authority';

function ofHome(now: Date): SpsCertificate {
  const found = demonstrationCertificates(now, AMONG).find(({ authority }) => authority === HOME_AUTHORITY);
  if (found === undefined) throw new Error('the demonstration has no certificate of the home authority');
  return found.document;
}

const country = (key: string, name: string) => ({ id: { value: key }, name: [{ value: name }] });
const sandbox = country(STAND_IN, 'Sandbox');

/** A certificate of ours for the partner, under a number, not sealed; XML. */
export function certificateForPartner(now: Date, number: string): string {
  const { exchangedDocument, consignment } = ofHome(now);
  return written({
    exchangedDocument: {
      ...exchangedDocument,
      id: { value: number },
      issueDateTime: { value: momentOf(now) },
    },
    consignment: { ...consignment, importCountry: sandbox },
  });
}

/** A certificate of the partner's for us, not sealed, with a word in the place of its number; XML. */
export function partnerDraft(now: Date): string {
  const { exchangedDocument, consignment } = ofHome(now);
  return written({
    exchangedDocument: {
      ...exchangedDocument,
      id: { value: STAND_IN_NUMBER },
      issueDateTime: { value: momentOf(now) },
      issuerParty: { name: { value: SANDBOX_NAME } },
    },
    consignment: { ...consignment, exportCountry: sandbox, importCountry: country('CN', 'China') },
  }).replace(STAND_IN_NUMBER, DRAFT_NUMBER);
}

function written(document: SpsCertificate): string {
  return writeMessage(spsCertificate17, document).replaceAll(`>${STAND_IN}<`, `>${SANDBOX_COUNTRY}<`);
}

function momentOf(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}
