import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

export interface RunningFloor {
  readonly port: number;
  close(): Promise<void>;
}

/** The least a look-up by number can be: node:http, one pipelined connection, one prepared select, no scope, no checks. */
export async function lookupFloor(databaseUrl: string): Promise<RunningFloor> {
  const client = await openClient(databaseUrl);
  const text = `select id, country, authority, number, version, state, office, body, created, updated
                from counterfoil.certificate where country = $1 and number = $2 limit 10`;
  const server = createServer((request, response) => {
    const [, , , , country = '', number = ''] = (request.url ?? '').split('/');
    const values = [decodeURIComponent(country), decodeURIComponent(number)];
    client.query({ name: 'floor-lookup', text, values }).then(
      ({ rows }) => {
        const body = JSON.stringify({ items: rows });
        response.writeHead(200, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
        });
        response.end(body);
      },
      () => response.writeHead(500).end(),
    );
  });
  return listening(server, () => client.end());
}

/** The least an intake can be: node:http, a pool of connections, one prepared insert of the bytes, committed by itself. */
export async function insertFloor(databaseUrl: string, connections: number): Promise<RunningFloor> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  pool.on('error', () => undefined);
  await pool.query(
    'create table if not exists public.floor_document (id bigserial primary key, bytes bytea not null)',
  );
  await pool.query('alter table public.floor_document alter column bytes set storage external');
  const text = 'insert into public.floor_document (bytes) values ($1) returning id';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      pool.query<{ id: string }>({ name: 'floor-insert', text, values: [Buffer.concat(chunks)] }).then(
        ({ rows }) => {
          const body = JSON.stringify({ id: rows[0]?.id });
          response.writeHead(201, {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(body),
          });
          response.end(body);
        },
        () => response.writeHead(500).end(),
      );
    });
  });
  return listening(server, () => pool.end());
}

/** Gathers the planner's statistics, as the server does by itself within a minute of a load. */
export async function analyse(databaseUrl: string): Promise<void> {
  const client = await openClient(databaseUrl);
  await client.query('analyze');
  await client.end();
}

async function openClient(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, pipeline: true });
  // A break is told to the queries under way; unheard, the event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function listening(server: Server, end: () => Promise<void>): Promise<RunningFloor> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on an address has one.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await end();
    },
  };
}
