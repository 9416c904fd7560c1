import path from 'node:path';
import type { Configuration } from '../configuration/index.ts';
import { connect, findEmbedded, migrate, startEmbedded, type Database } from '../database/index.ts';

/** The open database and how it came to be. */
export interface Storage {
  readonly database: Database;
  readonly kind: 'embedded' | 'joined' | 'external';
  close(): Promise<void>;
}

/**
 * Opens the configured database, brings its schema up to date and connects with the application's rights. Without
 * `DATABASE_URL` that is the embedded server of the data folder: started here, or joined where `join` allows a command
 * to work beside a running server.
 */
export async function openStorage(
  configuration: Configuration,
  options: { readonly join: boolean; readonly jitter: () => number; readonly onUnexpectedEnd?: () => void },
): Promise<Storage> {
  const connections = configuration.databaseConnections;
  const { jitter } = options;
  if (configuration.databaseUrl !== undefined) {
    await migrate({ url: configuration.databaseMigratorUrl ?? configuration.databaseUrl });
    const database = await connect({ url: configuration.databaseUrl, connections, jitter });
    return { database, kind: 'external', close: () => database.close() };
  }
  const folder = path.resolve(configuration.dataFolder, 'database');
  const running = options.join ? await findEmbedded(folder) : undefined;
  if (running !== undefined) {
    const database = await connect({ url: running.applicationUrl, connections, jitter });
    return { database, kind: 'joined', close: () => database.close() };
  }
  const server = await startEmbedded({
    folder,
    ...(options.onUnexpectedEnd === undefined ? {} : { onUnexpectedEnd: options.onUnexpectedEnd }),
  });
  try {
    await migrate({ url: server.migrationUrl });
    const database = await connect({ url: server.applicationUrl, connections, jitter });
    return {
      database,
      kind: 'embedded',
      async close() {
        await database.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
