import { element, structure } from '../message/definition.ts';

/** Who: parties, persons, addresses, countries and places. */
export const partyStructures = {
  SPSParty: structure('An organisation or person with a part in the certificate or the consignment.', 'ram', [
    element('ID', 'id', '0..1', 'UN03000112', 'Identifier of the party.'),
    element('Name', 'text', '0..1', 'UN03000113', 'Name of the party.', { un: '1..1' }),
    element('RoleCode', 'code', '0..1', 'UN03000114', 'What the party does here.', {
      list: 'party-role',
      enumerated: true,
    }),
    element('TypeCode', 'code', '0..n', 'UN03000115', 'Kind of party, or its number in a named register.'),
    element('SpecifiedSPSAddress', 'SPSAddress', '0..1', 'UN03000116', 'Where the party is.'),
    element('DefinedSPSContact', 'SPSContact', '0..n', 'UN03000117', 'Whom to ask.'),
    element('SpecifiedSPSPerson', 'SPSPerson', '0..1', 'UN03000118', 'The person who acts for the party.'),
  ]),
  SPSPerson: structure('A natural person.', 'ram', [
    element('Name', 'text', '1..1', 'UN03000124', 'Name of the person.'),
    element(
      'AttainedSPSQualification',
      'SPSQualification',
      '0..n',
      'UN03000125',
      'What entitles the person.',
    ),
  ]),
  SPSQualification: structure('An attained qualification.', 'ram', [
    element('Name', 'text', '1..n', 'UN03000133', 'The qualification or office held.'),
    element('AbbreviatedName', 'text', '0..1', 'UN03000134', 'Its usual short form.'),
  ]),
  SPSContact: structure('A point of contact.', 'ram', [
    element('PersonName', 'text', '1..1', 'UN03000078', 'Name of the person to ask.'),
  ]),
  SPSAddress: structure('A postal address.', 'ram', [
    element('PostcodeCode', 'code', '0..1', 'UN03000020', 'Postcode.'),
    element('LineOne', 'text', '0..1', 'UN03000021', 'First line.'),
    element('LineTwo', 'text', '0..1', 'UN03000022', 'Second line.'),
    element('LineThree', 'text', '0..1', 'UN03000023', 'Third line.'),
    element('LineFour', 'text', '0..1', 'UN03000024', 'Fourth line.'),
    element('LineFive', 'text', '0..1', 'UN03000025', 'Fifth line.'),
    element('CityName', 'text', '0..1', 'UN03000026', 'City, town or village.'),
    element('CountryID', 'id', '0..1', 'UN03000027', 'Country.', { list: 'country' }),
    element('TypeCode', 'code', '0..1', 'UN03000028', 'Kind of address.', {
      list: 'address-type',
      enumerated: true,
    }),
    element('CountryName', 'text', '0..1', 'UN03000029', 'Name of the country.'),
    element('CountrySubDivisionID', 'id', '0..1', 'UN03000030', 'State, province or region.'),
    element('CountrySubDivisionName', 'text', '0..1', 'UN03000031', 'Name of the state, province or region.'),
    element('CityID', 'id', '0..1', 'UN03000032', 'City, as a UN/LOCODE.'),
  ]),
  SPSCountry: structure('A country.', 'ram', [
    element('ID', 'id', '1..1', 'UN03000088', 'ISO 3166-1 alpha-2 code of the country.', {
      list: 'country',
      enumerated: true,
    }),
    element('Name', 'text', '0..n', 'UN03000089', 'Name of the country.', { un: '1..n' }),
    element(
      'SubordinateSPSCountrySubDivision',
      'SPSCountrySubDivision',
      '0..n',
      'UN03000090',
      'Region, area or establishment within the country.',
    ),
  ]),
  SPSCountrySubDivision: structure('A part of a country.', 'ram', [
    element('ID', 'id', '0..1', 'UN03000080', 'Identifier of the part.'),
    element('Name', 'text', '1..n', 'UN03000081', 'Name of the part.'),
    element('HierarchicalLevelCode', 'code', '0..1', 'UN03000082', 'Its level below the country.', {
      un: '1..1',
    }),
    element('FunctionTypeCode', 'code', '0..1', 'UN03000083', 'What the part is for.', {
      list: 'location-function',
      enumerated: true,
    }),
    element(
      'SuperordinateSPSCountrySubDivision',
      'SPSCountrySubDivision',
      '0..n',
      'UN03000084',
      'The part that contains it.',
    ),
    element(
      'SubordinateSPSCountrySubDivision',
      'SPSCountrySubDivision',
      '0..n',
      'UN03000085',
      'A part that it contains.',
    ),
    element(
      'ActivityAuthorizedSPSParty',
      'SPSParty',
      '0..n',
      'UN03000086',
      'Establishment authorised to act there, with its approval number.',
    ),
  ]),
  SPSLocation: structure('A place.', 'ram', [
    element('ID', 'id', '0..1', 'UN03000094', 'UN/LOCODE or another identifier of the place.'),
    element('Name', 'text', '1..n', 'UN03000095', 'Name of the place.'),
  ]),
  SPSEvent: structure('Something that happens at a place.', 'ram', [
    element('OccurrenceSPSLocation', 'SPSLocation', '1..1', 'UN03000092', 'Where it happens.'),
  ]),
};
