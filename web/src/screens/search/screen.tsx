import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { Filters } from './filter-bar.tsx';
import { conditionsOf } from './filters.ts';
import { Found } from './found.tsx';
import { SearchBox } from './search-box.tsx';
import { Guesses } from './guesses.tsx';
import './search.css';

/** One box for whatever a person holds, and what the ledger has of it. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { search } = useAddress();
  const [dropped, setDropped] = useState<ReactNode>();
  const conditions = conditionsOf(search);
  const asked = search['q']?.trim() ?? '';
  return (
    <Page title={say('web-search')} lead={say('web-search-lead')}>
      <SearchBox show={setDropped} />
      {dropped}
      {asked !== '' && <Guesses text={asked} />}
      {asked === '' && (
        <Card>
          <Filters />
          <Found conditions={conditions} />
        </Card>
      )}
    </Page>
  );
}
