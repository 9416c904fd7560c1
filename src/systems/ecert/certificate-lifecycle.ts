import { Type } from 'typebox';
import type { Statement } from '../../database/index.ts';
import type { ActionContext, Refusal } from '../../ledger/index.ts';
import { actionsOf, defineLifecycle } from '../../ledger/index.ts';
import type { CertificateBody } from './certificate-body.ts';
import type { CertificateState } from './states.ts';
import { CERTIFICATE_STATES } from './states.ts';

const Nothing = Type.Object({}, { additionalProperties: false });
const Reason = Type.String({ minLength: 1, maxLength: 2000, description: 'Why, in words for the history.' });

const SUCCESSOR: Statement = {
  name: 'certificate-successor',
  text: 'select id, state from certificate where country = $1 and authority = $2 and number = $3',
};

/** The successor must be another certificate of the same authority, and in force. */
async function successorRefusal(
  context: ActionContext<CertificateBody, CertificateState, { readonly successor: string }>,
): Promise<Refusal | undefined> {
  const { entry, input, session } = context;
  const values = { successor: input.successor };
  if (input.successor === entry.number) return { code: 'successor-is-itself', values };
  const [row] = await session.query<{ state: string }>(SUCCESSOR, [
    entry.country,
    entry.authority,
    input.successor,
  ]);
  if (row === undefined) return { code: 'successor-not-found', values };
  return row.state === 'issued' ? undefined : { code: 'successor-not-issued', values };
}

const action = actionsOf<CertificateBody, CertificateState>();

/** States and actions of a certificate. */
export const certificateLifecycle = defineLifecycle<CertificateBody, CertificateState>({
  states: CERTIFICATE_STATES,
  // Partners' certificates and old registers come in whatever state they are in.
  initial: CERTIFICATE_STATES,
  actions: {
    revise: action({
      from: ['draft'],
      to: 'draft',
      permission: 'certificate.draft',
      input: Nothing,
      meaning: 'The office changes its draft.',
    }),
    issue: action({
      from: ['draft'],
      to: 'issued',
      permission: 'certificate.issue',
      input: Nothing,
      meaning: 'The office seals the document and puts it in force.',
    }),
    print: action({
      from: ['issued'],
      to: 'issued',
      permission: 'certificate.issue',
      input: Type.Object(
        { paper: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })) },
        { additionalProperties: false },
      ),
      meaning: 'The office prints the certificate on a paper of its own serial number.',
    }),
    withdraw: action({
      from: ['issued', 'expired'],
      to: 'withdrawn',
      permission: 'certificate.withdraw',
      input: Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false }),
      meaning: 'The authority takes the certificate back: it must no longer be relied upon.',
      effect: ({ input, now }) => ({ ending: { at: now.toISOString(), ...input } }),
    }),
    replace: action({
      from: ['issued', 'expired'],
      to: 'replaced',
      permission: 'certificate.replace',
      input: Type.Object(
        { successor: Type.String({ minLength: 1, maxLength: 200 }), reason: Type.Optional(Reason) },
        { additionalProperties: false },
      ),
      meaning: 'Another certificate of the same authority, in force, takes its place.',
      guard: successorRefusal,
      effect: ({ input, now }) => ({ ending: { at: now.toISOString(), ...input } }),
    }),
    cancel: action({
      from: ['draft', 'issued'],
      to: 'cancelled',
      permission: 'certificate.cancel',
      input: Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false }),
      meaning: 'The certificate should never have been: a draft given up, or an issue made in error.',
      effect: ({ input, now }) => ({ ending: { at: now.toISOString(), ...input } }),
    }),
    expire: action({
      from: ['issued'],
      to: 'expired',
      by: 'rule',
      permission: 'certificate.expire',
      input: Nothing,
      meaning: 'The period of validity that the authority gives its certificates has passed.',
    }),
  },
});
