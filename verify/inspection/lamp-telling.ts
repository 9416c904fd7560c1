import { authorityName, type TrustPack } from './trust-pack.ts';
import type { Fact, Lamp } from './lamp.ts';
import type { Speech } from './speech.ts';

/** The state in a word of the lamp's own where it has one: "Authentic" says more than "Good". */
export function tellState({ code, light }: Lamp, speech: Speech): string {
  return speech.say(speech.has(`${code}-word`) ? `${code}-word` : `light-${light}`);
}

/** Why a lamp shows what it shows, its values written as the reader's language writes them. */
export function tellReason({ code, values }: Lamp, speech: Speech, pack: TrustPack | undefined): string {
  const told = Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (name === 'authority') return [name, authorityName(pack, value, speech.language)];
      if (name === 'country' && speech.has(`country.${value}`)) return [name, speech.say(`country.${value}`)];
      if (name === 'asOf') return [name, speech.moment(value)];
      if (name === 'state' && speech.has(`lamp-state-${value}`))
        return [name, speech.say(`lamp-state-${value}`)];
      return [name, value];
    }),
  );
  return speech.say(code, told);
}

/** A code with its values as a sentence; a value that is itself a code of a refusal is said in words. */
export function tellCode(
  { code, values }: { readonly code: string; readonly values: Readonly<Record<string, string>> },
  speech: Speech,
): string {
  const { refusal } = values;
  if (refusal === undefined || !speech.has(refusal)) return speech.say(code, values);
  const said = speech.say(refusal, values).replace(/[.。]$/, '');
  return speech.say(code, { ...values, refusal: said });
}

/** A fact's value in words. */
export function tellFact({ kind, value }: Fact, speech: Speech, pack: TrustPack | undefined): string {
  switch (kind) {
    case 'time':
      return speech.moment(value);
    case 'word':
      // A state of a lifecycle that the verifier does not know is shown by its name.
      return speech.has(value) ? speech.say(value) : value.replace(/^lamp-state-/, '');
    case 'authority':
      return authorityName(pack, value, speech.language);
    case 'text':
    case 'code':
      return value;
  }
}
