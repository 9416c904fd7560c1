export { Figures, type FiguresOptions } from './figures.ts';
export { MEASURE_NAMES, MEASURES, type Measure, type MeasureName } from './measures.ts';
export { publicFigures, type PublicFigures } from './public-figures.ts';
export {
  DIMENSIONS,
  figuresOf,
  type Dimension,
  type FigureQuestion,
  type FigureRow,
  type FigureTable,
} from './question.ts';
