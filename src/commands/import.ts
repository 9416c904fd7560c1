import { readFile } from 'node:fs/promises';
import { loadAuthorities, OPERATOR } from '../access/index.ts';
import { say } from '../base/index.ts';
import { PlatformError, programWords, type House } from '../platform/index.ts';
import {
  growHeapsSlowly,
  importCertificates,
  moveRegister,
  progressDisplay,
  reconcileRegister,
  reconciliationPages,
  registerTrust,
  type ImportSummary,
} from '../systems/ecert/register/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { parametersOf } from './parameters.ts';
import { writeWhole } from './writing.ts';

const FORM = { command: 'import', texts: ['mapping', 'report', 'reconcile'], words: [1, 1] } as const;

/**
 * `import PATH`: certificates from a file, a folder or a ZIP; with `--mapping` the register of an old system. Exit code 0
 * when everything went in, 1 when something was refused.
 */
export async function importCommand(world: World): Promise<number> {
  const { words, text } = parametersOf(FORM, world.parameters);
  const [path = ''] = words;
  const mappingFile = text('mapping');
  const mapping = mappingFile === undefined ? undefined : await textOf(mappingFile);
  const report = text('report') ?? 'import-report.csv';
  const target = text('reconcile');
  growHeapsSlowly();
  const house = await openHouseFor(world, {
    join: true,
    ...(mapping === undefined ? {} : { intakeTrust: registerTrust }),
  });
  try {
    await loadAuthorities(house);
    await house.trust.refresh();
    const summary = await run(world, house, { path, mapping, report });
    const { accepted, repeated, refused } = summary;
    const key = summary.alreadyFinished === undefined ? 'import-finished' : 'import-finished-before';
    const at = summary.alreadyFinished ?? '';
    world.out.write(
      `${say(programWords, world.language, key, { accepted, repeated, refused, report, at })}\n`,
    );
    if (mapping !== undefined && target !== undefined) {
      await reconcile(world, house, { path, mapping, target });
    }
    return refused === 0 ? 0 : 1;
  } finally {
    await house.close();
  }
}

async function run(
  world: World,
  house: House,
  source: { readonly path: string; readonly mapping: string | undefined; readonly report: string },
): Promise<ImportSummary> {
  const display = progressDisplay(world.err);
  const options = {
    path: source.path,
    database: house.database,
    intake: house.intake,
    clock: world.clock,
    reportPath: source.report,
    words: programWords,
    language: world.language,
    onProgress: display.show,
  };
  return source.mapping === undefined
    ? importCertificates({ ...options, caller: OPERATOR })
    : moveRegister({ ...options, mapping: source.mapping });
}

/** Writes the reconciliation as `NAME.md` and `NAME.json`, for both owners to sign. */
async function reconcile(
  world: World,
  house: House,
  source: { readonly path: string; readonly mapping: string; readonly target: string },
): Promise<void> {
  const checkpoint = await house.evidence.latestCheckpoint();
  const reconciliation = await reconcileRegister({
    path: source.path,
    mapping: source.mapping,
    database: house.database,
    clock: world.clock,
    checkpoint: checkpoint?.note ?? '',
  });
  const pages = reconciliationPages(reconciliation, world.language);
  await writeWhole(`${source.target}.md`, pages.page);
  await writeWhole(`${source.target}.json`, pages.json);
  const values = { file: `${source.target}.md`, differences: reconciliation.differences.length };
  world.out.write(`${say(programWords, world.language, 'import-reconciled', values)}\n`);
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  });
}
