import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { readAsked } from './asked.ts';
import { FileIntake } from './file-intake.tsx';

/** The box itself: type, scan, or drop. What fits nothing is told which forms fit. */
export function SearchBox({ show }: { readonly show: (found: ReactNode) => void }): ReactNode {
  const { say } = useReader();
  const { search, go } = useAddress();
  const asked = search['q'] ?? '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const fitsNothing = asked !== '' && readAsked(asked).length === 0;
  return (
    <section className="search-desk">
      <form
        role="search"
        className="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          show(undefined);
          go('/search', { q: text.trim() });
        }}
      >
        <label htmlFor="search-box">{say('web-search-box')}</label>
        <div className="search-line">
          <input
            id="search-box"
            type="search"
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            value={text}
            aria-describedby="search-forms"
            aria-invalid={fitsNothing}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Button type="submit" leftSection={<IconSearch size={18} aria-hidden />}>
            {say('web-search')}
          </Button>
        </div>
        <p
          id="search-forms"
          className={fitsNothing ? 'notice notice-warning' : 'quiet'}
          role={fitsNothing ? 'alert' : undefined}
        >
          {fitsNothing && <strong>{say('web-search-fits-nothing', { text: asked })} </strong>}
          {say('web-search-forms')}
        </p>
      </form>
      <FileIntake show={show} />
    </section>
  );
}
