import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { inputIdOf, nameOf, type Finding, type FormModel } from './form-values.ts';

/** Goes to the input of a finding, opening what hides it. */
function goTo(id: string): void {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}

/** What is still to be done, each line a way to its field. */
export function Findings({
  model,
  findings,
}: {
  readonly model: FormModel;
  readonly findings: readonly Finding[] | undefined;
}): ReactNode {
  const { say, number } = useReader();
  if (findings === undefined) return <p className="quiet">{say('web-form-checking')}</p>;
  const open = findings.filter(({ code, level }) => level === 'SEVERE' && isMissing(code));
  const faults = findings.filter(({ code, level }) => level === 'SEVERE' && !isMissing(code));
  const odd = findings.filter(({ level }) => level !== 'SEVERE');
  if (findings.length === 0) return <p className="notice notice-passed">{say('web-form-complete')}</p>;
  return (
    <div className="findings" data-open={open.length} data-faults={faults.length}>
      <FindingList
        tone="failed"
        title={say('web-form-faults', { count: number(faults.length) })}
        model={model}
        findings={faults}
      />
      <FindingList
        tone="unknown"
        title={say('web-form-open', { count: number(open.length) })}
        model={model}
        findings={open}
        short
      />
      <FindingList
        tone="warning"
        title={say('web-form-odd', { count: number(odd.length) })}
        model={model}
        findings={odd}
      />
    </div>
  );
}

/** Nothing is wrong yet with what nobody has filled in. */
export function isMissing(code: string): boolean {
  return code === 'form-required' || code === 'form-rows-few' || code === 'form-language-missing';
}

const SHOWN = 40;

function FindingList({
  tone,
  title,
  model,
  findings,
  short = false,
}: {
  readonly tone: string;
  readonly title: string;
  readonly model: FormModel;
  readonly findings: readonly Finding[];
  readonly short?: boolean;
}): ReactNode {
  if (findings.length === 0) return undefined;
  return (
    <details className={`finding-list tone-${tone}`} open={!short}>
      <summary>{title}</summary>
      <ul>
        {findings.slice(0, SHOWN).map(({ path, detail, code }) => {
          const id = inputIdOf(model, path);
          const name = nameOf(model, path);
          return (
            <li key={`${path} ${code}`}>
              {id === undefined ? (
                detail
              ) : (
                <a
                  href={`#${id}`}
                  onClick={(event) => {
                    event.preventDefault();
                    goTo(id);
                  }}
                >
                  {short ? name : [name, detail].filter(Boolean).join(': ')}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
