export { checkDocument, checkForm, hasFaults, type CheckOptions } from './check.ts';
export { clipped, isStorable } from './clipped.ts';
export { documentOf, formOf, type AttachedFile, type Setting } from './document.ts';
export { FORM_FINDINGS, type FormFindingCode } from './finding-codes.ts';
export type { Form, FormCell, FormQuantity, FormRow, FormTexts, FormValue } from './form.ts';
export { CertificateModel, fieldsOf, type CellField, type ModelField, type RowsField } from './model.ts';
export { modelFaults } from './model-faults.ts';
export { SHIPPED_MODELS } from './shipped/models.ts';
export { joinedModels, modelOf, modelsInForce, shippedModels, type ModelSource } from './source.ts';
export {
  initialForm,
  toldForm,
  toldModel,
  type ToldField,
  type ToldForm,
  type ToldModel,
} from './told-model.ts';
export { modelWords } from './words.ts';
