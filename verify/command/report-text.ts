import type { FaceField, FaceSection } from '../../src/standards/index.ts';
import type { ShownAct } from '../core/index.ts';
import {
  tellAct,
  tellCode,
  tellFact,
  tellReason,
  tellState,
  tellValues,
  timelineOf,
  type Lamp,
  type Speech,
} from '../inspection/index.ts';
import type { FileVerification } from './verification.ts';

/** Marks that tell the lights apart without colour, of one width. */
const MARKS: Readonly<Record<Lamp['light'], string>> = {
  passed: '[ok]',
  warning: '[!!]',
  failed: '[XX]',
  unknown: '[??]',
  compare: '[<>]',
};
const INDENT = ' '.repeat(7);

/** The report as text: what was checked, each light, and the certificate to compare. */
export function reportText(verification: FileVerification, speech: Speech): string {
  const { name, size, digest, time, inspection, pack } = verification;
  const lines = [
    speech.say('verify-file-line', { name, size: speech.number(size), time: speech.moment(time) }),
    `SHA-256 ${digest}`,
    pack === undefined
      ? speech.say('verify-trust-absent')
      : speech.say('verify-trust-line', { count: pack.authorities.length, time: speech.moment(pack.made) }),
    ...(pack === undefined ? [] : [signerLine(pack.signer, speech)]),
    '',
  ];
  if (!inspection.read) return text([...lines, `[XX] ${speech.say(inspection.refusal, inspection.values)}`]);
  for (const lamp of inspection.lamps) lines.push(...lampLines(lamp, speech, verification));
  const acts = inspection.bundle === undefined ? [] : timelineOf(inspection.bundle);
  if (acts.length > 0) lines.push('', speech.say('verify-timeline-line'));
  for (const act of acts) lines.push(...actLines(act, speech));
  if (inspection.certificate !== undefined) {
    const { title, sections } = inspection.certificate;
    const names = tellValues(title, speech).map((value) => value.text);
    lines.push('', names.join(' · '), '='.repeat(72));
    for (const section of sections) lines.push('', ...sectionLines(section, speech));
  }
  if (inspection.findings.length > 0) lines.push('', speech.say('verify-findings-line'));
  for (const { level, code, path, values } of inspection.findings) {
    lines.push(`${INDENT}${level} ${path}`, `${INDENT}  ${speech.say(code, values)}`);
  }
  // Below a long certificate the lights are out of sight; what it comes to stands at the end, too.
  if (inspection.certificate !== undefined || inspection.findings.length > 0)
    lines.push('', ...inspection.lamps.flatMap((lamp) => lampLines(lamp, speech, verification).slice(0, 1)));
  return text(lines);
}

function signerLine(signer: string | undefined, speech: Speech): string {
  return signer === undefined
    ? speech.say('verify-trust-unsigned-line')
    : speech.say('verify-trust-signer-line', { key: signer });
}

function lampLines(lamp: Lamp, speech: Speech, { pack }: FileVerification): string[] {
  const lines = [
    `${MARKS[lamp.light]}  ${speech.labelled(speech.say(`lamp-${lamp.name}`), tellState(lamp, speech))}`,
  ];
  lines.push(`${INDENT}${tellReason(lamp, speech, pack)}`);
  if (lamp.advice !== undefined) {
    lines.push(`${INDENT}${speech.say('lamp-what-to-do')} ${speech.say(lamp.advice)}`);
  }
  for (const fact of lamp.facts) {
    const label = speech.say(fact.name, fact.values ?? {});
    lines.push(`${INDENT}${speech.labelled(label, tellFact(fact, speech, pack))}`);
  }
  for (const remark of lamp.remarks) lines.push(`${INDENT}${remark.level} ${tellCode(remark, speech)}`);
  return lines;
}

/** An act, and under it what was said in it: a text of others never begins a line. */
function actLines(shown: ShownAct, speech: Speech): string[] {
  const { act, subject, when, who, state, light, said } = tellAct(shown, speech);
  return [
    `${MARKS[light]}  ${[when, act, state, who].join(' · ')}`,
    `${INDENT}${subject}`,
    ...said.flatMap((each) => each.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `${INDENT}| ${line}`)),
  ];
}

function sectionLines(section: FaceSection, speech: Speech): string[] {
  const head = `-- ${speech.say(section.label)}`;
  if (section.kind === 'fields')
    return [head, ...section.fields.flatMap((field) => fieldLines(field, speech))];
  return [
    head,
    ...section.rows.flatMap((row) =>
      row.flatMap((values, index) =>
        values.length === 0 ? [] : fieldLines({ label: section.columns[index] ?? '', values }, speech),
      ),
    ),
  ];
}

function fieldLines({ label, values }: FaceField, speech: Speech): string[] {
  const [first, ...rest] = tellValues(values, speech).map((value) => value.text);
  return [`   ${speech.labelled(speech.say(label), first ?? '')}`, ...rest.map((line) => `      ${line}`)];
}

/** One text; control characters of a document must not reach a terminal. */
function text(lines: readonly string[]): string {
  const controls = new RegExp(
    '[\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069]',
    'g',
  );
  return `${lines.join('\n').replace(controls, '\uFFFD')}\n`;
}
