import { Button, NativeSelect, Tabs, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useCountries } from '../../language/countries.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { certificateQuery } from '../certificate/holding.ts';
import { Earlier } from './earlier.tsx';
import { ModelPicture } from './model-picture.tsx';
import { modelsFor, modelsQuery, type Model } from './models.ts';
import '../../pieces/filters.css';
import './beginning.css';

const WAYS = ['model', 'earlier'] as const;

/** How a new certificate begins: from a model, from an earlier one, or in the place of one. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const source = search['replaces'] ?? search['copyOf'];
  const way = WAYS.find((name) => name === search['from']) ?? 'model';
  return (
    <Page
      title={say(search['replaces'] === undefined ? 'web-begin' : 'web-begin-replacement')}
      lead={say('web-begin-lead')}
    >
      {source === undefined ? (
        <Tabs
          value={way}
          keepMounted={false}
          onChange={(name) => filter({ from: name === 'model' ? '' : (name ?? '') })}
        >
          <Tabs.List aria-label={say('web-begin-ways')}>
            {WAYS.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {say(`web-begin-from-${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="model" className="begin-panel">
            <Choice />
          </Tabs.Panel>
          <Tabs.Panel value="earlier" className="begin-panel">
            <Earlier />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <FromCertificate id={source} />
      )}
    </Page>
  );
}

/** A certificate as the beginning of another: which one, and why, and by which model. */
function FromCertificate({ id }: { readonly id: string }): ReactNode {
  const { say } = useReader();
  const { search } = useAddress();
  const certificate = useQuery(certificateQuery(id));
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const replaces = search['replaces'] !== undefined;
  if (certificate.isPending) return <Loading />;
  if (certificate.isError) return <ProblemNotice error={certificate.error} />;
  const { number, body } = certificate.data;
  return (
    <>
      <Card title={say(replaces ? 'web-form-replaces' : 'web-form-copied-from')}>
        <div className="stack">
          <p>
            <strong className="number">{number}</strong> <span dir="auto">{body.products.join(' · ')}</span>
          </p>
          {replaces && (
            <TextInput
              label={say('web-begin-reason')}
              description={say('web-begin-reason-hint')}
              maxLength={500}
              required
              error={isMissing && reason.trim() === '' ? say('web-begin-reason-missing') : undefined}
              ref={field}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
          )}
        </div>
      </Card>
      <Choice
        documentType={body.typeCode}
        mayBegin={() => {
          if (!replaces || reason.trim() !== '') return true;
          setMissing(true);
          field.current?.focus();
          return false;
        }}
        beginning={{
          ...(replaces ? { replaces: id } : { copyOf: id }),
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        }}
      />
    </>
  );
}

type Beginning = Given<'begin-application'>['body'];

/** The models: what each makes is seen before it is chosen. */
function Choice({
  documentType,
  beginning = {},
  mayBegin = () => true,
}: {
  readonly documentType?: string | undefined;
  readonly beginning?: Beginning;
  /** Asked when a model is chosen. */
  readonly mayBegin?: () => boolean;
}): ReactNode {
  const { say } = useReader();
  const { search, filter, go } = useAddress();
  const countries = useCountries();
  const models = useQuery(modelsQuery);
  const starting = useMutation({
    mutationFn: (model: string) =>
      call('begin-application', { body: { ...beginning, model }, once: newKey() }),
    onSuccess: ({ id }) => go(`/applications/${id}`),
  });
  if (models.isPending) return <Loading lines={6} />;
  if (models.isError) return <ProblemNotice error={models.error} retry={() => void models.refetch()} />;
  const { items } = models.data;
  const commodities = [...new Set(items.map(({ commodity }) => commodity))];
  const asked = {
    words: search['words'] ?? '',
    commodity: search['commodity'] ?? '',
    destination: search['destination'] ?? '',
  };
  const shown = modelsFor(items, { ...asked, documentType });
  return (
    <Card title={say('web-begin-choose')}>
      <div className="filters" role="group" aria-label={say('web-filters')}>
        <TextInput
          size="sm"
          type="search"
          label={say('web-begin-search')}
          value={asked.words}
          onChange={({ currentTarget }) => filter({ words: currentTarget.value })}
        />
        <NativeSelect
          size="sm"
          label={say('web-begin-destination')}
          value={asked.destination}
          data={[{ value: '', label: say('web-any') }, ...countries]}
          onChange={({ currentTarget }) => filter({ destination: currentTarget.value })}
        />
        <NativeSelect
          size="sm"
          label={say('web-begin-commodity')}
          value={asked.commodity}
          data={[
            { value: '', label: say('web-any') },
            ...commodities.map((value) => ({ value, label: say(`web-commodity-${value}`) })),
          ]}
          onChange={({ currentTarget }) => filter({ commodity: currentTarget.value })}
        />
      </div>
      {starting.isError && <ProblemNotice error={starting.error} />}
      {shown.length === 0 && <EmptyState text={say('web-begin-none')} />}
      <ul className="models">
        {shown.map((model) => (
          <ModelCard
            key={model.key}
            model={model}
            isBusy={starting.isPending && starting.variables === model.key}
            begin={() => {
              if (mayBegin()) starting.mutate(model.key);
            }}
          />
        ))}
      </ul>
    </Card>
  );
}

function ModelCard({
  model,
  isBusy,
  begin,
}: {
  readonly model: Model;
  readonly isBusy: boolean;
  readonly begin: () => void;
}): ReactNode {
  const { say, sayFirst } = useReader();
  const countries = model.importing?.map((code) => sayFirst([`country.${code}`], code)).join(', ');
  const languages = model.languages.map((language) => sayFirst([`web-in-${language}`], language)).join(' · ');
  return (
    <li className="model" data-model={model.key}>
      <ModelPicture model={model} />
      <div className="model-about">
        <h3>{model.label}</h3>
        <p>{model.title.map(({ text }) => text).join(' / ')}</p>
        <p className="quiet">
          {say('web-begin-for', { countries: countries ?? say('web-begin-any-country') })}
        </p>
        <p className="quiet">{languages}</p>
        {model.basis !== undefined && <p className="quiet">{model.basis}</p>}
        <Button
          size="sm"
          loading={isBusy}
          aria-label={`${say('web-begin-with')}: ${model.label}`}
          onClick={begin}
        >
          {say('web-begin-with')}
        </Button>
      </div>
    </li>
  );
}
