import { CounterfoilError } from '../../base/index.ts';
import { performJudging } from './acts/judging.ts';
import { performMessage } from './acts/messages.ts';
import { performRequest } from './acts/requests.ts';
import { performStory } from './acts/stories.ts';
import { CHECKS, type Check } from './checks.ts';
import { openPartner, type ClientParts } from './client.ts';
import type { Kit } from './kit.ts';
import type { CheckResult } from './report.ts';
import { Run } from './run.ts';
import type { PartnerSystem } from './system.ts';

/**
 * Runs every check against an installation, one after another; results in their order. A check that comes to no outcome has
 * not passed: what kept it from one is what was found.
 */
export async function runChecks(
  kit: Kit,
  system: PartnerSystem,
  parts: ClientParts & { readonly onResult?: (result: CheckResult) => void },
): Promise<readonly CheckResult[]> {
  const client = openPartner(kit, parts);
  const run = new Run(kit, system, client, parts);
  await run.skipOld();
  const results: CheckResult[] = [];
  for (const check of CHECKS) {
    const found = await perform(run, check).catch(nameOf);
    const { id, way, clause, expected } = check;
    const result = { id, way, clause, expected, found, passed: found === expected };
    results.push(result);
    parts.onResult?.(result);
  }
  await confirmTaken(run);
  return results;
}

function perform(run: Run, { act }: Check): Promise<string> {
  switch (act.kind) {
    case 'request':
      return performRequest(run, act.change);
    case 'message':
      return performMessage(run, act.change);
    case 'judge':
      return performJudging(run, act.change);
    case 'story':
      return performStory(run, act.name);
  }
}

function nameOf(error: unknown): string {
  if (error instanceof CounterfoilError) {
    const values = Object.values(error.values).map((value) => ` ${String(value)}`);
    return `no outcome: ${error.code}${values.join('')}`.slice(0, 300);
  }
  return `no outcome: ${error instanceof Error ? error.name : 'unknown'}`;
}

/** The box is left as a partner leaves it that does its work: everything that was taken is confirmed. */
async function confirmTaken({ taken, client }: Run): Promise<void> {
  for (const message of taken.values())
    await client.receipt(message, { level: 'technical', outcome: 'accepted' }).catch(() => undefined);
}
