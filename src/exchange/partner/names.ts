import { Type } from 'typebox';

/** Key of an authority, e.g. `NZ-MPI`. */
export const AuthorityName = Type.String({ pattern: '^[A-Z]{2}-[A-Za-z0-9]{1,20}$' });
