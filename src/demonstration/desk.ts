import { permissionsOf, type Role } from '../access/index.ts';
import type { House } from '../platform/index.ts';
import type { ApplicationEntry, OfficeCaller } from '../systems/ecert/application/index.ts';
import { APPLICATIONS, type DemonstrationApplication } from './applications.ts';
import { HOME_AUTHORITY } from './parties.ts';

/** What of the house the desks need. */
type Rooms = Pick<House, 'database' | 'clock' | 'applications'>;

const SYSTEM = { kind: 'system' } as const;

/** Who reviews what an author of the demonstration wrote; the supervisor signs. */
const REVIEWERS: Readonly<Record<string, string>> = {
  issuer: 'reviewer',
  reviewer: 'issuer',
  'issuer-shanghai': 'reviewer-shanghai',
};

const ACCOUNT = {
  name: 'demonstration-account',
  text: `select id, name from account where login = $1`,
};

/** Puts applications at every stage on the desks of two offices, once. */
export async function fillDesks(house: Rooms): Promise<void> {
  const supervisor = await callerOf(house, 'supervisor', 'supervisor');
  const today = house.clock().toISOString().slice(0, 10);
  const { items } = await house.applications.search(supervisor, { filters: {}, limit: 200 });
  for (const plan of APPLICATIONS) {
    const form = plan.form(today);
    // What a start that was cut short has begun is there; the stage it came to stays.
    const isThere = items.some(
      ({ office, body }) =>
        office === plan.office && body.model === plan.model && body.summary.consignor === form['consignor'],
    );
    if (!isThere) await bring(house, plan, supervisor);
  }
}

async function bring(
  house: Rooms,
  { office, model, stage, author, remark, form }: DemonstrationApplication,
  supervisor: OfficeCaller,
): Promise<void> {
  const { applications } = house;
  const writer = await callerOf(house, author, 'officer', office);
  const reviewer = await callerOf(house, REVIEWERS[author] ?? 'supervisor', 'officer', office);
  const today = house.clock().toISOString().slice(0, 10);
  const act = (entry: ApplicationEntry, action: string, caller: OfficeCaller, input: unknown = {}) =>
    applications.act(caller, { id: entry.id, action, input, version: entry.version });
  const draft = await applications.begin(writer, { model, form: form(today) });
  if (stage === 'draft') return;
  const submitted = await act(draft, 'submit', writer);
  if (stage === 'submitted') return;
  if (stage === 'returned') {
    await act(submitted, 'return', reviewer, { remark });
    return;
  }
  const reviewed = await act(submitted, 'review', reviewer, {
    remark: '已核对检测报告。 Compared with the report.',
  });
  if (stage === 'issued')
    await applications.sign(supervisor, { id: reviewed.id, input: {}, version: reviewed.version });
}

/** A person of the demonstration acting in an office of the home authority. */
async function callerOf(house: Rooms, login: string, role: Role, office?: string): Promise<OfficeCaller> {
  const [account] = await house.database.read<{ id: string; name: string }>(SYSTEM, ACCOUNT, [login]);
  if (account === undefined) throw new Error(`the demonstration has no account ${login}`);
  const permissions: ReadonlySet<string> = permissionsOf([role]);
  return {
    actor: `account/${account.id}`,
    name: account.name,
    scope: {
      kind: 'authority',
      country: HOME_AUTHORITY.slice(0, 2),
      authority: HOME_AUTHORITY,
      ...(office === undefined ? {} : { office }),
    },
    may: (permission) => permissions.has(permission),
  };
}
