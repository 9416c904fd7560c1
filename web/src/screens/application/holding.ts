import { queryOptions } from '@tanstack/react-query';
import type { Face } from '../../../../src/standards/index.ts';
import { call, type Answer } from '../../api/client.ts';
import type { Form, FormModel } from './form-values.ts';

/** An application with all that its screen shows of it. */
export type Reading = Answer<'read-application'>;
export type Application = Reading['application'];
/** An application in a list: without its form. */
export type ListedApplication = Answer<'search-applications'>['items'][number];

/** How often an open application is looked at for what a colleague did, in milliseconds. */
const LOOKED_AT = 4000;

export function readingQuery(id: string) {
  return queryOptions({
    queryKey: ['application', id],
    queryFn: ({ signal }) => call('read-application', { path: { id }, signal }),
    refetchInterval: LOOKED_AT,
  });
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

/** The certificate as it would be, laid out. */
export function previewQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ['application', id, 'preview', version],
    queryFn: async ({ signal }): Promise<Face> => {
      const { face } = await call('preview-application', { path: { id }, signal });
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
    queryKey: ['application', id, 'history', version],
    queryFn: ({ signal }) => call('application-history', { path: { id }, signal }),
  });
}
