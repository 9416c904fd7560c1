import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { LANGUAGES, type Language } from '../../../src/base/index.ts';
import { call, manner, type Answer } from '../api/client.ts';
import { forget, remember, remembered } from '../language/memory.ts';
import { useReader } from '../language/reader.tsx';
import { askWho } from './asking.ts';

/** Who is signed in, as the API tells it. */
export type Person = Answer<'show-caller'>;

export interface Session {
  /** Absent while it is asked for. */
  readonly state: 'asking' | 'out' | 'in';
  readonly person: Person | undefined;
  /** Whether the session ended without being closed here: it ran out, or was revoked. */
  readonly hasEnded: boolean;
  /** Whether nobody could yet be asked who is signed in; it is asked again. */
  readonly isUnreached: boolean;
  /** Takes over a session that has just been opened. */
  enter(person: Person): void;
  leave(): Promise<void>;
  /** Whether the person is permitted this, or one of several. */
  may(permission: string | readonly string[]): boolean;
  /** Changes the language here, and for the account where somebody is signed in. */
  speak(language: Language): Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('a screen stands outside of the session');
  return session;
}

/** The person behind a screen that only signed-in people reach. */
export function usePerson(): Person {
  const { person } = useSession();
  if (person === undefined) throw new Error('this screen is for signed-in people');
  return person;
}

interface Held {
  readonly state: Session['state'];
  readonly person?: Person;
  readonly hasEnded: boolean;
  readonly isUnreached?: boolean;
}

/** Says that somebody signed in on this device; who, only the cookie knows. */
const HINT = 'session';

export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [held, setHeld] = useState<Held>({ state: 'asking', hasEnded: false });
  const end = useCallback(
    (hasEnded: boolean) => {
      forget(HINT);
      // What one person has seen is not there for the next.
      queries.clear();
      setHeld((before) => ({ state: 'out', hasEnded: hasEnded && before.state === 'in' }));
    },
    [queries],
  );
  useEffect(() => {
    manner.onSignedOut = () => end(true);
    // Where nobody has signed in on this device there is nobody to ask for.
    if (remembered(HINT) === undefined) {
      end(false);
      return undefined;
    }
    const leaving = askWho({
      isIn: (person) => setHeld({ state: 'in', person, hasEnded: false }),
      isOut: () => end(false),
      isUnreached: () => setHeld({ state: 'asking', hasEnded: false, isUnreached: true }),
    });
    return () => {
      leaving.abort();
      manner.onSignedOut = undefined;
    };
  }, [end]);
  const { choose } = useReader();
  const wanted = LANGUAGES.find((language) => language === held.person?.language);
  useEffect(() => {
    // The account's language holds on whatever device its person sits.
    if (wanted !== undefined) void choose(wanted);
  }, [wanted, choose]);
  const session = useMemo<Session>(
    () => ({
      state: held.state,
      person: held.person,
      hasEnded: held.hasEnded,
      isUnreached: held.isUnreached === true,
      enter(person) {
        remember(HINT, 'in');
        queries.clear();
        setHeld({ state: 'in', person, hasEnded: false });
      },
      async leave() {
        // A session that the API has already forgotten is closed all the same.
        await call('close-session', {}).catch(() => undefined);
        end(false);
      },
      may: (wanted) =>
        [wanted].flat().some((permission) => held.person?.permissions.includes(permission) === true),
      async speak(language) {
        await choose(language);
        const { person } = held;
        if (person === undefined) return;
        // The choice holds on this device even where the account cannot keep it.
        await call('change-caller', { body: { language } }).catch(() => undefined);
        setHeld({ ...held, person: { ...person, language } });
      },
    }),
    [held, end, queries, choose],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}
