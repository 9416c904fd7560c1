import { Link, Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useReader } from '../language/reader.tsx';
import { SCREENS, type ScreenEntry } from '../navigation.ts';
import { Loading } from '../pieces/loading.tsx';
import { useSession } from '../session/session.tsx';
import { Band } from './band.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { Menu } from './menu.tsx';
import { Refused } from './not-found.tsx';
import './shell.css';

/** The frame of every screen: the band, the ways, the content. */
export function Shell(): ReactNode {
  const { say } = useReader();
  const { state } = useSession();
  const { pathname } = useLocation();
  return (
    <div className="window" data-session={state}>
      <a className="skip" href="#content">
        {say('web-skip')}
      </a>
      <Band />
      <div className="room">
        {state === 'in' && <Menu />}
        <main id="content" tabIndex={-1} key={pathname}>
          <ConnectionNotice />
          <Guarded />
        </main>
      </div>
      <footer className="foot">
        <p>{say('web-foot')}</p>
        <nav aria-label={say('web-foot-ways')}>
          <Link to="/guide">{say('web-guide-page')}</Link>
          <Link to="/public-figures">{say('web-figures-public')}</Link>
          <Link to="/report-forgery">{say('web-report')}</Link>
          <a href="/verify/">{say('web-verify')}</a>
          <a href="/check">{say('web-check')}</a>
          <a href="/docs">{say('web-docs')}</a>
          <a href="/about">{say('web-about')}</a>
        </nav>
      </footer>
    </div>
  );
}

/** Shows a screen to whom it is open; asks the others to sign in, and brings them back afterwards. */
function Guarded(): ReactNode {
  const { state, may } = useSession();
  const { pathname, searchStr } = useLocation();
  const { go } = useAddress();
  // The routes are made from the table of screens, so their ids are its paths.
  const matched: unknown = useMatches().at(-1)?.routeId;
  const entry: ScreenEntry | undefined = SCREENS.find(({ path }) => path === matched);
  const mustSignIn = state === 'out' && entry !== undefined && entry.isOpen !== true;
  useEffect(() => {
    // The address changes before its screen is there.
    if (mustSignIn && pathname !== '/sign-in')
      go('/sign-in', pathname === '/' ? {} : { next: pathname + searchStr });
  }, [mustSignIn, go, pathname, searchStr]);
  if (entry === undefined || entry.isOpen === true) return <Outlet />;
  if (state !== 'in') return <Loading />;
  if (entry.permission !== undefined && !may(entry.permission)) return <Refused />;
  return <Outlet />;
}
