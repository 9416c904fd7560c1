// Guards that a tool of the trade performs: compiler, linter, formatter, dead-code finder.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { CODE_FOLDERS, filesUnder, join, readText, relative, resolve } from './files.mjs';

function run(root, tool, parameters) {
  const result = spawnSync(
    process.execPath,
    [join(root, 'node_modules', ...tool.split('/')), ...parameters],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    },
  );
  if (result.error) throw result.error;
  return { passed: result.status === 0, output: `${result.stdout}${result.stderr}`.trim() };
}

/** Root files of every project that was built, from the compiler's own records. */
function compiledFiles(root) {
  const folder = join(root, 'dist', '.info');
  const compiled = new Set();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!name.endsWith('.tsbuildinfo')) continue;
    const info = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    for (const item of info.root ?? []) {
      const [first, last] = Array.isArray(item) ? item : [item, item];
      for (let id = first; id <= last; id += 1) {
        const file = typeof id === 'number' ? info.fileNames[id - 1] : id;
        compiled.add(relative(root, resolve(folder, file)));
      }
    }
  }
  return compiled;
}

const types = {
  name: 'types',
  claim: 'types compile and rooms respect direction',
  run(root) {
    const build = run(root, 'typescript/bin/tsc', ['-b', 'tsconfig.json', '--pretty', 'false']);
    const sources = filesUnder(root, CODE_FOLDERS).filter((path) => /\.tsx?$/.test(path));
    const compiled = compiledFiles(root);
    const forgotten = sources.filter((path) => !compiled.has(path));
    const faults = forgotten.map((path) => `${path}: no project compiles it`);
    if (!build.passed) faults.push(build.output);
    return { checked: sources.length, faults };
  },
};

const lint = {
  name: 'lint',
  claim:
    'no lint: promises awaited, switches exhaustive, no cycles, no private imports, small files and functions',
  run(root) {
    const result = run(root, 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--format', 'json']);
    const start = result.output.indexOf('{');
    let report;
    try {
      report = JSON.parse(result.output.slice(start));
    } catch {
      return { checked: 0, faults: [result.output] };
    }
    const faults = report.diagnostics.map((finding) => {
      const line = finding.labels?.[0]?.span?.line ?? 0;
      return `${finding.filename}:${line}: ${finding.code ?? 'fault'}: ${[finding.message, finding.help].filter(Boolean).join(' ')}`;
    });
    if (!result.passed && faults.length === 0) faults.push(result.output);
    return { checked: report.number_of_files ?? 0, faults };
  },
};

const format = {
  name: 'format',
  claim: 'every file is formatted',
  run(root) {
    const result = run(root, 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']);
    const checked = filesUnder(root, ['.']).filter((path) => /\.(ts|mjs|json|md|html|css|ya?ml)$/.test(path));
    return { checked: checked.length, faults: result.passed ? [] : [result.output] };
  },
};

const deadCode = {
  name: 'dead-code',
  claim: 'no file, export or dependency is dead',
  run(root) {
    const result = run(root, 'knip/bin/knip.js', ['--no-progress']);
    const settings = JSON.parse(readText(root, 'knip.json'));
    const lost = settings.entry.filter((path) => !/[*!]/.test(path) && !existsSync(join(root, path)));
    const faults = lost.map((path) => `knip.json names an entry that is not there: ${path}`);
    if (!result.passed) faults.push(result.output);
    return { checked: filesUnder(root, CODE_FOLDERS).length, faults };
  },
};

const generated = {
  name: 'generated',
  claim: 'generated files are what their definitions say',
  run(root) {
    const result = run(root, '../scripts/generate.mjs', ['--check']);
    const checked = Number(/^(\d+) generated files checked$/m.exec(result.output)?.[1] ?? 0);
    return { checked, faults: result.passed ? [] : [result.output] };
  },
};

export const toolGuards = [types, lint, format, deadCode, generated];
