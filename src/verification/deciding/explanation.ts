import { say, type Language } from '../../base/index.ts';
import { gravest, type Decision, type Finding, type Outcome, type Reason } from '../facts/index.ts';
import { toldSentence } from '../rules/index.ts';
import { verificationWords } from '../words.ts';

/** One sentence that says why, and who must do what; in English where a rule's author gave no other. */
export function sentenceOf(reason: Pick<Reason, 'code' | 'sentence' | 'values'>, language: Language): string {
  const own = reason.sentence[language] ?? reason.sentence['en'] ?? Object.values(reason.sentence)[0];
  if (own !== undefined) return toldSentence(own, reason.values);
  const key = `reason-${reason.code}`;
  const said = say(verificationWords, language, key, reason.values);
  return said === key ? reason.code : said;
}

/** What a decision follows from, as far down as the values that a rule was asked with. */
export interface Explanation {
  readonly kind: 'decision' | 'item' | 'document' | 'certificate' | 'rule' | 'value';
  /** Stable, for the screen's words: a reference, the name of a certificate, `table/row`, a field. */
  readonly name: string;
  readonly outcome?: Outcome;
  /** Of a rule. */
  readonly reason?: Reason;
  /** Whether the rule was in shadow: recorded, not acting. */
  readonly isShadow?: true;
  /** Of a value. */
  readonly value?: string;
  readonly because: readonly Explanation[];
}

/** The tree of a decision: items, documents, certificates, rules, values. */
export function explain({ outcome, findings }: Decision): Explanation {
  const items = [...new Set(findings.map(({ item }) => item))];
  return {
    kind: 'decision',
    name: 'decision',
    outcome,
    because: items.map((item) => explainItem(item, findings)),
  };
}

function explainItem(item: number, findings: readonly Finding[]): Explanation {
  const own = findings.filter((finding) => finding.item === item);
  return {
    kind: 'item',
    name: String(item),
    outcome: gravest(own.map(({ outcome }) => outcome)),
    because: own.map(explainFinding),
  };
}

function explainFinding(finding: Finding): Explanation {
  const { outcome, document, certificate } = finding;
  const rules = [
    ...finding.reasons.map((reason) => explainReason(reason)),
    ...finding.shadow.map((reason) => ({ ...explainReason(reason), isShadow: true as const })),
  ];
  const check = finding.facts['item.check'];
  const name = [document?.code, document?.reference, typeof check === 'string' ? check : undefined];
  const because: readonly Explanation[] =
    certificate === undefined
      ? rules
      : [
          {
            kind: 'certificate',
            name: `${certificate.country}/${certificate.authority}/${certificate.number}`,
            outcome,
            because: rules,
          },
        ];
  return { kind: 'document', name: name.filter((part) => part !== undefined).join(' '), outcome, because };
}

function explainReason(reason: Reason): Explanation {
  return {
    kind: 'rule',
    name: `${reason.table}/${reason.row}`,
    outcome: reason.outcome,
    reason,
    because: Object.entries(reason.values).map(([name, value]) => ({
      kind: 'value',
      name,
      value,
      because: [],
    })),
  };
}
