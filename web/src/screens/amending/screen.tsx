import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { declarationQuery, type DeclarationRead } from '../../cases/reading.ts';
import { ReasonList } from '../../cases/reason-list.tsx';
import { reasonsOf } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Page } from '../../pieces/page.tsx';
import { CHINA_FORM } from '../lodging/china-form.ts';
import { draftOf, NO_DRAFT, type Draft } from '../lodging/draft.ts';
import { FACTS_FORM } from '../lodging/facts-form.ts';
import { itemId } from '../lodging/field-ids.ts';
import { LodgingForm } from '../lodging/form.tsx';

/** A declaration amended: what was wrong above, the form as it was lodged below. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { parameters } = useAddress();
  // What is being typed is not replaced by what is read anew.
  const found = useQuery({ ...declarationQuery(parameters['id'] ?? '', language), staleTime: Infinity });
  if (found.isSuccess) return <Amendment read={found.data} />;
  return <AwaitedPage title={say('web-amend')} found={found} />;
}

function Amendment({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say } = useReader();
  const { search } = useAddress();
  const { declaration, revision, decision } = read;
  const { item = '', reference = '', take = '' } = search;
  const form = declaration.body.form === CHINA_FORM.name ? CHINA_FORM : FACTS_FORM;
  const isTyped = declaration.body.form === form.name;
  const first = useMemo(
    () =>
      isTyped
        ? withReference(draftOf(revision.content, form), { item: Number(item), reference, take })
        : NO_DRAFT,
    [isTyped, form, revision.content, item, reference, take],
  );
  const reasons = reasonsOf(decision).filter(({ actor }) => actor === 'trader');
  return (
    <Page title={say('web-amend-of', { number: declaration.number })} lead={say('web-amend-lead')}>
      {reasons.length > 0 && (
        <section className="notice notice-warning" aria-label={say('web-own-yours')}>
          <h2>{say('web-own-yours')}</h2>
          <ReasonList reasons={reasons} placeOf={(item) => itemId(item - 1, form.item[0]?.name ?? '')} />
        </section>
      )}
      {!isTyped && <p className="notice">{say('web-amend-by-file')}</p>}
      <LodgingForm form={form} first={first} amended={{ id: declaration.id, version: declaration.version }} />
    </Page>
  );
}

/** The draft with a suggestion in place of the reference that led nowhere. */
function withReference(
  draft: Draft,
  { item, reference, take }: { readonly item: number; readonly reference: string; readonly take: string },
): Draft {
  if (take === '') return draft;
  const items = draft.items.map((each, index) =>
    index + 1 === item
      ? {
          ...each,
          documents: each.documents.map((document) =>
            document.reference === reference ? { ...document, reference: take } : document,
          ),
        }
      : each,
  );
  return { ...draft, items };
}
