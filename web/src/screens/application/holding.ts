import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { Face } from '../../../../src/standards/index.ts';
import { call, type Answer } from '../../api/client.ts';
import type { Form, FormModel } from './form-values.ts';

/** An application with all that its screen shows of it. */
export type Reading = Answer<'read-application'>;
export type Application = Reading['application'];
/** An application in a list: without its form. */
export type ListedApplication = Answer<'search-applications'>['items'][number];

export function readingQuery(id: string) {
  return queryOptions({
    queryKey: ['application', id],
    queryFn: ({ signal }) => call('read-application', { path: { id }, signal }),
  });
}

/** The newest that is known of an application, for whatever else shows it. */
export function know(queries: QueryClient, id: string, newest: Partial<Reading>): void {
  queries.setQueryData(readingQuery(id).queryKey, (before) => before && { ...before, ...newest });
}

/** A model in a language: labels are shown in two. A version of a model never changes. */
export function modelQuery(model: string, version: number, language: string) {
  return queryOptions({
    queryKey: ['model', model, version, language],
    queryFn: ({ signal }): Promise<FormModel> =>
      call('read-model', { path: { model }, query: { version }, language, signal }),
    staleTime: Infinity,
  });
}

/** The certificate as it would be, laid out; of what is typed and not saved where a revision of it is named. */
export function previewQuery(id: string, version: number, revision?: number) {
  return queryOptions({
    queryKey: ['application-preview', id, version, revision ?? 0],
    queryFn: async ({ signal }): Promise<Face> => {
      const query = revision === undefined ? {} : { of: 'working' as const };
      const { face } = await call('preview-application', { path: { id }, query, signal });
      // The server lays it out by the very code that this type belongs to.
      return face as unknown as Face;
    },
    staleTime: Infinity,
  });
}

export function checkQuery({ key, version }: Pick<FormModel, 'key' | 'version'>, form: Form) {
  return queryOptions({
    queryKey: ['check', key, version, form],
    queryFn: ({ signal }) => call('check-form', { path: { model: key }, body: { version, form }, signal }),
    staleTime: 60_000,
    gcTime: 30_000,
  });
}

export function applicationHistoryQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ['application-history', id, version],
    queryFn: ({ signal }) => call('application-history', { path: { id }, signal }),
  });
}
