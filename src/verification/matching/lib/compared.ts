import type { Match, Sides } from '../comparison.ts';

/** How one field is compared: what each side states, whether that is the same, and how it is shown. */
export interface Compared<Context> {
  state(context: Context): Match;
  sides(context: Context): Sides;
}

interface Comparing<Context, Declared, Certified> {
  readonly declared: (context: Context) => Declared | undefined;
  readonly certified: (context: Context) => Certified | undefined;
  readonly isSame: (declared: Declared, certified: Certified) => boolean;
  readonly showDeclared: (declared: Declared) => string;
  readonly showCertified: (certified: Certified) => string;
  readonly difference?: (declared: Declared, certified: Certified) => Sides['difference'];
}

export function comparing<Context, Declared, Certified>(
  how: Comparing<Context, Declared, Certified>,
): Compared<Context> {
  // Each a constant of `state`, which is then compiled into its callers whole: it is asked of every field of every row.
  const declaredBy = how.declared;
  const certifiedBy = how.certified;
  const isSame = how.isSame;
  return {
    state: (context) => {
      const declared = declaredBy(context);
      const certified = certifiedBy(context);
      if (declared === undefined) return certified === undefined ? 'absent-both' : 'absent-declared';
      if (certified === undefined) return 'absent-certified';
      return isSame(declared, certified) ? 'equal' : 'different';
    },
    sides: (context) => {
      const declared = how.declared(context);
      const certified = how.certified(context);
      const both = declared !== undefined && certified !== undefined;
      const difference =
        both && !how.isSame(declared, certified) ? how.difference?.(declared, certified) : undefined;
      return {
        ...(declared === undefined ? {} : { declared: how.showDeclared(declared) }),
        ...(certified === undefined ? {} : { certified: how.showCertified(certified) }),
        ...(difference === undefined ? {} : { difference }),
      };
    },
  };
}

/** A text that is stated: not empty. */
export function stated(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const first = text.charCodeAt(0);
  // A printing sign of ASCII in front: nothing needs to be trimmed.
  if (first > 32 && first < 127) return text;
  return text.trim() === '' ? undefined : text;
}

/** A list that states something. */
export function statedAll(list: readonly string[] | undefined): readonly string[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

export function listed(list: readonly string[]): string {
  return list.toSorted().join(', ');
}

export function written(text: string): string {
  return text;
}
