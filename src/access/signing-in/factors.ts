/** By what a session was opened or proved. `token` is a machine's, issued by an administrator. */
export const FACTORS = [
  'password',
  'code',
  'recovery-code',
  'passkey',
  'certificate',
  'invitation',
  'assertion',
  'token',
] as const;
export type Factor = (typeof FACTORS)[number];

/** Milliseconds for which a proof opens what wants a recent one. */
export const PROOF_TERM = 300_000;

/** SQL of the factors an account `a` holds. */
export const ENROLLED = `array_remove(array[
  case when a.password is not null then 'password' end,
  case when exists (select from code_generator g where g.account = a.id and g.confirmed is not null) then 'code' end,
  case when exists (select from passkey p where p.account = a.id) then 'passkey' end,
  case when exists (select from account_certificate c where c.account = a.id) then 'certificate' end
], null)`;
