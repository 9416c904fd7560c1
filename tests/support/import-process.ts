// A process that imports: DATABASE_URL, then the path and the report as arguments. Prints a line for each batch.
import { APPLICATION_ROLE, connect } from '../../src/database/index.ts';
import { systemCaller } from '../../src/ledger/index.ts';
import { importCertificates, registerWords } from '../../src/systems/ecert/register/index.ts';
import { testIntake } from '../../src/systems/ecert/testing/setting.ts';

const [path = '', reportPath = ''] = process.argv.slice(2);
const database = await connect({
  url: process.env['DATABASE_URL'] ?? '',
  role: APPLICATION_ROLE,
  connections: 4,
});
const intake = testIntake(database);
const summary = await importCertificates({
  path,
  reportPath,
  database,
  intake,
  caller: systemCaller('system/import'),
  clock: () => new Date(),
  words: registerWords,
  language: 'en',
  onProgress: ({ done }) => console.log(`done ${String(done)}`),
});
console.log(`finished ${JSON.stringify(summary)}`);
await intake.close();
await database.close();
