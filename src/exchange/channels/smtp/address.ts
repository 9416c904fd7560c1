import { Type, type Static } from 'typebox';
import { LANGUAGES, type Fault } from '../../../base/index.ts';
import { isMailAddress } from '../../../mail/index.ts';
import { shapeOf } from '../../../shapes/index.ts';
import type { PartnerRoad } from '../../index.ts';

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** Where a partner takes mail, and what was agreed about it. */
export const SmtpAddressSchema = Type.Object(
  {
    /** Mail address of the partner's exchange; its messages come from it, too. */
    mailbox: Text(254),
    /** The partner's mail server; our own mail server finds the way where absent. */
    host: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$' })),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    /** `required` (the rule): STARTTLS or no delivery. */
    tls: Type.Optional(Type.Enum(['required', 'none'])),
    /** Whether its mail may come signed only. */
    plain: Type.Optional(Type.Boolean()),
    /** Whether AES-CBC, which anybody can change on the way, is taken from it. */
    cbc: Type.Optional(Type.Boolean()),
    /** Of the sentence that its people read. */
    language: Type.Optional(Type.Enum([...LANGUAGES])),
  },
  { additionalProperties: false },
);
export type SmtpAddress = Static<typeof SmtpAddressSchema>;

const shape = shapeOf(SmtpAddressSchema);

/** Faults of an address; none for a good one. */
export function faultsOfAddress(address: unknown): readonly Fault[] {
  if (!shape.accepts(address)) return shape.faults(address, 'mail-address-malformed', 20);
  const { mailbox, host, port } = address;
  const faults: Fault[] = [];
  if (!isMailAddress(mailbox)) faults.push({ code: 'mail-address-unfit', path: '/mailbox', values: {} });
  if (port !== undefined && host === undefined)
    faults.push({ code: 'mail-port-without-host', path: '/port', values: {} });
  return faults;
}

/** The address of a road; undefined where it is none, which its parameter would not have let pass. */
export function addressOf(road: PartnerRoad): SmtpAddress | undefined {
  // Without a fault it is of the schema.
  return faultsOfAddress(road.address).length === 0 ? (road.address as SmtpAddress) : undefined;
}

export function domainOf(mailbox: string): string {
  return mailbox.slice(mailbox.lastIndexOf('@') + 1).toLowerCase();
}
