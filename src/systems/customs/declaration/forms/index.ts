export { readChinaForm, chinaFormOf } from './china.ts';
export { ChinaForm } from './china-form.ts';
export { FORM_FAULTS, FORM_FINDINGS, type FormReading, type StatedFacts } from './form.ts';
export { readWcoForm } from './wco.ts';
export { wcoDeclarationOf } from './wco-writing.ts';
export { formWords } from './words.ts';
