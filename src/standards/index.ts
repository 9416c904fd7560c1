export { StandardsError, STANDARDS_CODES } from './error.ts';
export type { StandardsCode } from './error.ts';
export type * from './message/basic-types.ts';
export { readMessage } from './message/reader.ts';
export type { MessageReading, UnknownPart } from './message/reader.ts';
export { documentFaults, writeMessage, WRITING_FAULTS } from './message/writer.ts';
export type { WritingFault } from './message/writer.ts';
export type { MessageDefinition, StructureDefinition, ElementDefinition } from './message/definition.ts';
export type { MessageDocument } from './message/document-type.ts';
export { FINDING_CODES } from './message/finding-codes.ts';
export type { FindingCode } from './message/finding-codes.ts';
export { saysNothing } from './message/absence.ts';
export { gradeValues } from './message/grading.ts';
export { readDate } from './message/date-reading.ts';
export type { DateReading } from './message/date-reading.ts';
export { spsCertificate17 } from './sps-certificate/definition.ts';
export type * from './sps-certificate/definition.ts';
export { readCertificate } from './sps-certificate/reading.ts';
export type { CertificateReading } from './sps-certificate/reading.ts';
export { gradeCertificate } from './sps-certificate/grading.ts';
export type { GradingOptions } from './sps-certificate/grading.ts';
export { certificateSummary, NAME_KINDS, PARTY_ROLES } from './sps-certificate/summary.ts';
export type {
  CertificateSummary,
  CommodityName,
  CommoditySummary,
  NameKind,
  PartyRole,
} from './sps-certificate/summary.ts';
export { certificateGoods } from './sps-certificate/goods.ts';
export type { CertificateGoods, GoodsAmount, GoodsLine } from './sps-certificate/goods.ts';
export { certificateFace } from './sps-certificate/face.ts';
export type { Face } from './sps-certificate/face.ts';
export type { FaceField, FaceSection, FaceValue } from './sps-certificate/face-values.ts';
export { attachments } from './sps-certificate/attachments.ts';
export type { Attachment } from './sps-certificate/attachments.ts';
export { convert, compareQuantities, CONVERSION_REFUSALS } from './units/conversion.ts';
export type { Conversion, ConversionRefusal, Quantity } from './units/conversion.ts';
export { UNITS, DIMENSIONS } from './units/table.ts';
export type { Dimension, Unit } from './units/table.ts';
export { CODE_LISTS } from './codes/code-lists.ts';
export type { CodeListName } from './codes/code-lists.ts';
export type { CodeList } from './codes/code-list.ts';
export { ENDING_STATUSES } from './codes/ending-statuses.ts';
export { EPHYTO_TAGS } from './codes/ephyto-tags.ts';
export type { EphytoTag, TagRule, TagPlace } from './codes/ephyto-tags.ts';
export { isOlderDialect, readOlderDialect, MAXIMUM_OLDER_CERTIFICATES } from './older-dialect/reader.ts';
export type { Loss, OlderReading } from './older-dialect/reader.ts';
export { writeOlderDialect } from './older-dialect/writer.ts';
export { unwrap, unwrapText, MAXIMUM_WRAPPERS, WRAPPINGS } from './message/wrapper.ts';
export type { Unwrapped, Wrapping } from './message/wrapper.ts';
export { spsCertificate8, spsCertificate11, chedCertificate } from './sps-certificate/versions.ts';
export { spsAcknowledgement17 } from './sps-acknowledgement/definition.ts';
export type { SpsAcknowledgement } from './sps-acknowledgement/definition.ts';
export { wcoDeclaration } from './declaration/definition.ts';
export type { WcoDeclaration, WcoDeclarationMessage, WcoGoodsItem } from './declaration/definition.ts';
export { readDeclaration } from './declaration/reading.ts';
export type { DeclarationReading } from './declaration/reading.ts';
export { isChed } from './ched/profile.ts';
export { translate, writeInto, recogniseDialect, MAXIMUM_TRANSLATED } from './switch/translate.ts';
export type { Translation, TranslationRequest, Written } from './switch/translate.ts';
export { DIALECTS, DIALECT_NAMES, dialectNamed } from './switch/dialects.ts';
export type { DialectName } from './switch/dialects.ts';
export type {
  Dialect,
  DialectReading,
  DialectReadings,
  DialectWriting,
  SwitchPorts,
  WritingOptions,
  XmlOpened,
} from './switch/dialect.ts';
export type { Defaulted, LossCode, TranslationLoss } from './switch/losses.ts';
export { WRITTEN_SETS } from './edifact/charset.ts';
export type { WrittenSet } from './edifact/charset.ts';
export { chinaCustomsCodes, codeMapping, codePairs } from './codes/mappings/code-mapping.ts';
export type { CodeKind, CodeMapping, CodePair } from './codes/mappings/code-mapping.ts';
export { mapCodes } from './codes/mappings/mapped-document.ts';
export { standardsWords } from './words.ts';
export { generatedFiles } from './generation/generated-files.ts';
export { jsonSchema } from './generation/json-schema.ts';
export type { JsonSchema } from './generation/json-schema.ts';
export { mappingPage } from './generation/mapping-page.ts';
export type { GeneratedFile } from './generation/xsd.ts';
