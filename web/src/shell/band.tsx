import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { useMantineColorScheme } from '@mantine/core';
import {
  IconChevronDown,
  IconDeviceDesktop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
  IconUserShare,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES, directionOf } from '../../../src/base/index.ts';
import { useAddress } from '../address.ts';
import { useReader } from '../language/reader.tsx';
import { capacitiesQuery } from '../session/capacities.ts';
import { useSession, type Person } from '../session/session.tsx';
import { Emblem } from './emblem.tsx';
import { QuickSearch } from './quick-search.tsx';

/** The band across the top: whose house this is, the search, the language, the person. */
export function Band(): ReactNode {
  const { say, sayOther, otherLanguage } = useReader();
  const { person, may } = useSession();
  return (
    <header className="band">
      <Link to="/" className="band-name">
        <Emblem />
        <span>
          <b>{say('web-name')}</b>
          {sayOther('web-name') !== say('web-name') && (
            <small lang={otherLanguage}>{sayOther('web-name')}</small>
          )}
        </span>
      </Link>
      {may('certificate.read') && <QuickSearch />}
      <div className="band-tools">
        {person?.behalf !== undefined && <Borrowed behalf={person.behalf} />}
        <LanguageMenu />
        {person === undefined ? <AppearanceMenu /> : <AccountMenu person={person} />}
      </div>
    </header>
  );
}

/** Says that whatever is done now is done in a colleague's name, and leads to where that ends. */
function Borrowed({ behalf }: { readonly behalf: string }): ReactNode {
  const { say } = useReader();
  const capacities = useQuery(capacitiesQuery);
  const name = capacities.data?.items.find((item) => item.behalf === behalf)?.behalfName;
  return (
    <Link to="/roles" className="band-button">
      <IconUserShare size={20} aria-hidden />
      <span>{say('web-person-behalf', { name: name ?? '…' })}</span>
    </Link>
  );
}

function LanguageMenu(): ReactNode {
  const { say, language } = useReader();
  const { speak } = useSession();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <UnstyledButton
          className="band-button"
          aria-label={`${say('web-language')}: ${LANGUAGE_NAMES[language]}`}
        >
          <IconLanguage size={20} aria-hidden />
          <span className="band-word">{LANGUAGE_NAMES[language]}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={say('web-language')}>
        {LANGUAGES.map((other) => (
          <Menu.Item
            key={other}
            lang={other}
            dir={directionOf(other)}
            aria-current={other === language}
            className={other === language ? 'chosen' : undefined}
            onClick={() => void speak(other)}
          >
            {LANGUAGE_NAMES[other]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEMES = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

function AppearanceItems(): ReactNode {
  const { say } = useReader();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return SCHEMES.map(([scheme, SchemeIcon]) => (
    <Menu.Item
      key={scheme}
      leftSection={<SchemeIcon size={18} aria-hidden />}
      aria-current={scheme === colorScheme}
      className={scheme === colorScheme ? 'chosen' : undefined}
      onClick={() => setColorScheme(scheme)}
    >
      {say(`web-appearance-${scheme}`)}
    </Menu.Item>
  ));
}

function AppearanceMenu(): ReactNode {
  const { say } = useReader();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          className="band-button"
          variant="transparent"
          size="lg"
          aria-label={say('web-appearance')}
        >
          <IconSun size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={say('web-appearance')}>
        <AppearanceItems />
      </Menu.Dropdown>
    </Menu>
  );
}

function AccountMenu({ person }: { readonly person: Person }): ReactNode {
  const { say } = useReader();
  const { leave } = useSession();
  const { go } = useAddress();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className="band-button" aria-label={`${say('web-account')}: ${person.name}`}>
          <IconUserCircle size={22} aria-hidden />
          <span className="band-word">{person.name}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={say('web-account')}>
        <Menu.Item leftSection={<IconUserCircle size={18} aria-hidden />} onClick={() => go('/account')}>
          {say('web-account')}
        </Menu.Item>
        <Menu.Label>{say('web-appearance')}</Menu.Label>
        <AppearanceItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void leave()}>
          {say('web-sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
