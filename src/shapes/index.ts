export { shapeOf, type Misfit, type Shape } from './shape.ts';
