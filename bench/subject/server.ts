import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/database/index.ts';
import { connect, migrate, startEmbedded } from '../../src/database/index.ts';

export interface BenchServer {
  readonly database: Database;
  /** For servers in processes of their own. */
  readonly applicationUrl: string;
  /** For floors, which use the client without our database room. */
  readonly administratorUrl: string;
  stop(): Promise<void>;
}

/** A durable embedded server, migrated and empty. */
export async function benchServer(connections: number): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-bench-'));
  const server = await startEmbedded({ folder });
  await migrate({ url: server.migrationUrl });
  const database = await connect({ url: server.applicationUrl, connections });
  return {
    database,
    applicationUrl: server.applicationUrl,
    administratorUrl: server.administratorUrl,
    async stop() {
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
