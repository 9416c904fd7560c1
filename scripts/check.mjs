// Runs every static guard and reports each as a claim; all of them, even when one fails.
// node scripts/check.mjs [--root FOLDER] [--only name,name] [--json FILE]
import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { roomGuards } from './guards/rooms.mjs';
import { textGuards } from './guards/texts.mjs';
import { toolGuards } from './guards/tools.mjs';

const { values } = parseArgs({
  options: { root: { type: 'string' }, only: { type: 'string' }, json: { type: 'string' } },
});
const root = resolve(values.root ?? dirname(dirname(fileURLToPath(import.meta.url))));
const all = [...toolGuards, ...roomGuards, ...textGuards];
const only = values.only?.split(',');
const unknown = (only ?? []).filter((name) => !all.some((guard) => guard.name === name));
if (unknown.length > 0) {
  console.error(`no such guard: ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

/** A guard that looked at nothing has proved nothing. */
function perform(guard) {
  try {
    const { checked, faults } = guard.run(root);
    return { checked, faults: checked > 0 ? faults : [...faults, 'nothing was checked'] };
  } catch (fault) {
    return {
      checked: 0,
      faults: [`the guard itself failed: ${fault instanceof Error ? fault.stack : String(fault)}`],
    };
  }
}

const results = [];
for (const guard of all.filter(({ name }) => only?.includes(name) ?? true)) {
  const started = performance.now();
  const { checked, faults } = perform(guard);
  const passed = faults.length === 0;
  results.push({ name: guard.name, claim: guard.claim, passed, checked, faults });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${passed ? 'pass' : 'FAIL'}  ${guard.claim} (${guard.name}: ${checked} files, ${seconds} s)`);
  for (const fault of faults) console.log(fault.replaceAll(/^/gm, '      '));
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
const failed = results.filter(({ passed }) => !passed).length;
console.log(`${results.length - failed} claims hold, ${failed} do not`);
process.exitCode = failed === 0 ? 0 : 1;
