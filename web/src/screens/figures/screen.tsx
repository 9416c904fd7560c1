import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, callBytes } from '../../api/client.ts';
import { FigureBoard } from '../../figures/figure-board.tsx';
import { Totals } from '../../figures/totals.tsx';
import { useReader } from '../../language/reader.tsx';
import { Page } from '../../pieces/page.tsx';
import { FigureFilters } from './figure-filters.tsx';
import { pictureOf } from './picture.ts';
import { askedOf, THEMES, type Asked } from './themes.ts';

/** The figures of this person's country, office or the whole system, as far as they may see. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { search } = useAddress();
  const asked = useMemo(() => askedOf(search), [search]);
  const query = queryOf(asked);
  const figures = useQuery({
    queryKey: ['figures', language, query],
    queryFn: ({ signal }) => call('read-figures', { query, signal }),
    placeholderData: (before) => before,
  });
  return (
    <Page
      title={say('web-figures')}
      lead={say('web-figures-lead')}
      actions={<Link to="/public-figures">{say('web-figures-public')}</Link>}
    >
      <FigureBoard
        filters={<FigureFilters asked={asked} />}
        found={figures}
        picture={(data) => pictureOf(data, asked, say(`web-figures-${asked.theme}`))}
        file={`figures-${asked.theme}-${asked.by}`}
        bytes={(format) => callBytes('read-figures', { query: { ...query, format } })}
        before={({ measures, total }) => (
          <Totals
            totals={measures.map((measure, index) => ({ ...measure, amount: total[index] ?? null }))}
            nothing={say('web-figures-none')}
          />
        )}
      />
    </Page>
  );
}

function queryOf({ theme, by, conditions }: Asked) {
  return { measure: THEMES[theme].join(','), by, ...(conditions as { readonly direction?: 'in' | 'out' }) };
}
