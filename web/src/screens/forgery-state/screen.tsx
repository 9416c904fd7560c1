import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { Form } from '../../pieces/form.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Stages } from '../../pieces/stages.tsx';
import { stagesOf } from '../forgeries/states.ts';

type Standing = Answer<'follow-forgery'>;

/** Whoever reported a forgery follows the report by its reference and code. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { search } = useAddress();
  const [key, setKey] = useState({ reference: search['reference'] ?? '', code: '' });
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const following = useMutation({ mutationFn: (body: typeof key) => call('follow-forgery', { body }) });
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    const found = (['reference', 'code'] as const)
      .filter((field) => key[field].trim() === '')
      .map((field) => ({ field, text: say(`web-join-${field}-missing`) }));
    setFaults(found);
    if (found.length === 0) following.mutate({ reference: key.reference.trim(), code: key.code.trim() });
  };
  return (
    <Page title={say('web-report-follow')} lead={say('web-report-follow-lead')} width="narrow">
      <Card>
        <Form faults={faults} submit={submit}>
          {following.isError && <ProblemNotice error={following.error} />}
          <TextInput
            id="reference"
            label={say('web-reference')}
            maxLength={40}
            value={key.reference}
            error={faultOf('reference')}
            onChange={({ currentTarget }) => setKey({ ...key, reference: currentTarget.value })}
          />
          <TextInput
            id="code"
            label={say('web-join-code')}
            maxLength={60}
            autoComplete="off"
            value={key.code}
            error={faultOf('code')}
            onChange={({ currentTarget }) => setKey({ ...key, code: currentTarget.value })}
          />
          <Button type="submit" loading={following.isPending}>
            {say('web-report-follow-show')}
          </Button>
        </Form>
      </Card>
      {following.data !== undefined && <Found standing={following.data} />}
      <p>
        <Link to="/report-forgery">{say('web-report-another')}</Link>
      </p>
    </Page>
  );
}

function Found({ standing }: { readonly standing: Standing }): ReactNode {
  const { say, sayFirst, moment } = useReader();
  const { reference, state, stateTitle, reported, updated } = standing;
  return (
    <Card title={sayFirst([`web-forgery-${state}`], stateTitle)}>
      <div className="stack" role="status">
        <Stages label={say('web-forgery-stages')} stages={stagesOf(state, say)} current={state} />
        <p>{sayFirst([`web-report-${state}-more`], stateTitle)}</p>
        <Facts
          facts={[
            known(say('web-reference'), reference, 'code'),
            known(say('web-forgery-reported'), moment(reported)),
            known(say('web-report-updated'), moment(updated)),
          ]}
        />
      </div>
    </Card>
  );
}
