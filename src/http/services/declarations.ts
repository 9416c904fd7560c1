import { say, type Language } from '../../base/index.ts';
import type { Declarations } from '../../systems/customs/declaration/index.ts';
import type { DeclarationEntry } from '../../systems/customs/declaration/index.ts';
import { sentenceOf } from '../../verification/deciding/index.ts';
import type { Reason } from '../../verification/facts/index.ts';
import type { Cases } from '../../verification/cases/index.ts';
import type { Reader } from '../shapes.ts';
import type { Caller } from './access.ts';

/** What the server asks of customs. */
export type DeclarationService = Declarations;

type StoredDecision = NonNullable<Awaited<ReturnType<Cases['decision']>>>;

/** Whether somebody is of the side that decides; a trader is not told what only officials go by. */
export function isOfficial({ scope }: Pick<Caller, 'scope'>): boolean {
  return scope.kind !== 'public';
}

/** A declaration as its reader may see it: a trader learns nothing of officials' names, nor of others' declarations. */
export function shownDeclaration(
  entry: DeclarationEntry,
  caller: Pick<Caller, 'scope'>,
  reader: Reader,
): object {
  const reasons = entry.body.reasons.map((reason) => listedReason(reason, reader));
  if (isOfficial(caller)) return { ...entry, body: { ...entry.body, reasons } };
  const { overruled, proposed: _proposed, finalised, annulling: _annulling, annulled, ...rest } = entry.body;
  const body = { ...rest, reasons };
  return {
    ...entry,
    body: {
      ...body,
      resembles: [],
      alerts: [],
      ...(overruled === undefined ? {} : { overruled: { ...without(overruled), reason: overruled.reason } }),
      ...(finalised === undefined ? {} : { finalised: { ...without(finalised), result: finalised.result } }),
      ...(annulled === undefined ? {} : { annulled: { ...without(annulled), reason: annulled.reason } }),
    },
  };
}

function without<Acted extends { readonly by: string }>({ by: _by, ...rest }: Acted): object {
  const {
    behalf: _behalf,
    confirmed: _confirmed,
    ...shown
  } = rest as { behalf?: string; confirmed?: unknown };
  return { ...shown, by: '' };
}

/** A reason as a list says it: with its sentence where it is one of the gravest. */
function listedReason(
  { values = {}, sentence, ...reason }: DeclarationEntry['body']['reasons'][number],
  reader: Reader,
): object {
  if (sentence === undefined) return reason;
  const told = { code: reason.code, sentence, values: toldValues(values, reader) };
  return { ...reason, sentence: sentenceOf(told, reader.language) };
}

/** A reason with its sentence. */
export function shownReason(reason: Reason, reader: Reader): object {
  const told = { ...reason, values: toldValues(reason.values, reader) };
  return { ...reason, sentence: sentenceOf(told, reader.language) };
}

const AMOUNT = /^(-?\d+(?:\.\d+)?) ([A-Z0-9]{2,3})$/;

/** Values as a sentence says them: amounts with the word of their unit. */
function toldValues(
  values: Readonly<Record<string, string>>,
  { words, language }: Reader,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const [, amount, unit = ''] = AMOUNT.exec(value) ?? [];
      const key = `unit.${unit}`;
      const word = say(words, language, key);
      return [name, amount === undefined || word === key ? value : `${grouped(amount, language)} ${word}`];
    }),
  );
}

/** The formatter takes a text as the decimal that it is, so that no digit is lost. */
function grouped(decimal: string, language: Language): string {
  const locale = language === 'ar' ? 'ar-u-nu-latn' : language;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(
    // The pattern of amounts has read it as a decimal.
    decimal as `${number}`,
  );
}

/** A stored decision, its reasons told. */
export function shownDecision(
  entry: DeclarationEntry,
  stored: StoredDecision,
  caller: Pick<Caller, 'scope'>,
  reader: Reader,
): object {
  return {
    declaration: entry.id,
    number: entry.number,
    place: stored.place,
    at: stored.at,
    digest: stored.digest,
    ...shownOutcome(stored.decision, caller, reader),
  };
}

/** What was decided, its reasons told. */
export function shownOutcome(
  decision: StoredDecision['decision'],
  caller: Pick<Caller, 'scope'>,
  reader: Reader,
): object {
  return {
    ...decision,
    findings: decision.findings.map(({ facts, shadow, reasons, ...finding }) => ({
      ...finding,
      ...(isOfficial(caller) ? { facts } : {}),
      reasons: reasons.map((reason) => shownReason(reason, reader)),
      shadow: isOfficial(caller) ? shadow.map((reason) => shownReason(reason, reader)) : [],
    })),
  };
}

/** A decision in a list. */
export function decisionLine(entry: DeclarationEntry, stored: StoredDecision): object {
  const { decision, place, version, at, digest } = stored;
  const codes = decision.findings.flatMap(({ reasons }) => reasons.map(({ code }) => code));
  return {
    declaration: entry.id,
    country: entry.country,
    authority: entry.authority,
    number: entry.number,
    place,
    revision: version,
    at,
    outcome: decision.outcome,
    reasons: [...new Set(codes)],
    digest,
  };
}
