// node scripts/tally.mjs FOLDER FAILED-STEPS: sums up the reports that .ci/run left in a folder, as `N passed, N failed`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.', failedSteps = '0'] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const name of ['tests-here.json', 'tests-24.json']) {
  const path = join(folder, name);
  if (!existsSync(path)) {
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // A file that cannot be loaded has no failed test, yet nothing of it was proved.
  failed += report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
}
const claims = join(folder, 'claims.json');
if (existsSync(claims)) {
  const results = JSON.parse(readFileSync(claims, 'utf8'));
  passed += results.filter((result) => result.passed).length;
  failed += results.filter((result) => !result.passed).length;
} else {
  failed += 1;
}
console.log(`${passed} passed, ${Math.max(failed, Number(failedSteps))} failed`);
