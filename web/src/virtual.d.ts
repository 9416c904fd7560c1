declare module 'virtual:words/*' {
  import type { Words } from '../../src/base/index.ts';
  export const words: Words;
}
declare module 'virtual:codes/*' {
  import type { Words } from '../../src/base/index.ts';
  export const words: Words;
}
declare module 'virtual:mantine.css';
declare module 'virtual:theme.css';
declare module '*.css';
