import { DirectionProvider, useDirection } from '@mantine/core';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Catalogue, Language } from '../../../src/base/index.ts';
import { speechOf, type Speech } from '../../../verify/inspection/index.ts';
import { manner } from '../api/client.ts';
import { isolated } from './isolating.ts';
import { wholeOf } from './loading.ts';
import { remember } from './memory.ts';

/** The window's voice: what it says, in whose language, and how to change it. */
export interface Reader extends Speech {
  choose(language: Language): Promise<void>;
  /** The sentence of the first key that has one; the text itself else. */
  sayFirst(keys: readonly string[], text: string): string;
  /** A day in the short form of tables. */
  shortDay(instant: string): string;
  /** A decimal as the locale writes it, every digit kept. */
  amount(decimal: string): string;
  /** How long ago or ahead, in words; absolute beyond a month. */
  ago(instant: string, now: number): string;
}

const ReaderContext = createContext<Reader | undefined>(undefined);

export function useReader(): Reader {
  const reader = use(ReaderContext);
  if (reader === undefined) throw new Error('a screen stands outside of the reader');
  return reader;
}

interface Spoken {
  readonly language: Language;
  readonly words: Catalogue;
}

export function ReaderProvider({
  first,
  children,
}: {
  readonly first: Spoken;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <DirectionProvider initialDirection={first.language === 'ar' ? 'rtl' : 'ltr'} detectDirection={false}>
      <Speaking first={first}>{children}</Speaking>
    </DirectionProvider>
  );
}

function Speaking({ first, children }: { readonly first: Spoken; readonly children: ReactNode }): ReactNode {
  const [spoken, setSpoken] = useState(first);
  const { setDirection } = useDirection();
  const choose = useCallback(async (language: Language) => {
    const words = await wholeOf(language);
    remember('language', language);
    manner.language = language;
    setSpoken({ language, words });
  }, []);
  const reader = useMemo(() => readerOf(spoken, choose), [spoken, choose]);
  useEffect(() => {
    document.documentElement.lang = spoken.language === 'zh' ? 'zh-CN' : spoken.language;
    setDirection(reader.direction);
    let isCurrent = true;
    // What the first screen does not say comes when it stands.
    void wholeOf(spoken.language).then((words) => {
      if (isCurrent) setSpoken({ language: spoken.language, words });
    });
    return () => {
      isCurrent = false;
    };
  }, [spoken.language, reader.direction, setDirection]);
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function readerOf({ language, words }: Spoken, choose: (language: Language) => Promise<void>): Reader {
  const speech = isolated(speechOf(words, language));
  const locale = language === 'ar' ? 'ar-u-nu-latn' : language === 'en' ? 'en-GB' : language;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
  return {
    ...speech,
    choose,
    sayFirst(keys, text) {
      const key = keys.find((candidate) => speech.has(candidate));
      return key === undefined ? text : speech.say(key);
    },
    shortDay: (instant) => (Number.isNaN(Date.parse(instant)) ? instant : days.format(new Date(instant))),
    amount: (decimal) => (isDecimal(decimal) ? decimals.format(decimal) : decimal),
    ago(instant, now) {
      const distance = Date.parse(instant) - now;
      if (Number.isNaN(distance) || Math.abs(distance) > 30 * 86_400_000) return speech.day(instant);
      const [unit, size] = STEPS.find(([, length]) => Math.abs(distance) >= length) ?? ['minute', 60_000];
      return relative.format(Math.round(distance / size), unit);
    },
  };
}

/** A text that the formatter takes as a number without rounding it. */
function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}
