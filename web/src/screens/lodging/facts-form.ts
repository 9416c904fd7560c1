import type { FormDefinition } from './form-field.ts';

/** The plain form: what comparison reads, of whichever country. */
export const FACTS_FORM: FormDefinition = {
  name: 'facts',
  words: 'web-form',
  number: 'number',
  documentQuantity: 'nested',
  kept: { header: ['consignor', 'consignee', 'documents'], item: ['checks', 'quantities'] },
  header: [
    {
      part: 'declaration',
      fields: [
        { name: 'number', kind: 'text', isRequired: true, longest: 50 },
        { name: 'direction', kind: 'direction', isRequired: true },
        { name: 'office', kind: 'text', longest: 64 },
        { name: 'procedure', kind: 'text', longest: 64 },
      ],
    },
    {
      part: 'parties',
      fields: [
        { name: 'consignee.name', kind: 'text' },
        { name: 'consignee.id', kind: 'text', longest: 64 },
        { name: 'consignor.name', kind: 'text' },
        { name: 'consignor.country', kind: 'country' },
      ],
    },
    {
      part: 'journey',
      fields: [
        { name: 'despatchCountry', kind: 'country' },
        { name: 'tradeCountry', kind: 'country' },
        { name: 'routeCountries', kind: 'countries' },
        { name: 'port', kind: 'text', longest: 64 },
        { name: 'arrival', kind: 'day' },
        { name: 'transportMode', kind: 'text', longest: 64 },
        { name: 'transportMeans', kind: 'text' },
        { name: 'voyage', kind: 'text', longest: 64 },
        { name: 'transportDocuments', kind: 'list' },
        { name: 'containers', kind: 'list' },
        { name: 'seals', kind: 'list' },
      ],
    },
  ],
  item: [
    { name: 'commodity', kind: 'code', isRequired: true, longest: 14 },
    { name: 'description', kind: 'text' },
    { name: 'origin', kind: 'country' },
    { name: 'net-mass', kind: 'measure' },
    { name: 'gross-mass', kind: 'measure' },
    { name: 'statutory', kind: 'measure' },
    { name: 'transaction', kind: 'measure' },
    { name: 'packages.value', kind: 'amount', unit: 'packages.unit' },
    { name: 'value.amount', kind: 'amount', unit: 'value.currency', isCurrency: true },
    { name: 'establishments', kind: 'list' },
    { name: 'produced', kind: 'day' },
    { name: 'expires', kind: 'day' },
  ],
};
