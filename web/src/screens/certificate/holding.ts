import { queryOptions } from '@tanstack/react-query';
import { call, callBytes, type Answer } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import type { Verified } from '../../verifying/verifier.ts';

export type Certificate = Answer<'read-certificate'>;

/** A certificate's file as it was verified on this device, and what kind of file that was. */
export interface Held extends Verified {
  readonly bytes: Uint8Array;
  readonly source: 'bundle' | 'sealed' | 'draft';
}

export function certificateQuery(id: string) {
  return queryOptions({
    queryKey: ['certificate', id],
    queryFn: ({ signal }) => call('read-certificate', { path: { id }, signal }),
  });
}

export function historyQuery(id: string) {
  return queryOptions({
    queryKey: ['certificate', id, 'history'],
    queryFn: ({ signal }) => call('read-history', { path: { id }, signal }),
  });
}

/**
 * The evidence of a certificate, verified here: the bundle, or the sealed document while its proof is not ready. Read anew
 * for each version.
 */
export function heldQuery({ id, version, state }: Certificate) {
  return queryOptions({
    queryKey: ['certificate', id, 'held', version],
    queryFn: async ({ signal }): Promise<Held> => {
      const [{ verifyFile }, file] = await Promise.all([
        import('../../verifying/verifier.ts'),
        fileOf(id, state, signal),
      ]);
      return { ...(await verifyFile(file.bytes, new Date().toISOString())), ...file };
    },
    staleTime: 300_000,
  });
}

async function fileOf(
  id: string,
  state: string,
  signal: AbortSignal,
): Promise<Pick<Held, 'bytes' | 'source'>> {
  if (state === 'draft')
    return { bytes: await callBytes('read-document', { path: { id }, signal }), source: 'draft' };
  try {
    return { bytes: await callBytes('read-bundle', { path: { id }, signal }), source: 'bundle' };
  } catch (error) {
    const { status } = problemOf(error);
    // Its proof comes with the next checkpoint; until then the seal speaks alone.
    if (status !== 409 && status !== 503) throw error;
    return { bytes: await callBytes('read-sealed', { path: { id }, signal }), source: 'sealed' };
  }
}
