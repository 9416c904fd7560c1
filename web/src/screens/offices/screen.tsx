import { Button, TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import type { Language } from '../../../../src/base/index.ts';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { usePerson } from '../../session/session.tsx';
import { nameOfOffice, officesQuery, type Office } from './holding.ts';
import { OfficeAdding } from './office-adding.tsx';
import { OfficeChanging } from './office-changing.tsx';
import { treeOf, type Branch } from './tree.ts';
import './offices.css';

/** The offices of the administrator's authority in their tree. */
export function Screen(): ReactNode {
  const { say, language, number } = useReader();
  const { search, filter } = useAddress();
  const person = usePerson();
  // Who keeps the whole platform chooses one authority's tree by the address.
  const authority = person.scope.authority ?? search['authority'];
  const [changing, setChanging] = useState<Office>();
  const offices = useQuery(officesQuery(authority));
  const text = useDeferredValue(search['text'] ?? '')
    .trim()
    .toLowerCase();
  const found = useMemo(
    () => treeOf(offices.data ?? [], (office) => matches(office, text)),
    [offices.data, text],
  );
  return (
    <Page
      title={say('web-offices')}
      lead={say('web-offices-lead')}
      actions={authority !== undefined && <OfficeAdding authority={authority} />}
    >
      <Card>
        <div className="stack">
          <TextInput
            size="sm"
            className="offices-search"
            label={say('web-offices-text')}
            value={search['text'] ?? ''}
            maxLength={100}
            onChange={({ currentTarget }) => filter({ text: currentTarget.value })}
          />
          {offices.isPending && <Loading lines={8} />}
          {offices.isError && <ProblemNotice error={offices.error} retry={() => void offices.refetch()} />}
          {offices.isSuccess &&
            (found.length === 0 ? (
              <EmptyState title={say('web-offices-empty')} text={say('web-offices-empty-more')} />
            ) : (
              <>
                {text === '' && (
                  <p className="quiet" role="status">
                    {say('web-rows', { count: number(offices.data.length) })}
                  </p>
                )}
                <Branches branches={found} isOpen={text !== ''} language={language} change={setChanging} />
              </>
            ))}
        </div>
      </Card>
      <Dialog
        isOpen={changing !== undefined}
        close={() => setChanging(undefined)}
        title={changing === undefined ? '' : nameOfOffice(changing, language)}
      >
        {changing !== undefined && <OfficeChanging office={changing} close={() => setChanging(undefined)} />}
      </Dialog>
    </Page>
  );
}

function matches({ key, title, names }: Office, text: string): boolean {
  return (
    text === '' || [key, ...Object.values(title), ...names].some((name) => name.toLowerCase().includes(text))
  );
}

interface Shown {
  readonly isOpen: boolean;
  readonly language: Language;
  readonly change: (office: Office) => void;
}

function Branches({ branches, ...shown }: Shown & { readonly branches: readonly Branch[] }): ReactNode {
  return (
    <ul className="office-tree">
      {branches.map((branch) => (
        <OfficeBranch key={branch.office.key} branch={branch} {...shown} />
      ))}
    </ul>
  );
}

function OfficeBranch({ branch, isOpen, language, change }: Shown & { readonly branch: Branch }): ReactNode {
  const { say, sayFirst, number } = useReader();
  const { office, below } = branch;
  const [isTurned, setTurned] = useState(false);
  // A search opens what it found; the first level is open anyway; a person turns either over.
  const isShown = (isOpen || office.parent === undefined) !== isTurned;
  const name = nameOfOffice(office, language);
  return (
    <li>
      <div className="office-line">
        {below.length > 0 ? (
          <button
            type="button"
            className="office-turn"
            aria-expanded={isShown}
            onClick={() => setTurned(!isTurned)}
          >
            <IconChevronRight size={18} aria-hidden />
            <strong dir="auto">{name}</strong>
          </button>
        ) : (
          <strong dir="auto" className="office-leaf">
            {name}
          </strong>
        )}
        <span className="code">{office.key}</span>
        <span className="quiet">{sayFirst([`web-office-kind-${office.kind}`], office.kind)}</span>
        {below.length > 0 && (
          <span className="quiet">{say('web-offices-below', { count: number(below.length) })}</span>
        )}
        {office.closed !== undefined && <Badge tone="unknown">{say('web-office-closed')}</Badge>}
        <Link
          to="/people"
          search={{ office: office.key }}
          aria-label={say('web-offices-people-of', { name })}
        >
          {say('web-people')}
        </Link>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={say('web-offices-change-of', { name })}
          onClick={() => change(office)}
        >
          {say('web-change')}
        </Button>
      </div>
      {isShown && below.length > 0 && (
        <Branches branches={below} isOpen={isOpen} language={language} change={change} />
      )}
    </li>
  );
}
