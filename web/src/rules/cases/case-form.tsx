import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { LANGUAGES } from '../../../../src/base/index.ts';
import { OUTCOMES, type Outcome } from '../../../../src/verification/facts/index.ts';
import type { DecisionTable } from '../../../../src/verification/rules/index.ts';
import { useReader } from '../../language/reader.tsx';
import type { TableCheck } from '../checks.tsx';
import { PlaceInput } from './place-input.tsx';
import { CASE_PLACES, PLACE_GROUPS, placesFor, type CasePlace } from './places.ts';
import { valueAt, withValue, type TableCase } from './writing-case.ts';

type Expected = TableCase['expect'];
type Change = (next: TableCase, mark: string) => void;

interface Written {
  readonly table: DecisionTable;
  readonly place: number;
  readonly written: TableCase;
  readonly faults: TableCheck['faults'];
  /** What it comes to as it is; absent while something is wrong with it. */
  readonly comesTo: Expected | undefined;
  readonly change: Change;
}

/** One case as a form of what the table reads: given, and expected. */
export function CaseForm(asked: Written): ReactNode {
  const { say, language } = useReader();
  const { written, change } = asked;
  const own = LANGUAGES.find((each) => each === language) ?? 'en';
  return (
    <div className="stack rule-case-form">
      <Textarea
        id="rule-case-why"
        size="sm"
        label={say('web-case-why')}
        dir="auto"
        rows={2}
        maxLength={600}
        value={written.why[own] ?? Object.values(written.why)[0] ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const { [own]: _, ...others } = written.why;
          const why = value === '' ? others : { ...others, [own]: value };
          change({ ...written, why }, 'why');
        }}
      />
      <GivenForm {...asked} />
      <Expectation {...asked} />
    </div>
  );
}

function GivenForm({ table, place, written, faults, change }: Written): ReactNode {
  const { say, number } = useReader();
  const [isWhole, setWhole] = useState(false);
  const [item, setItem] = useState(1);
  const [certificate, setCertificate] = useState(1);
  const { given } = written;
  const read = isWhole ? CASE_PLACES : placesFor(table);
  const stated = CASE_PLACES.filter(
    (each) => isWhole || valueAt(given, at(each, item, certificate)) !== undefined,
  );
  const shown = CASE_PLACES.filter((each) => read.includes(each) || stated.includes(each));
  const count = { goods: given.declaration.items.length, certificate: (given.certificates ?? []).length };
  const one = { goods: item, certificate };
  const choose = { goods: setItem, certificate: setCertificate };
  return (
    <>
      {PLACE_GROUPS.map((group) => {
        const own = shown.filter((each) => each.group === group);
        if (own.length === 0) return undefined;
        return (
          <fieldset key={group} className="rule-cell-form">
            <legend>{say(`web-case-group-${group}`)}</legend>
            {(group === 'goods' || group === 'certificate') && count[group] > 1 && (
              <NativeSelect
                size="sm"
                label={say('web-case-which')}
                value={String(one[group])}
                onChange={({ currentTarget }) => choose[group](Number(currentTarget.value))}
                data={Array.from({ length: count[group] }, (_, index) => ({
                  value: String(index + 1),
                  label: number(index + 1),
                }))}
              />
            )}
            <div className="schema-form">
              {own.map((each) => {
                const path = at(each, item, certificate);
                return (
                  <PlaceInput
                    key={`${written.name} ${path}`}
                    id={`case-${path.replaceAll('.', '-')}`}
                    place={each}
                    value={valueAt(given, path)}
                    fault={faultAt(faults, place, path)}
                    change={(value) => change({ ...written, given: withValue(given, path, value) }, path)}
                  />
                );
              })}
            </div>
          </fieldset>
        );
      })}
      <div className="row">
        <Button size="sm" variant="subtle" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
          {say(isWhole ? 'web-case-fewer' : 'web-case-all')}
        </Button>
      </div>
    </>
  );
}

function at({ path }: CasePlace, item: number, certificate: number): string {
  return path
    .replace('items.i.', `items.${String(item)}.`)
    .replace('certificates.c.', `certificates.${String(certificate)}.`);
}

/** What the check says of a place; its own paths count lists from 0. */
function faultAt(faults: Written['faults'], place: number, path: string): string | undefined {
  const pointer = path
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? String(Number(step) - 1) : step))
    .join('/');
  const whole = `/cases/${String(place)}/given/${pointer}`;
  return faults.find((fault) => fault.path === whole || fault.path.startsWith(`${whole}/`))?.detail;
}

function Expectation({ written, comesTo, change }: Written): ReactNode {
  const { say, number } = useReader();
  const { expect, given } = written;
  const set = (next: Expected, mark: string): void => change({ ...written, expect: next }, `expect ${mark}`);
  return (
    <fieldset className="rule-cell-form">
      <legend>{say('web-case-expected')}</legend>
      <div className="schema-form">
        <OutcomeSelect
          id="case-expect-outcome"
          label={say('web-case-expected-whole')}
          value={expect.outcome}
          change={(outcome) => set({ ...expect, outcome }, 'outcome')}
        />
        {given.declaration.items.map((_, index) => {
          const key = String(index + 1);
          const wanted = expect.items?.[key] ?? { outcome: expect.outcome };
          const setItem = (next: typeof wanted, mark: string): void =>
            set({ ...expect, items: { ...expect.items, [key]: next } }, `${key} ${mark}`);
          const item = say('web-item', { item: number(index + 1) });
          return (
            <div key={key} className="schema-form whole">
              <OutcomeSelect
                id={`case-expect-${key}`}
                label={item}
                value={wanted.outcome}
                change={(outcome) => setItem({ ...wanted, outcome }, 'outcome')}
              />
              <CodesInput
                id={`case-expect-${key}-reasons`}
                label={`${say('web-case-expected-reasons')} (${item})`}
                codes={wanted.reasons ?? []}
                change={(reasons) => {
                  const { reasons: _before, ...others } = wanted;
                  setItem(reasons.length === 0 ? others : { ...others, reasons: [...reasons] }, 'reasons');
                }}
              />
            </div>
          );
        })}
      </div>
      {comesTo !== undefined && (
        <div className="row">
          <Button size="sm" variant="default" onClick={() => set(comesTo, 'found')}>
            {say('web-case-expect-found')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function OutcomeSelect({
  id,
  label,
  value,
  change,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: Outcome;
  readonly change: (outcome: Outcome) => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <NativeSelect
      id={id}
      size="sm"
      label={label}
      value={value}
      onChange={({ currentTarget }) => {
        const outcome = OUTCOMES.find((each) => each === currentTarget.value);
        if (outcome !== undefined) change(outcome);
      }}
      data={OUTCOMES.map((each) => ({ value: each, label: say(`web-outcome-${each}`) }))}
    />
  );
}

function CodesInput({
  id,
  label,
  codes,
  change,
}: {
  readonly id: string;
  readonly label: string;
  readonly codes: readonly string[];
  readonly change: (codes: readonly string[]) => void;
}): ReactNode {
  const { say } = useReader();
  const [typed, setTyped] = useState(codes.join(', '));
  const partsOf = (text: string) => text.split(/[\s,，;；]+/).filter((part) => part !== '');
  return (
    <TextInput
      id={id}
      size="sm"
      dir="ltr"
      label={label}
      description={say('web-parameter-list-hint')}
      maxLength={2000}
      value={partsOf(typed).join() === codes.join() ? typed : codes.join(', ')}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        change(partsOf(value));
      }}
    />
  );
}
