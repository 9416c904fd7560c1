import { equalBytes } from '../../../src/base/index.ts';
import type { Plan } from '../primitives.ts';
import { TAB, hasControlCharacter } from './characters.ts';
import type { NoteKey } from './note-key.ts';
import { formatNoteKey, parseNoteKey } from './note-key.ts';

export interface PolicyLog {
  readonly key: NoteKey;
  readonly url?: string;
}

export interface PolicyWitness {
  readonly name: string;
  readonly key: NoteKey;
  readonly url?: string;
}

/** At least `threshold` of the members, each a witness or a group defined before. */
export interface PolicyGroup {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

/** Which logs are believed, and which witnesses must have seen a checkpoint (c2sp.org/tlog-policy). */
export interface LogPolicy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** Name of a witness or group; `none` asks for no witness. */
  readonly quorum: string;
}

/** What is wrong with a policy; each a key of the words. */
export const POLICY_FAULTS = [
  'policy-too-large',
  'policy-character',
  'policy-keyword',
  'policy-key',
  'policy-duplicate-key',
  'policy-name',
  'policy-member',
  'policy-threshold',
  'policy-quorum',
] as const;
export type PolicyFault = (typeof POLICY_FAULTS)[number];

export type PolicyReading =
  | { readonly read: true; readonly policy: LogPolicy }
  | {
      readonly read: false;
      readonly fault: PolicyFault;
      /** From 1; 0 for the file. */ readonly line: number;
    };

const MAXIMUM_POLICY_LENGTH = 200_000;

interface Draft {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  /** Names that are already a group's member: each may be one once. */
  readonly used: Set<string>;
  quorum?: string;
}

/** Reads a policy file. */
export function* parsePolicy(text: string): Plan<PolicyReading> {
  if (text.length > MAXIMUM_POLICY_LENGTH) return { read: false, fault: 'policy-too-large', line: 0 };
  const draft: Draft = { logs: [], witnesses: [], groups: [], used: new Set() };
  for (const [index, line] of text.split('\n').entries()) {
    const fault = yield* readLine(draft, line);
    if (fault !== undefined) return { read: false, fault, line: index + 1 };
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === undefined) return { read: false, fault: 'policy-quorum', line: 0 };
  return { read: true, policy: { logs, witnesses, groups, quorum } };
}

function* readLine(draft: Draft, line: string): Plan<PolicyFault | undefined> {
  // Tab is the only control character that a line may hold; DEL is none of the allowed octets.
  if (hasControlCharacter(line, [TAB]) || line.includes('\u007F')) return 'policy-character';
  const [keyword = '', ...items] = line.replaceAll(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/);
  if (keyword === '' || keyword.startsWith('#')) return undefined;
  if (keyword === 'log') return yield* readLog(draft, items);
  if (keyword === 'witness') return yield* readWitness(draft, items);
  if (keyword === 'group') return readGroup(draft, items);
  if (keyword === 'quorum') return readQuorum(draft, items);
  return 'policy-keyword';
}

function* readLog(draft: Draft, [vkey = '', url, ...rest]: readonly string[]): Plan<PolicyFault | undefined> {
  const key = yield* parseNoteKey(vkey);
  if (key?.kind !== 'ed25519' || rest.length > 0) return 'policy-key';
  if (draft.logs.some((log) => equalBytes(log.key.publicKey, key.publicKey))) return 'policy-duplicate-key';
  draft.logs.push({ key, ...(url === undefined ? {} : { url }) });
  return undefined;
}

function* readWitness(
  draft: Draft,
  [name = '', vkey = '', url, ...rest]: readonly string[],
): Plan<PolicyFault | undefined> {
  if (!isNewName(draft, name)) return 'policy-name';
  const key = yield* parseNoteKey(vkey);
  if (key?.kind !== 'cosignature' || rest.length > 0) return 'policy-key';
  if (draft.witnesses.some((other) => equalBytes(other.key.publicKey, key.publicKey))) {
    return 'policy-duplicate-key';
  }
  draft.witnesses.push({ name, key, ...(url === undefined ? {} : { url }) });
  return undefined;
}

function readGroup(
  draft: Draft,
  [name = '', amount = '', ...members]: readonly string[],
): PolicyFault | undefined {
  if (!isNewName(draft, name)) return 'policy-name';
  for (const member of members) {
    if (!isDefined(draft, member) || draft.used.has(member)) return 'policy-member';
    draft.used.add(member);
  }
  if (members.length === 0) return 'policy-member';
  const number = /^[1-9]\d{0,5}$/.test(amount) ? Number(amount) : 0;
  const threshold = amount === 'all' ? members.length : amount === 'any' ? 1 : number;
  if (threshold < 1 || threshold > members.length) return 'policy-threshold';
  draft.groups.push({ name, threshold, members });
  return undefined;
}

function readQuorum(draft: Draft, [name = '', ...rest]: readonly string[]): PolicyFault | undefined {
  if (draft.quorum !== undefined || rest.length > 0) return 'policy-quorum';
  if (name !== 'none' && !isDefined(draft, name)) return 'policy-quorum';
  draft.quorum = name;
  return undefined;
}

function isDefined(draft: Draft, name: string): boolean {
  return [...draft.witnesses, ...draft.groups].some((party) => party.name === name);
}

function isNewName(draft: Draft, name: string): boolean {
  return name !== '' && name !== 'none' && !isDefined(draft, name);
}

/** A policy file that reads back equal. */
export function formatPolicy(policy: LogPolicy): string {
  const lines = [
    ...policy.logs.map(({ key, url }) => ['log', formatNoteKey(key), url]),
    ...policy.witnesses.map(({ name, key, url }) => ['witness', name, formatNoteKey(key), url]),
    ...policy.groups.map(({ name, threshold, members }) => ['group', name, String(threshold), ...members]),
    ['quorum', policy.quorum],
  ];
  return lines.map((items) => `${items.filter((item) => item !== undefined).join(' ')}\n`).join('');
}

/** Whether the witnesses of these names are enough. */
export function isQuorum(policy: LogPolicy, cosigned: ReadonlySet<string>): boolean {
  if (policy.quorum === 'none') return true;
  const satisfied = new Set(policy.witnesses.map(({ name }) => name).filter((name) => cosigned.has(name)));
  // A group names only what stands before it, so that one pass settles all.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => satisfied.has(member)).length >= threshold) satisfied.add(name);
  }
  return satisfied.has(policy.quorum);
}
