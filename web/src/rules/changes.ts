import { isMembers } from '../parameters/schema.ts';
import type { RuleOwner } from './owner.tsx';

/** As far as a change of parameters is read here. */
interface Change {
  readonly state: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The day from which a change has a table otherwise; absent where it leaves the table alone, or has it for another owner. */
export function dayIn({ body }: Change, name: string, owner: RuleOwner): string | undefined {
  const its = isMembers(body['owner']) ? body['owner'] : {};
  if (its['authority'] !== owner.authority || its['office'] !== owner.office) return undefined;
  const row = rowsIn(body).find(({ key }) => isMembers(key) && key['table'] === name);
  return row === undefined ? undefined : String(row['from']).slice(0, 10);
}

/** The last day from which an approved version of a table counts that does not count yet; absent where today's is the last. */
export function comingDay(
  changes: readonly Change[],
  name: string,
  owner: RuleOwner,
  today: string,
): string | undefined {
  return changes
    .filter(({ state }) => state === 'approved')
    .flatMap((change) => dayIn(change, name, owner) ?? [])
    .filter((day) => day > today)
    .toSorted()
    .at(-1);
}

/** Titles of the tables of rules that a change has otherwise, in the reader's language; none for any other parameter. */
export function tablesIn(body: Change['body'], language: string): readonly string[] {
  if (body['parameter'] !== 'rule-table') return [];
  return rowsIn(body).map(({ key, value }) => {
    const title = isMembers(value) && isMembers(value['title']) ? value['title'] : {};
    return String(title[language] ?? title['en'] ?? (isMembers(key) ? key['table'] : ''));
  });
}

function rowsIn(body: Change['body']): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(body['rows']) ? body['rows'].filter(isMembers) : [];
}
