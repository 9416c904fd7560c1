export { COMMODITY_CODES, CommodityCheck } from './checking.ts';
export { commodityCheckParameter } from './commodity-check-parameter.ts';
export { NOMENCLATURE_FAULTS, nomenclatureParameter } from './nomenclature-parameter.ts';
export { nomenclatureRows } from './proposing.ts';
export {
  readNomenclature,
  type NomenclatureReading,
  type NomenclatureRow,
  type RefusedRow,
} from './reading.ts';
export { nomenclatureWords } from './words.ts';
