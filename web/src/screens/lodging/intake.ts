import { call, type Answer, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { contentOf, type Draft } from './draft.ts';
import type { FormDefinition } from './form-field.ts';

export type WhatIf = Answer<'ask-what-if'>;
export type Lodged = Answer<'lodge-declaration'>;
type Body = Given<'ask-what-if'>['body'];

/** What is lodged: a form that was filled in, or a file of the WCO data model as the trader's own system wrote it. */
export type Content = { readonly draft: Draft; readonly form: FormDefinition } | { readonly file: File };

/** The declaration that an amendment replaces. */
export interface Amended {
  readonly id: string;
  readonly version: number;
}

function bodyOf(content: Content): Body {
  return 'file' in content
    ? new Blob([content.file], { type: 'application/xml' })
    : { form: content.form.name, declaration: contentOf(content.draft, content.form) };
}

/** Decides without storing. */
export function whatIf(content: Content): Promise<WhatIf> {
  return call('ask-what-if', { body: bodyOf(content) });
}

/** Lodges, or amends where a declaration is given; decided at once. */
export function lodge(content: Content, amended: Amended | undefined): Promise<Lodged> {
  const body = bodyOf(content);
  if (amended === undefined) return call('lodge-declaration', { body, once: newKey() });
  return call('amend-declaration', {
    path: { id: amended.id },
    version: amended.version,
    body,
    once: newKey(),
  });
}
