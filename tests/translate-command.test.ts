import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Installation } from './support/program.ts';

const installation = new Installation();
afterAll(() => {
  installation.remove();
});

const older =
  '<certificate id="N1" status="Issued"><issue_date year="2026" month="01" day="02"/>' +
  '<exporting_country country_code="NZ"/><competent_authority>MPI</competent_authority>' +
  '<importing_country country_code="CN"/><title>Sanitary certificate</title></certificate>';

describe('counterfoil translate', () => {
  it('writes the other form, reports on standard error, and says by its exit code whether all is carried', () => {
    const source = join(installation.folder, 'older.xml');
    const target = join(installation.folder, 'certificate.edi');
    writeFileSync(source, older);
    const done = installation.command(['translate', source, '--to', 'sancrt', '--out', target]);
    expect([done.status, done.stderr.split('\n')[0]]).toEqual([
      0,
      'Translated from older-ecert to sancrt: 0 lost or altered, 0 put in.',
    ]);
    expect(readFileSync(target, 'utf8')).toContain("BGM+852:::Sanitary certificate+N1+9'");
    const back = installation.command(['translate', target, '--to', 'ecert-json']);
    expect(JSON.parse(back.stdout)).toMatchObject({ exchangedDocument: { id: { content: 'N1' } } });
    expect([back.status, back.stderr]).toEqual([
      1,
      expect.stringContaining('“2026-01-02” → “2026-01-02T00:00:00Z”'),
    ]);
  });

  it('fails and says why', () => {
    const failed = installation.command(['translate', 'missing.xml', '--to', 'sancrt']);
    expect([failed.status, failed.stderr]).toEqual([3, expect.stringContaining('missing.xml')]);
  });
});
