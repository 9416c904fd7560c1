/** Styles are bundled with the page; importing them has no value. */
declare module '*.css';
