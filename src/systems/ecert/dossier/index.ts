export { readDossier } from './dossier.ts';
