import { Type, type Static } from 'typebox';
import type { Statement } from '../../database/index.ts';
import type { LedgerCaller } from '../caller.ts';
import { actionsOf, defineLifecycle, type ActionContext, type Refusal } from '../lifecycle.ts';
import { defineRecord, type Entry } from '../record.ts';

export const CHANGE_STATES = ['proposed', 'approved', 'refused', 'withdrawn'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

const strict = { additionalProperties: false } as const;

/** A proposed change of a parameter, as the ledger keeps it. */
export const ChangeBody = Type.Object(
  {
    parameter: Type.String({ description: 'Name of the parameter.' }),
    owner: Type.Object(
      { authority: Type.Optional(Type.String()), office: Type.Optional(Type.String()) },
      { ...strict, description: 'Whose rows it changes; empty for the whole installation.' },
    ),
    reason: Type.String({ description: 'Why, in the words of the official who proposes.' }),
    rows: Type.Array(
      Type.Object(
        {
          key: Type.Unknown(),
          value: Type.Unknown({ description: 'null ends the key for the period.' }),
          from: Type.String(),
          until: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
    baseVersion: Type.Integer({ description: 'Version of the parameter that the proposal was made on.' }),
    proposed: Type.String({ description: 'RFC 3339.' }),
    proposedBy: Type.String({ description: 'Key of the acting account.' }),
    proposedBehalf: Type.Optional(Type.String({ description: 'In whose name the proposer acted.' })),
    decidedBy: Type.Optional(Type.String()),
    refusal: Type.Optional(Type.String({ description: 'Why it was refused.' })),
  },
  strict,
);
export type ChangeBody = Static<typeof ChangeBody>;

/** A change of a parameter as a record of the ledger. */
export type ParameterChange = Entry<ChangeBody, ChangeState>;

const Nothing = Type.Object({}, strict);

const MOVED: Statement = {
  name: 'parameter-moved',
  text: `select max(version) as version from parameter_row
         where parameter = $1 and version > $2 and authority = $3 and office = $4 and key = any($5)`,
};

type Context = ActionContext<ChangeBody, ChangeState, object>;

/** Whether who decides is who proposed: also in another's name, and the other in theirs. */
export function isSameHand(body: ChangeBody, { actor, behalf }: LedgerCaller): boolean {
  const proposers = [body.proposedBy, body.proposedBehalf];
  return proposers.includes(actor) || (behalf !== undefined && proposers.includes(behalf));
}

/** The approver is another than the proposer, and approves upon what the proposer saw. */
async function approvalRefusal({ entry, caller, session }: Context): Promise<Refusal | undefined> {
  const { body } = entry;
  if (isSameHand(body, caller)) return { code: 'parameter-own-proposal', values: {} };
  const { authority = '', office = '' } = body.owner;
  const keys = body.rows.map(({ key }) => keyText(key));
  const [row] = await session.query<{ version: number | null }>(MOVED, [
    body.parameter,
    body.baseVersion,
    authority,
    office,
    keys,
  ]);
  const version = row?.version ?? undefined;
  return version === undefined ? undefined : { code: 'parameter-changed-meanwhile', values: { version } };
}

const action = actionsOf<ChangeBody, ChangeState>();

/** States and actions of a proposed change. */
export const changeLifecycle = defineLifecycle<ChangeBody, ChangeState>({
  states: CHANGE_STATES,
  initial: ['proposed'],
  actions: {
    approve: action({
      from: ['proposed'],
      to: 'approved',
      permission: 'parameter.approve',
      input: Nothing,
      meaning: 'Another official than the proposer approves: the rows count from the days they name.',
      guard: approvalRefusal,
      effect: ({ caller }) => ({ decidedBy: caller.actor }),
    }),
    refuse: action({
      from: ['proposed'],
      to: 'refused',
      permission: 'parameter.approve',
      input: Type.Object(
        {
          reason: Type.String({
            minLength: 1,
            maxLength: 2000,
            description: 'Why, in words for the history.',
          }),
        },
        strict,
      ),
      meaning: 'Another official than the proposer refuses, and says why.',
      guard: ({ entry, caller }) =>
        isSameHand(entry.body, caller) ? { code: 'parameter-own-proposal', values: {} } : undefined,
      effect: ({ caller, input }) => ({ decidedBy: caller.actor, refusal: input.reason }),
    }),
    withdraw: action({
      from: ['proposed'],
      to: 'withdrawn',
      permission: 'parameter.propose',
      input: Nothing,
      meaning: 'The proposal is taken back.',
      effect: ({ caller }) => ({ decidedBy: caller.actor }),
    }),
  },
});

/** Changes of parameters as a record type. */
export const changeRecord = defineRecord({
  name: 'parameter_change',
  schema: ChangeBody,
  lifecycle: changeLifecycle,
  order: 'proposed',
  columns: {
    parameter: { type: 'text', of: ({ body }) => body.parameter },
    proposed: { type: 'timestamptz', of: ({ body }) => body.proposed },
  },
  terms: () => [],
  scoped: () => [],
  filters: {
    parameter: (value) => [{ column: 'parameter', is: 'equal', value }],
    state: (value) =>
      CHANGE_STATES.some((known) => known === value) ? [{ column: 'state', is: 'equal', value }] : undefined,
  },
});

/** One text for equal keys, whatever the order of their members. */
export function keyText(key: unknown): string {
  return canonicalText(key);
}

/** Canonical JSON for any JSON value; numbers as JSON writes them. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
}
