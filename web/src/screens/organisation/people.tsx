import { useMemo, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card } from '../../pieces/page.tsx';
import { personColumns } from '../people/columns.tsx';
import { Inviting } from '../people/inviting.tsx';
import type { OrganisationRead } from './screen.tsx';

/** Where somebody works says nothing here: it is this organisation. */
const OWN_COLUMNS = ['name', 'state', 'roles', 'expires'];

/** An organisation's people, whose accounts are renewed here as they run out. */
export function OrganisationPeople({
  organisation: { key, kind },
}: {
  readonly organisation: OrganisationRead;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const columns = useMemo(() => personColumns(reader).filter(({ id }) => OWN_COLUMNS.includes(id)), [reader]);
  const whose = kind === 'authority' ? { authority: key } : { organisation: key };
  return (
    <Card title={say('web-people')} tools={<Inviting into={whose} />}>
      <Listed
        queryKey={['people', whose]}
        read={(portion, signal) =>
          call('search-people', { query: { limit: 50, ...whose, ...portion }, signal })
        }
        name="organisation-people"
        caption={say('web-people')}
        columns={columns}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={say('web-organisation-nobody')} text={say('web-organisation-nobody-more')} />
        }
      />
    </Card>
  );
}
