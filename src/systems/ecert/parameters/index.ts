export { CODE_LIST_NAMES, codeListParameter } from './code-list.ts';
export {
  applicationTerm,
  certificateModelParameter,
  inquiryTerm,
  practiceParameter,
  publicFiguresParameter,
} from './practice.ts';
export { ecertParameters } from './definitions.ts';
