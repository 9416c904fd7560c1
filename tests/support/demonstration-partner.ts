import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCertificatesPem, readSealKey } from '../../src/crypto/index.ts';
import {
  CHECKS,
  openPartner,
  ownSystem,
  signReport,
  type Kit,
  type Report,
} from '../../src/exchange/partner/index.ts';
import { sealFileName } from '../../src/platform/index.ts';
import type { Installation } from './program.ts';

const AUTHORITY = 'CN-GACC';

/** Sends, as a partner of the demonstration, the signed report of a conformance run in which one check failed. */
export async function reportRun(
  installation: Installation,
  url: string,
  { partner, failed }: { readonly partner: string; readonly failed: string },
): Promise<void> {
  const key: unknown = JSON.parse(
    readFileSync(installation.demonstration(`keys/${partner}.exchange.json`), 'utf8'),
  );
  const certificate = path.join(installation.folder, `keys/exchange/${sealFileName(AUTHORITY)}.crt.pem`);
  const kit: Kit = {
    form: 'counterfoil-kit:1',
    partner,
    authority: AUTHORITY,
    rest: `${url}/exchange/v1`,
    soap: url,
    largestBytes: 1_048_576,
    trials: { testing: AUTHORITY, suspended: AUTHORITY, limited: AUTHORITY },
    // The file is of the demonstration's writing.
    key: readSealKey(key as Parameters<typeof readSealKey>[0]),
    installation: readCertificatesPem(readFileSync(certificate, 'utf8')),
    serverAuthorities: [],
    certificateDraft: '',
  };
  const parts = { clock: () => new Date(), random: (length: number) => randomBytes(length) };
  const ended = parts.clock().toISOString();
  const report: Report = {
    form: 'conformance-report:1',
    partner,
    authority: AUTHORITY,
    installation: url,
    begun: new Date(Date.parse(ended) - 60_000).toISOString(),
    ended,
    results: CHECKS.map(({ id, way, clause, expected }) => {
      const passed = id !== failed;
      return { id, way, clause, expected, found: passed ? expected : 'nothing', passed };
    }),
  };
  const client = openPartner(kit, parts);
  await signReport(report, kit, ownSystem(kit, parts), client);
}
