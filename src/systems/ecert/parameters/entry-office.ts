import { Type } from 'typebox';
import { plainNumber } from '../../../ledger/index.ts';
import { defineParameter } from '../../../ledger/parameters/index.ts';

const strict = { additionalProperties: false } as const;

/**
 * Offices of an importing authority that see what enters by a place, by its name or its UN/LOCODE. What enters by a place that
 * is given to nobody is seen by every office of the authority.
 */
export const entryOfficeParameter = defineParameter({
  name: 'entry-office',
  key: Type.Object(
    { place: Type.String({ minLength: 1, maxLength: 200, title: 'parameter-field-place' }) },
    strict,
  ),
  value: Type.Object(
    {
      offices: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        minItems: 1,
        maxItems: 50,
        uniqueItems: true,
        title: 'parameter-field-offices',
      }),
    },
    strict,
  ),
  levels: ['authority'],
  readers: 'signed-in',
  check: ({ key }) =>
    plainNumber(key.place) === '' ? [{ code: 'entry-office-place', path: '/key/place', values: {} }] : [],
  async touches(session, rows) {
    const places = [...new Set(rows.map(({ key }) => plainNumber(key.place)))];
    const [counted] = await session.query<{ count: string }>(
      {
        name: 'entry-office-touches',
        text: `select count(*)::text as count from (
                 select from certificate where destination = (select counterfoil.scope_country())
                   and state = 'issued' and entry_places && $1::text[] limit 10000) entering`,
      },
      [places],
    );
    return Number(counted?.count ?? 0);
  },
  // Row-level security goes by a table of its own, written with the approval.
  async approved({ transaction, rows, owner }) {
    const { authority = '' } = owner;
    const assigned = rows.map(({ key, value, from, until }) => ({
      place: plainNumber(key.place),
      offices: value === null ? [] : [...value.offices],
      valid_from: from,
      valid_until: until,
    }));
    await transaction.query(
      {
        name: 'entry-office-assign',
        text: `insert into entry_assignment (country, authority, place, offices, valid_from, valid_until)
               select left($2::text, 2), $2::text, place, offices, valid_from, valid_until
               from jsonb_to_recordset($1::jsonb) as given
                 (place text, offices text[], valid_from timestamptz, valid_until timestamptz)`,
      },
      [JSON.stringify(assigned), authority],
    );
  },
});
