type Stated<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

/** The members that were written; what was left out is not there at all. */
export function stated<Members extends object>(members: Members): Stated<Members> {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  // What is undefined was just left out, and nothing else changed.
  return Object.fromEntries(kept) as Stated<Members>;
}
