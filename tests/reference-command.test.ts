import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Installation } from './support/program.ts';

const installation = new Installation();
afterAll(() => {
  installation.remove();
});

it('counterfoil reference tells every row of a file that it does not take, and by its exit code whether there was one', () => {
  const file = join(installation.folder, 'tariff.csv');
  const check = () =>
    installation.command([
      'reference',
      'check',
      file,
      '--list',
      'CN-2026',
      '--code',
      'code',
      '--name',
      'text',
    ]);
  writeFileSync(file, 'section,code,text\nI,0202.30,"Meat, boneless"\nI,TOTAL,All\nI,0306\nI,020230,Again\n');
  const told = check();
  expect([told.status, told.stderr.trim().split('\n')]).toEqual([
    1,
    [
      'Line 3: “TOTAL” is no code of a nomenclature: two to fourteen digits are.',
      expect.stringMatching(/^Line 4: /),
      'Line 5: The code 020230 is there already.',
      '1 codes in 1 chapters; 3 rows were not taken.',
    ],
  ]);
});
