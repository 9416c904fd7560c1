import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { useOfficeName } from '../../language/offices.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { FilterChoice, Filters, FilterText } from '../../pieces/filter-fields.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { personColumns } from './columns.tsx';
import { Inviting } from './inviting.tsx';
import { endOf, ENDING, type Ending } from './renewal.ts';
import { PERSON_STATES, ROLES } from './roles.ts';

/** The people whom this administrator keeps. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { search } = useAddress();
  const columns = useMemo(() => personColumns(reader), [reader]);
  const text = useDeferredValue(search['text'] ?? '').trim();
  const state = PERSON_STATES.find((name) => name === search['state']);
  const role = ROLES.find((name) => name === search['role']);
  const office = search['office'];
  const ending = endingOf(search['ending']);
  const expiresBefore = useMemo(
    () => (ending === undefined ? undefined : endOf(ending, new Date())),
    [ending],
  );
  const query = {
    ...(text === '' ? {} : { text }),
    ...(state === undefined ? {} : { state }),
    ...(role === undefined ? {} : { role }),
    ...(office === undefined || office === '' ? {} : { office }),
    ...(expiresBefore === undefined ? {} : { expiresBefore }),
  };
  return (
    <Page title={say('web-people')} lead={say('web-people-lead')} actions={<Inviting />}>
      <Card>
        <PeopleFilters />
        <Listed
          queryKey={['people', query]}
          read={(portion, signal) =>
            call('search-people', { query: { limit: 50, ...query, ...portion }, signal })
          }
          name="people"
          caption={say('web-people')}
          columns={columns}
          keyOf={({ id }) => id}
          empty={<EmptyState title={say('web-people-empty')} text={say('web-people-empty-more')} />}
        />
      </Card>
    </Page>
  );
}

function endingOf(text: string | undefined): Ending | undefined {
  return ENDING.find((days) => days === text);
}

function PeopleFilters(): ReactNode {
  const { say, number } = useReader();
  const { search } = useAddress();
  const office = search['office'] ?? '';
  const officeName = useOfficeName(office === '' ? undefined : office);
  return (
    <Filters>
      <FilterText name="text" label={say('web-people-text')} />
      <FilterChoice
        name="state"
        label={say('web-column-state')}
        choices={PERSON_STATES.map((value) => ({ value, label: say(`web-person-${value}`) }))}
      />
      <FilterChoice
        name="role"
        label={say('web-person-role')}
        choices={ROLES.map((value) => ({ value, label: say(`web-role-${value}`) }))}
      />
      <FilterChoice
        name="ending"
        label={say('web-person-expires')}
        choices={ENDING.map((value) => ({
          value,
          label: say('web-person-ending', { days: number(Number(value)) }),
        }))}
      />
      {office !== '' && (
        <FilterChoice
          name="office"
          label={say('web-person-office')}
          choices={[{ value: office, label: officeName }]}
        />
      )}
    </Filters>
  );
}
