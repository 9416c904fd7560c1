import type { Database, Scope, Statement } from '../../../database/index.ts';

/** How many declarations of a scope wait, by state, by what they want of officials, and by reason. */
export interface DeclarationCounts {
  /** Of the states in which somebody must do something; the others have no end. */
  readonly states: Readonly<Record<string, number>>;
  readonly attentions: Readonly<Record<string, number>>;
  /** Of the last decision, the most frequent first. */
  readonly reasons: readonly {
    readonly code: string;
    readonly count: number;
    /** Of the rule, by language, with its placeholders; absent where no list says it. */
    readonly sentence?: Readonly<Record<string, string>>;
  }[];
}

const WAITING = `state in ('lodged', 'held', 'inquired', 'refused')`;
const MOST_REASONS = 12;

const STATES: Statement = {
  name: 'declaration-count-states',
  text: `select state as name, count(*)::integer as count from declaration_search where ${WAITING} group by state`,
};
/** Terms of the record begin with the letter of what they are of. */
const REASONS: Statement = {
  name: 'declaration-count-reasons',
  text: `select substr(term, 2) as name, count(*)::integer as count,
           (array_agg(said -> 'sentence') filter (where said ? 'sentence'))[1] as sentence
         from declaration_search cross join lateral unnest(terms) term
           left join lateral jsonb_array_elements(body -> 'reasons') said on said ->> 'code' = substr(term, 2)
         where ${WAITING} and term like 'x%' group by term order by count desc, term limit $1`,
};
const ATTENTIONS: Statement = {
  name: 'declaration-count-attentions',
  text: `select wanted as name,
           (select count(*)::integer from declaration_search where terms @> array['y' || wanted]) as count
         from unnest(array['alert', 'second-official', 'answered']) wanted`,
};

interface ReasonRow extends CountRow {
  readonly sentence: Readonly<Record<string, string>> | null;
}

interface CountRow {
  readonly name: string;
  readonly count: number;
}

export async function countDeclarations(database: Database, scope: Scope): Promise<DeclarationCounts> {
  const [states, reasons, attentions] = await Promise.all([
    database.read<CountRow>(scope, STATES),
    database.read<ReasonRow>(scope, REASONS, [MOST_REASONS]),
    database.read<CountRow>(scope, ATTENTIONS),
  ]);
  return {
    states: byName(states),
    attentions: byName(attentions),
    reasons: reasons.map(({ name, count, sentence }) => ({
      code: name,
      count,
      ...(sentence === null ? {} : { sentence }),
    })),
  };
}

function byName(rows: readonly CountRow[]): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
