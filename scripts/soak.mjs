// Runs the long suites, scaled by one number (1 is the full run, 0.1 a tenth), and writes docs/soak.md.
// A suite is long when it reads COUNTERFOIL_SOAK; a line it prints as `soak: …` is quoted in the report.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir, totalmem } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { CODE_FOLDERS, filesUnder, readText } from './guards/files.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scale = Number(process.argv[2] ?? '1');
if (!Number.isFinite(scale) || scale <= 0) {
  console.error('usage: npm run soak -- SCALE    (1 is the full run, 0.1 a tenth of it)');
  process.exit(2);
}

const suites = filesUnder(root, CODE_FOLDERS).filter(
  (path) => path.endsWith('.test.ts') && readText(root, path).includes('COUNTERFOIL_SOAK'),
);
if (suites.length === 0) {
  console.error('no suite reads COUNTERFOIL_SOAK: nothing would be proved');
  process.exit(1);
}

/** Runs the suites one file after another: a soak measures what it does, not what its neighbour does. */
function runSuites(report) {
  const parameters = [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...suites,
    '--no-file-parallelism',
    '--testTimeout=0',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parameters, {
      cwd: root,
      env: { ...process.env, COUNTERFOIL_SOAK: String(scale) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const remarks = [];
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text);
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('soak: ')) remarks.push(line.slice('soak: '.length));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, remarks }));
  });
}

function rowOf(result) {
  const count = (status) => result.assertionResults.filter((test) => test.status === status).length;
  const seconds = Math.round((result.endTime - result.startTime) / 1000);
  const path = relative(root, result.name);
  const skipped = result.assertionResults.length - count('passed') - count('failed');
  return `| ${path} | ${count('passed')} | ${count('failed')} | ${skipped} | ${seconds} s |`;
}

const folder = mkdtempSync(join(tmpdir(), 'counterfoil-soak-'));
try {
  const file = join(folder, 'report.json');
  const started = new Date();
  const { code, remarks } = await runSuites(file);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const minutes = ((Date.now() - started.getTime()) / 60_000).toFixed(1);
  const memory = Math.round(totalmem() / 2 ** 30);
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? arch()}, ${memory} GB, ${platform()}`;
  const page = [
    '# Soak',
    '',
    'The last run of the long suites: crash loops, mutation fuzz, large imports. Written by `npm run soak -- SCALE`.',
    '',
    `- Day: ${started.toISOString().slice(0, 10)}`,
    `- Machine: ${machine}, Node ${process.version}`,
    `- Scale: ${scale} (1 is the full run)`,
    `- Took: ${minutes} minutes`,
    `- Outcome: ${code === 0 ? 'every test passed' : '**failed**'}; ${report.numPassedTests} passed, ${report.numFailedTests} failed`,
    '',
    '| suite | passed | failed | skipped | took |',
    '|---|--:|--:|--:|--:|',
    ...report.testResults.map(rowOf).sort((left, right) => (left < right ? -1 : 1)),
    ...(remarks.length > 0
      ? ['', 'What the suites counted:', '', ...remarks.map((line) => `- ${line}`)]
      : []),
    '',
  ].join('\n');
  writeFileSync(join(root, 'docs', 'soak.md'), await format(page, { parser: 'markdown' }));
  console.log(`docs/soak.md is written: ${report.numPassedTests} passed, ${report.numFailedTests} failed`);
  process.exitCode = code === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
