import { accessWords } from '../access/index.ts';
import { mergeCatalogues, type Catalogue } from '../base/index.ts';
import { configurationWords } from '../configuration/index.ts';
import { cryptoWords } from '../crypto/index.ts';
import { databaseWords } from '../database/index.ts';
import { evidenceWords } from '../evidence/index.ts';
import { exchangeWords } from '../exchange/index.ts';
import { dropWords } from '../exchange/channels/drop/index.ts';
import { hubWords } from '../exchange/channels/hub/index.ts';
import { restWords } from '../exchange/channels/rest/index.ts';
import { smtpWords } from '../exchange/channels/smtp/index.ts';
import { soapWords } from '../exchange/channels/soap/index.ts';
import { wsdlWords } from '../exchange/channels/wsdl/index.ts';
import { tracesWords } from '../exchange/channels/traces/index.ts';
import { gatewayWords } from '../exchange/gateway/index.ts';
import { partnerWords } from '../exchange/partner/index.ts';
import { httpWords } from '../http/index.ts';
import { ledgerWords } from '../ledger/index.ts';
import { paperWords } from '../paper/index.ts';
import { standardsWords } from '../standards/index.ts';
import { taskWords } from '../ledger/tasks/index.ts';
import { verificationWords } from '../verification/index.ts';
import { ecertWords } from '../systems/ecert/index.ts';
import { inquiryWords } from '../systems/ecert/inquiry/index.ts';
import { noticeWords } from '../systems/ecert/notices/index.ts';
import { applicationWords } from '../systems/ecert/application/index.ts';
import { modelWords } from '../systems/ecert/models/index.ts';
import { declarationWords, formWords } from '../systems/customs/index.ts';
import { nomenclatureWords } from '../systems/customs/nomenclature/index.ts';
import { registerWords } from '../systems/ecert/register/index.ts';
import { verifyCommandWords } from '../../verify/command/index.ts';
import { bundleWords, policyWords, sealWords } from '../../verify/core/index.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of the commands and of putting the house together. */
export const platformWords: Catalogue = { en, zh, fr, es, ru, ar };

/** Every sentence that the program may say. */
export const programWords: Catalogue = mergeCatalogues(
  accessWords,
  configurationWords,
  cryptoWords,
  databaseWords,
  evidenceWords,
  exchangeWords,
  hubWords,
  restWords,
  partnerWords,
  smtpWords,
  soapWords,
  wsdlWords,
  tracesWords,
  dropWords,
  gatewayWords,
  httpWords,
  ledgerWords,
  standardsWords,
  paperWords,
  ecertWords,
  applicationWords,
  modelWords,
  inquiryWords,
  noticeWords,
  taskWords,
  verificationWords,
  declarationWords,
  formWords,
  nomenclatureWords,
  registerWords,
  verifyCommandWords,
  sealWords,
  bundleWords,
  policyWords,
  platformWords,
);
