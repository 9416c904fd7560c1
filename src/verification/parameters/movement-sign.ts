import { Type } from 'typebox';
import { defineParameter } from '../../ledger/parameters/index.ts';
import { MOVEMENT_SIGNS } from '../deciding/index.ts';

const strict = { additionalProperties: false } as const;

/**
 * Which way a customs procedure moves the account of a certificate. A procedure without a row draws; goods in transit or in bond are
 * compared as all others and draw nothing until they are declared for use.
 */
export const movementSignParameter = defineParameter({
  name: 'movement-sign',
  key: Type.Object(
    { procedure: Type.String({ pattern: '^[0-9A-Z]{1,10}$', title: 'parameter-field-procedure' }) },
    strict,
  ),
  value: Type.Object(
    {
      movement: Type.Enum(MOVEMENT_SIGNS, { title: 'parameter-field-movement' }),
      basis: Type.Optional(Type.String({ minLength: 1, maxLength: 300, title: 'parameter-field-basis' })),
    },
    strict,
  ),
  levels: ['platform', 'authority'],
  readers: 'signed-in',
});
