import { Button, Textarea } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconSignature, IconTrash, type Icon } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { usePerson } from '../../session/session.tsx';
import type { Reading } from './holding.ts';

type Act = 'review' | 'return' | 'recall' | 'abandon' | 'sign';

interface Offer {
  readonly act: Act;
  readonly icon: Icon;
  readonly look?: 'default' | 'subtle';
  /** What is incomplete cannot go on, only back. */
  readonly wantsComplete?: true;
}

const OFFERS: readonly Offer[] = [
  { act: 'review', icon: IconCheck, wantsComplete: true },
  { act: 'sign', icon: IconSignature, wantsComplete: true },
  { act: 'return', icon: IconArrowBackUp, look: 'default' },
  { act: 'recall', icon: IconArrowBackUp, look: 'default' },
  { act: 'abandon', icon: IconTrash, look: 'subtle' },
];

/** What this person may do with the application now; what they may not, and why. */
export function Acts({ reading }: { readonly reading: Reading }): ReactNode {
  const { say } = useReader();
  const { actions, complete } = reading;
  const [remark, setRemark] = useState('');
  const [asked, setAsked] = useState<'sign' | 'abandon'>();
  const [isRemarkMissing, setRemarkMissing] = useState(false);
  const acting = useActing(reading);
  const may = (act: Act): boolean => actions.includes(act);
  const text = remark.trim();
  const take = (act: Act): void => {
    if (act === 'sign' || act === 'abandon') setAsked(act);
    else if (act === 'return' && text === '') setRemarkMissing(true);
    else {
      setRemarkMissing(false);
      acting.mutate({ act, input: act !== 'recall' && text !== '' ? { remark: text } : {} });
    }
  };
  const hasRemark = may('review') || may('return');
  return (
    <Card title={say('web-office-acts')}>
      <div className="stack">
        <WhoNext reading={reading} />
        {acting.isError && <ProblemNotice error={acting.error} />}
        {hasRemark && (
          <Textarea
            label={say('web-office-remark')}
            description={say('web-office-remark-hint')}
            value={remark}
            maxLength={2000}
            error={isRemarkMissing && text === '' ? say('web-office-remark-missing') : undefined}
            onChange={({ currentTarget }) => setRemark(currentTarget.value)}
          />
        )}
        <div className="acts">
          {OFFERS.filter(({ act }) => may(act)).map(({ act, icon: Sign, look, wantsComplete }) => (
            <Button
              key={act}
              {...(look === undefined ? {} : { variant: look })}
              leftSection={<Sign size={18} aria-hidden />}
              disabled={wantsComplete === true && !complete}
              loading={acting.isPending && acting.variables.act === act}
              onClick={() => take(act)}
            >
              {say(`web-office-${act}`)}
            </Button>
          ))}
        </div>
      </div>
      <Confirmation
        asked={asked}
        reading={reading}
        close={() => setAsked(undefined)}
        confirm={(act) => {
          setAsked(undefined);
          acting.mutate({ act, input: {} });
        }}
      />
    </Card>
  );
}

function useActing({ application }: Reading) {
  const queries = useQueryClient();
  const { id, version } = application;
  return useMutation({
    mutationFn: async ({ act, input }: { readonly act: Act; readonly input: object }) => {
      if (act === 'sign') await call('sign-application', { path: { id }, body: {}, version, once: newKey() });
      else
        await call('act-on-application', {
          path: { id, action: act },
          body: { ...input },
          version,
          once: newKey(),
        });
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['application', id] });
      await queries.invalidateQueries({ queryKey: ['applications'] });
      await queries.invalidateQueries({ queryKey: ['certificates'] });
    },
  });
}

/** Whose turn it is: the three acts, and which are done by whom. */
function WhoNext({ reading }: { readonly reading: Reading }): ReactNode {
  const { say, moment } = useReader();
  const { people, rule, application, actions } = reading;
  const { authors, submitted, reviewed } = application.body;
  const { actor } = usePerson();
  const name = (by: string): string => people[by] ?? by;
  const isMine = authors.includes(actor);
  const blocked = isMine && !actions.includes('sign') && rule.threeActs && application.state !== 'draft';
  return (
    <>
      <ol className="three-acts">
        <li data-done="true">
          <b>{say('web-office-author')}</b> <span dir="auto">{authors.map(name).join(', ')}</span>
          {submitted !== undefined && <small>{moment(submitted.at)}</small>}
        </li>
        <li data-done={reviewed !== undefined}>
          <b>{say('web-office-reviewer')}</b>{' '}
          <span dir="auto">{reviewed === undefined ? '—' : name(reviewed.by)}</span>
          {reviewed !== undefined && <small>{moment(reviewed.at)}</small>}
        </li>
        <li data-done="false">
          <b>{say('web-office-signatory')}</b> <span>—</span>
        </li>
      </ol>
      {blocked && <p className="quiet">{say('web-office-own-work')}</p>}
    </>
  );
}

function Confirmation({
  asked,
  reading,
  close,
  confirm,
}: {
  readonly asked: 'sign' | 'abandon' | undefined;
  readonly reading: Reading;
  readonly close: () => void;
  readonly confirm: (act: 'sign' | 'abandon') => void;
}): ReactNode {
  const { say, sayFirst } = useReader();
  const { name } = usePerson();
  const { summary, replaces } = reading.application.body;
  const destination = summary.destination ?? '';
  return (
    <Dialog
      isOpen={asked !== undefined}
      close={close}
      title={asked === undefined ? '' : say(`web-office-${asked}`)}
    >
      {asked !== undefined && (
        <div className="stack">
          <dl className="facts">
            <div>
              <dt>{say('web-column-goods')}</dt>
              <dd dir="auto">{summary.product ?? '—'}</dd>
            </div>
            <div>
              <dt>{say('web-column-consignee')}</dt>
              <dd dir="auto">{summary.consignee ?? '—'}</dd>
            </div>
            <div>
              <dt>{say('web-column-to')}</dt>
              <dd>{sayFirst([`country.${destination}`], destination)}</dd>
            </div>
            {replaces !== undefined && (
              <div>
                <dt>{say('web-form-replaces')}</dt>
                <dd className="number">{replaces.number}</dd>
              </div>
            )}
          </dl>
          <p>{say(`web-office-${asked}-meaning`, { name })}</p>
          <div className="row">
            <Button data-autofocus onClick={() => confirm(asked)}>
              {say(`web-office-${asked}-confirm`)}
            </Button>
            <Button variant="default" onClick={close}>
              {say('web-cancel')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
