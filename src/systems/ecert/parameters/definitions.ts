import type { AnyParameter } from '../../../ledger/parameters/index.ts';
import { agreementParameter } from '../agreements/index.ts';
import { announcementParameter } from '../announcements/index.ts';
import { paperFormParameter } from '../paper-form.ts';
import { codeListParameter } from './code-list.ts';
import { entryOfficeParameter } from './entry-office.ts';
import {
  applicationTermParameter,
  certificateModelParameter,
  inquiryTermParameter,
  practiceParameter,
  publicFiguresParameter,
} from './practice.ts';

/** Every parameter of the e-certificate system. */
export const ecertParameters: readonly AnyParameter[] = [
  agreementParameter,
  announcementParameter,
  codeListParameter,
  certificateModelParameter,
  practiceParameter,
  inquiryTermParameter,
  applicationTermParameter,
  entryOfficeParameter,
  publicFiguresParameter,
  paperFormParameter,
];
