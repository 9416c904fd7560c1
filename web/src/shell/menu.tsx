import { IconMenu2, IconX } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { MENU_GROUPS, SCREENS, type ScreenEntry } from '../navigation.ts';
import { useSession } from '../session/session.tsx';

/** The ways through the window: what this person may see, in groups. */
export function Menu(): ReactNode {
  const { say } = useReader();
  const { may } = useSession();
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [pathname]);
  const mine = SCREENS.filter(
    ({ group, permission }) => group !== undefined && (permission === undefined || may(permission)),
  );
  return (
    <nav className="menu" aria-label={say('web-menu')} data-open={isOpen}>
      <button
        type="button"
        className="menu-switch"
        aria-expanded={isOpen}
        aria-controls="menu-ways"
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <IconX size={20} aria-hidden /> : <IconMenu2 size={20} aria-hidden />}
        {say('web-menu')}
      </button>
      <div id="menu-ways" className="menu-ways">
        {MENU_GROUPS.map((group) => {
          const entries = mine.filter((entry) => entry.group === group);
          if (entries.length === 0) return undefined;
          return (
            <section key={group} aria-labelledby={`menu-${group}`}>
              <h2 id={`menu-${group}`}>{say(`web-menu-${group}`)}</h2>
              <ul>
                {entries.map((entry) => (
                  <MenuLine key={entry.path} entry={entry} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </nav>
  );
}

function MenuLine({ entry }: { readonly entry: ScreenEntry }): ReactNode {
  const { say } = useReader();
  const { path, title, icon: EntryIcon } = entry;
  return (
    <li>
      <Link to={path} className="menu-line" activeOptions={{ exact: hasBelow(path), includeSearch: false }}>
        {EntryIcon !== undefined && <EntryIcon size={20} stroke={1.6} aria-hidden />}
        {say(title)}
      </Link>
    </li>
  );
}

/** Whether another line of the menu stands for an address below this one. */
function hasBelow(path: string): boolean {
  const above = path === '/' ? path : `${path}/`;
  return SCREENS.some(
    (other) => other.group !== undefined && other.path !== path && other.path.startsWith(above),
  );
}
