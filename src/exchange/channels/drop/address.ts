import { Type, type Static } from 'typebox';
import type { Fault } from '../../../base/index.ts';
import { shapeOf } from '../../../shapes/index.ts';
import type { PartnerRoad } from '../../index.ts';

const Name = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' });
/** Names of the two folders as the partner calls them; ours where absent. */
const named = { incoming: Type.Optional(Name), outgoing: Type.Optional(Name) };
const strict = { additionalProperties: false } as const;

/** A folder of this installation, or one on a server of the partner that is reached by SFTP. */
export const DropAddressSchema = Type.Union([
  Type.Object({ folder: Name, ...named }, strict),
  Type.Object(
    {
      host: Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$' }),
      port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
      user: Type.String({ pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}$' }),
      /** Absolute; every part a plain name. */
      path: Type.String({ pattern: '^(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}){1,10}$' }),
      /** The server's key as `ssh-keygen -l` shows it: `SHA256:` and 43 characters. */
      hostKey: Type.String({ pattern: '^SHA256:[A-Za-z0-9+/]{43}$' }),
      ...named,
    },
    strict,
  ),
]);
export type DropAddress = Static<typeof DropAddressSchema>;
export type SftpAddress = Extract<DropAddress, { readonly host: string }>;

const shape = shapeOf(DropAddressSchema);

/** Faults of an address; none for a good one. */
export function faultsOfAddress(address: unknown): readonly Fault[] {
  const paths = new Set(shape.misfits(address, 20).map(({ path }) => path));
  return [...paths].map((path) => ({ code: 'drop-address-malformed', path, values: { member: path } }));
}

/** The address of a road; undefined where it is none, which its parameter would not have let pass. */
export function addressOf({ address }: PartnerRoad): DropAddress | undefined {
  // Without a fault it is of the schema.
  return faultsOfAddress(address).length === 0 ? (address as DropAddress) : undefined;
}
