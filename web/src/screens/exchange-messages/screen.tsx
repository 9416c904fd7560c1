import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useAddress, type AddressSearch } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { FilterChoice, Filters, FilterText } from '../../pieces/filter-fields.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { useSession } from '../../session/session.tsx';
import { CHANNELS, channelName, typeName } from '../exchange/telling.ts';
import { DeliveryActs, type Acted } from './acts.tsx';
import { columnsFor } from './columns.tsx';
import '../exchange/exchange.css';

export type Message = Answer<'list-deliveries'>['items'][number];

/** Everything we sent, dead letters, everything that came, what of it could not be read, and partners' conformance runs. */
const SHOWN = ['sent', 'dead', 'arrived', 'unread', 'runs'] as const;
const TYPES = [
  'certificate',
  'certificate-status',
  'verification-result',
  'inquiry',
  'inquiry-answer',
  'declaration-outcome',
  'receipt',
] as const;

/** Messages of both directions, filtered by the address; dead letters are acted on, several at once. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { search, filter } = useAddress();
  const { may } = useSession();
  const show = SHOWN.find((name) => name === search['show']) ?? 'sent';
  const [chosen, setChosen] = useState<ReadonlyMap<string, Acted>>(new Map());
  const isActing = show === 'dead' && may('exchange.manage');
  const choose = useCallback((message: Acted, isChosen: boolean) => {
    setChosen((before) => {
      const next = new Map(before);
      if (isChosen) next.set(message.id, message);
      else next.delete(message.id);
      return next;
    });
  }, []);
  const columns = useMemo(
    () => columnsFor(reader, show, isActing ? { chosen, choose } : undefined),
    [reader, show, isActing, chosen, choose],
  );
  const query = useMemo(() => queryOf(search, show), [search, show]);
  const isOurs = show === 'sent' || show === 'dead';
  return (
    <Page title={say('web-exchange-messages')} lead={say(`web-messages-${show}-lead`)}>
      <Card>
        <div className="stack">
          <SegmentedControl
            className="message-choice"
            aria-label={say('web-messages-show')}
            value={show}
            onChange={(next) => {
              setChosen(new Map());
              filter({ show: next, state: '' });
            }}
            data={SHOWN.map((value) => ({ value, label: say(`web-messages-${value}`) }))}
          />
          <MessageFilters />
          {isActing && (
            <DeliveryActs
              messages={[...chosen.values()]}
              acts={['retry', 'redirect', 'discard']}
              done={(refused) =>
                setChosen((before) => new Map([...before].filter(([id]) => refused.includes(id))))
              }
            />
          )}
          <Listed<Message>
            queryKey={['exchange-messages', reader.language, isOurs, query]}
            read={(portion, signal) =>
              call(isOurs ? 'list-deliveries' : 'list-arrivals', {
                query: { limit: 50, ...query, ...portion },
                signal,
              })
            }
            name={`exchange-${isOurs ? 'deliveries' : 'arrivals'}`}
            caption={say(`web-messages-${show}`)}
            columns={columns}
            keyOf={({ id }) => id}
            empty={
              <EmptyState title={say(`web-messages-${show}-empty`)} text={say('web-messages-empty-more')} />
            }
          />
        </div>
      </Card>
    </Page>
  );
}

/** Only what the API knows: an address that was typed asks for nothing else. */
function queryOf(search: AddressSearch, show: (typeof SHOWN)[number]) {
  const { partner = '', subject = '' } = search;
  const channel = CHANNELS.find((name) => name === search['channel']);
  const type = TYPES.find((name) => name === search['type']);
  return {
    ...(partner.length < 4 ? {} : { partner: partner.slice(0, 30) }),
    ...(channel === undefined ? {} : { channel }),
    ...(type === undefined ? {} : { type }),
    ...(subject === '' ? {} : { subject: subject.slice(0, 300) }),
    ...(show === 'dead' || show === 'unread' ? { dead: true } : {}),
    ...(show === 'runs' ? { conformance: true } : {}),
  };
}

function MessageFilters(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  return (
    <Filters>
      <FilterText name="partner" label={say('web-exchange-partner')} placeholder="NZ-MPI" longest={30} />
      <FilterText
        name="subject"
        label={say('web-exchange-subject')}
        placeholder="CN/CN-GACC/…"
        longest={300}
      />
      <FilterChoice
        name="channel"
        label={say('web-exchange-channel')}
        choices={CHANNELS.map((value) => ({ value, label: channelName(reader, value) }))}
      />
      <FilterChoice
        name="type"
        label={say('web-exchange-type')}
        choices={TYPES.map((value) => ({ value, label: typeName(reader, value) }))}
      />
    </Filters>
  );
}
