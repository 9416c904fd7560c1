import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import { reconciliationPages } from './reconciliation-page.ts';
import type { ReconciledGroup, Reconciliation } from './reconciliation.ts';

function group(office: string, source: number, ledger: number): ReconciledGroup {
  return {
    year: '2019',
    office,
    country: 'JP',
    source: { count: source, kilograms: `${String(source)}.50` },
    ledger: { count: ledger, kilograms: `${String(ledger)}.50` },
  };
}

function reconciliation(groups: readonly ReconciledGroup[]): Reconciliation {
  const differences = groups.filter(({ source, ledger }) => source.count !== ledger.count);
  return {
    register: 'old-system',
    made: '2026-06-01T12:00:00.000Z',
    source: { file: 'old|register.csv', bytes: 1234, digest: 'a'.repeat(64), unreadable: 0 },
    ledger: { actor: 'register/old-system', checkpoint: 'log.example/1\n42\nAAAA\n\n— log.example/1 BBBB\n' },
    total: group('', 3, 2),
    groups,
    byYear: [],
    byOffice: groups,
    byCountry: [],
    differences,
  };
}

describe('the page that both owners sign', () => {
  it('names the file, the checkpoint and the JSON beside it by their digests', () => {
    const { json, page } = reconciliationPages(reconciliation([group('Guangzhou', 2, 2)]), 'en');
    expect(page).toContain('a'.repeat(64));
    expect(page).toContain(sha256Hex(Buffer.from(json)));
    expect(page).toContain('    log.example/1\n    42\n    AAAA');
    expect(page).toContain('Both sides agree in every figure.');
  });

  it('shows every group that differs with the difference, count and weight', () => {
    const { page } = reconciliationPages(reconciliation([group('Guangzhou', 3, 2)]), 'en');
    expect(page).toContain('The two sides differ in 1 figures.');
    expect(page).toContain('| 2019 · Guangzhou · JP | 3 | 2 | -1 | 3.50 | 2.50 | -1.00 |');
  });

  it('lets no text of a register add a line, a cell or a link', () => {
    const evil = 'Port | 9 | 9 |\n# Both sides agree\r\n[sign](https://evil.example) <b>*x*</b>';
    const { page } = reconciliationPages(reconciliation([group(evil, 3, 2)]), 'en');
    expect(page).not.toMatch(/^# Both sides agree/m);
    expect(page).not.toContain('[sign](');
    expect(page).not.toContain('<b>');
    const lines = page.split('\n').filter((line) => line.includes('Port'));
    for (const line of lines) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(9);
  });

  it('says the same in every language, and leaves no word unsaid', () => {
    for (const language of LANGUAGES) {
      const { page } = reconciliationPages(reconciliation([group('Guangzhou', 3, 2)]), language);
      expect(page).not.toMatch(/reconciliation-|\{\w+\}/);
    }
  });
});
