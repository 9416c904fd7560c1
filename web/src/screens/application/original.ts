import { queryOptions } from '@tanstack/react-query';
import type { Face } from '../../../../src/standards/index.ts';
import { call, callBytes } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import type { Application } from './holding.ts';

/** What it was copied from, or what it replaces, laid out, to be compared with: a certificate, or another application. */
export function originalQuery({ body }: Application) {
  const origin = body.replaces ?? body.copiedFrom;
  return queryOptions({
    queryKey: ['original', origin?.id],
    enabled: origin !== undefined,
    staleTime: 300_000,
    retry: false,
    queryFn: async ({ signal }): Promise<Face | undefined> => {
      const id = origin?.id ?? '';
      try {
        const { face } = await call('preview-application', { path: { id }, signal });
        // The server lays it out by the very code that this type belongs to.
        return face as unknown as Face;
      } catch (error) {
        if (problemOf(error).status !== 404) throw error;
      }
      const [{ verifyFile }, bytes] = await Promise.all([
        import('../../verifying/verifier.ts'),
        callBytes('read-sealed', { path: { id }, signal }),
      ]);
      const { inspection } = await verifyFile(bytes, new Date().toISOString());
      return inspection.read ? inspection.certificate : undefined;
    },
  });
}

/** What a new certificate has of its own anyway: number, day and status are no differences to look at. */
export const OWN_FIELDS: ReadonlySet<string> = new Set([
  'face-number',
  'face-status',
  'face-issue-date',
  'face-replaces',
  'face-replaced-date',
  'face-replacement-reason',
  'face-signing-date',
  'face-officer',
]);
