import { OPERATOR } from '../access/index.ts';
import { say } from '../base/index.ts';
import type { LedgerCaller } from '../ledger/index.ts';
import { programWords, type House } from '../platform/index.ts';
import { checkPack, PackError, proposalsOf, type RulePack } from '../verification/packs/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { misused, type Parameters } from './parameters.ts';

export const RULES_TEXTS = ['as', 'from', 'authority', 'reason'] as const;

const DAY = 86_400_000;

/**
 * `rules load PACK --as LOGIN`: proposes the pack's rules as the operator in an official's name. Both names stand in the change, and
 * neither of them can approve it. A pack with faults, or one whose own tests fail, is not proposed.
 */
export async function loadRules(
  world: World,
  pack: RulePack,
  { text }: Parameters<(typeof RULES_TEXTS)[number], never, 'every'>,
): Promise<number> {
  const login = text('as');
  const from = text('from') ?? new Date(world.clock().getTime() + DAY).toISOString().slice(0, 10);
  if (login === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(from)) throw misused('rules');
  const { name, version } = pack.manifest;
  const { faults, tests } = checkPack(pack);
  if (faults.length > 0 || tests.cases.some(({ isPassed }) => !isPassed))
    throw new PackError('pack-faulty', { pack: name }, { faults });
  const house = await openHouseFor(world, { join: true });
  try {
    const caller = await inNameOf(house, login);
    const authority = authorityFor(caller, pack, { login, wanted: text('authority') });
    const owner = { authority };
    const reason = text('reason') ?? `${name} ${version}`;
    const proposals = proposalsOf(house.parameters, pack, { owner, from });
    const changes = await house.parameters.proposeAll(
      caller,
      proposals.map((proposal) => ({ ...proposal, owner, reason })),
    );
    for (const { number, body } of changes) {
      const values = { count: body.rows.length, parameter: body.parameter, from, number };
      world.out.write(`${say(programWords, world.language, 'pack-proposed', values)}\n`);
    }
    if (proposals.length === 0) world.out.write(`${say(programWords, world.language, 'pack-in-force')}\n`);
    return 0;
  } finally {
    await house.close();
  }
}

/** The operator who acts in an official's name, with the official's rights alone. */
export async function inNameOf(house: House, login: string): Promise<LedgerCaller> {
  const official = await house.access.callerNamed(OPERATOR, login);
  return {
    actor: OPERATOR.actor,
    behalf: official.actor,
    scope: official.scope,
    may: (permission) => official.may(permission),
  };
}

/** Whose rules they become: those of the official's authority, and never quietly of another than the pack is written for. */
function authorityFor(
  { scope }: LedgerCaller,
  { manifest }: RulePack,
  { login, wanted }: { readonly login: string; readonly wanted: string | undefined },
): string {
  const own = scope.kind === 'authority' ? scope.authority : undefined;
  if (wanted !== undefined) return wanted;
  if (own === undefined || own === manifest.authority) return manifest.authority;
  throw new PackError('pack-foreign-authority', { login, authority: own, wanted: manifest.authority });
}
