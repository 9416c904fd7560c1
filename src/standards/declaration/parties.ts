import { element, structure } from '../message/definition.ts';

/** Who: parties, persons, addresses and offices. */
export const partiesStructures = {
  Party: structure('An organisation or person.', 'dec', [
    element('Name', 'text', '0..1', '', 'Name of the party.', { format: 'an..70' }),
    element('ID', 'id', '0..1', '', 'Identifier of the party.', { format: 'an..17' }),
    element('Address', 'Address', '0..1', '04A', 'Where it is.'),
  ]),
  ContactedParty: structure('An organisation or person with whom to speak.', 'dec', [
    element('Name', 'text', '0..1', '', 'Name of the party.', { format: 'an..70' }),
    element('ID', 'id', '0..1', '', 'Identifier of the party.', { format: 'an..17' }),
    element('Address', 'Address', '0..1', '04A', 'Where it is.'),
    element('Contact', 'Contact', '0..1', '34A', 'Whom to ask.'),
    element('Communication', 'Communication', '0..1', '25A', 'How to reach them.'),
  ]),
  RoledParty: structure('A party in a named role.', 'dec', [
    element('ID', 'id', '0..1', '', 'Identifier of the party.', { format: 'an..17' }),
    element('RoleCode', 'code', '0..1', '', 'Role of the party, coded.', { format: 'an..3' }),
  ]),
  Agent: structure('Who represents the declarant.', 'dec', [
    element('Name', 'text', '0..1', 'R003', 'Agent - name.', { format: 'an..70' }),
    element('ID', 'id', '0..1', 'R004', 'Agent, coded.', { format: 'an..17' }),
    element('FunctionCode', 'code', '0..1', '102', 'Agent status, coded.', { format: 'an..3' }),
    element('Address', 'Address', '0..1', '04A', 'Where it is.'),
  ]),
  AuthorisationHolder: structure('The holder of an authorisation.', 'dec', [
    element('ID', 'id', '0..1', 'R144', 'Authorisation holder, coded.', { format: 'an..17' }),
    element('CategoryCode', 'code', '0..1', 'R145', 'Authorisation holder type, coded.', { format: 'an..4' }),
  ]),
  Carrier: structure('Who carries the goods.', 'dec', [
    element('Name', 'text', '0..1', 'R011', 'Carrier - name.', { format: 'an..70' }),
    element('ID', 'id', '0..1', 'R012', 'Carrier identification.', { format: 'an..17' }),
    element('Address', 'Address', '0..1', '04A', 'Where it is.'),
    element('Communication', 'Communication', '0..1', '25A', 'How to reach them.'),
  ]),
  CarriedConsignor: structure('Who consigns what is carried.', 'dec', [
    element('Name', 'text', '0..1', '', 'Name of the consignor.', { format: 'an..70' }),
    element('ID', 'id', '0..1', '', 'Identifier of the consignor.', { format: 'an..17' }),
    element('Address', 'TypedAddress', '0..1', '04A', 'Where it is.'),
  ]),
  DocumentSubmitter: structure('Who issued a supporting document.', 'dec', [
    element('Name', 'text', '0..1', 'R058', 'Submitter.', { format: 'an..70' }),
    element('RoleCode', 'code', '0..1', 'R005', 'Role code.', { format: 'an..3' }),
  ]),
  Contact: structure('A person to ask.', 'dec', [
    element('Name', 'text', '0..1', '', 'Name of the person.', { format: 'an..70' }),
  ]),
  Communication: structure('A way to reach somebody.', 'dec', [
    element('ID', 'id', '0..1', '240', 'Communication number.', { format: 'an..50' }),
    element('TypeCode', 'code', '0..1', '253', 'Communication number type.', { format: 'an..3' }),
  ]),
  Address: structure('A postal address.', 'dec', [
    element('CityName', 'text', '0..1', '241', 'City name.', { format: 'an..35' }),
    element('CountryCode', 'code', '0..1', '242', 'Country, coded.', { format: 'a2', list: 'country' }),
    element('CountrySubDivisionCode', 'code', '0..1', '244', 'Country sub-entity identification.', {
      format: 'an..9',
    }),
    element('CountrySubDivisionName', 'text', '0..1', '243', 'Country sub-entity name.', {
      format: 'an..35',
    }),
    element('Line', 'text', '0..1', '239', 'Street and number/P.O. Box.', { format: 'an..70' }),
    element('PostcodeID', 'id', '0..1', '245', 'Postcode identification.', { format: 'an..9' }),
  ]),
  TypedAddress: structure('A postal address with its kind.', 'dec', [
    element('TypeCode', 'code', '0..1', '410', 'Type of address.', { format: 'an..3' }),
    element('CityName', 'text', '0..1', '241', 'City name.', { format: 'an..35' }),
    element('CountryCode', 'code', '0..1', '242', 'Country, coded.', { format: 'a2', list: 'country' }),
    element('CountrySubDivisionCode', 'code', '0..1', '244', 'Country sub-entity identification.', {
      format: 'an..9',
    }),
    element('CountrySubDivisionName', 'text', '0..1', '243', 'Country sub-entity name.', {
      format: 'an..35',
    }),
    element('Line', 'text', '0..1', '239', 'Street and number/P.O. Box.', { format: 'an..70' }),
    element('PostcodeID', 'id', '0..1', '245', 'Postcode identification.', { format: 'an..9' }),
  ]),
  Office: structure('A customs office.', 'dec', [
    element('ID', 'id', '0..1', '', 'Code of the office.', { format: 'an..17' }),
  ]),
};
