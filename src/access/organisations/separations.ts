import { isRole, type Role } from '../permissions.ts';

/** What an office may ask for beyond what always holds. */
export type Demand = 'review-apart-from-signature';

/** Acts on one record that one person may not both do. */
export interface Separation {
  /** The later act. */
  readonly act: string;
  /** Earlier acts that close it to whoever did them. */
  readonly after: readonly string[];
  /** Holds only where the office demands it; always where absent. */
  readonly demand?: Demand;
}

/** The separations of duties: who did the earlier act on a record does not do the later one on it. */
export const SEPARATIONS: readonly Separation[] = Object.freeze([
  { act: 'certificate.review', after: ['certificate.draft'] },
  { act: 'certificate.issue', after: ['certificate.review'], demand: 'review-apart-from-signature' },
  { act: 'joining.approve', after: ['joining.check'] },
  { act: 'parameter.approve', after: ['parameter.propose'] },
  { act: 'declaration.approve', after: ['declaration.decide'] },
  { act: 'balance.approve', after: ['balance.correct'] },
]);

/** Somebody, by the keys that the history carries; both persons count where one acts for another. */
export interface Doer {
  readonly actor: string;
  readonly behalf?: string;
}

export interface EarlierAct extends Doer {
  readonly act: string;
}

/** The separation that an act would break; undefined where it breaks none. Delegation does not get round it. */
export function brokenSeparation(
  act: string,
  by: Doer,
  earlier: readonly EarlierAct[],
  demands: ReadonlySet<Demand> = new Set(),
): Separation | undefined {
  const people = peopleOf(by);
  return SEPARATIONS.filter(
    (separation) =>
      separation.act === act && (separation.demand === undefined || demands.has(separation.demand)),
  ).find(({ after }) =>
    earlier.some((done) => after.includes(done.act) && peopleOf(done).some((each) => people.includes(each))),
  );
}

/** Whether an act is far enough from those who did the earlier ones. */
export function separated(
  act: string,
  by: Doer,
  earlier: readonly EarlierAct[],
  demands: ReadonlySet<Demand> = new Set(),
): boolean {
  return brokenSeparation(act, by, earlier, demands) === undefined;
}

/** Everyone who counts as having done what a doer does: the person, and whose rights they used. */
export function peopleOf({ actor, behalf }: Doer): readonly string[] {
  return behalf === undefined ? [actor] : [actor, behalf];
}

const ACTING: readonly Role[] = [
  'official',
  'clerk',
  'officer',
  'supervisor',
  'registrar',
  'steward',
  'approver',
  'inspector',
  'chief-inspector',
];

/** Roles that one person may not hold at once, anywhere. */
export const INCOMPATIBLE_ROLES: readonly { readonly role: Role; readonly with: readonly Role[] }[] =
  Object.freeze([
    { role: 'administrator', with: ACTING },
    { role: 'auditor', with: [...ACTING, 'administrator'] },
  ]);

/** Two roles of a set that exclude each other; undefined where all go together. */
export function incompatiblePair(roles: readonly string[]): readonly [Role, Role] | undefined {
  for (const { role, with: others } of INCOMPATIBLE_ROLES) {
    const other = others.find((each) => roles.includes(each));
    if (other !== undefined && roles.includes(role)) return [role, other];
  }
  return undefined;
}

/** Roles that decide for everybody here: given only within the authority that runs this installation, or by the platform. */
const HOST_ROLES: readonly Role[] = ['steward', 'approver'];

export function isHostRole(role: string): boolean {
  return isRole(role) && HOST_ROLES.includes(role);
}
