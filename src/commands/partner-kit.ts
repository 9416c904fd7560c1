import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../base/index.ts';
import {
  hasPassed,
  openPartner,
  openReport,
  ownSystem,
  programSystem,
  readKit,
  reportPage,
  runChecks,
  signReport,
  type Kit,
  type PartnerClient,
  type Report,
} from '../exchange/partner/index.ts';
import { MESSAGE_TYPES, RECEIPT_LEVELS, RECEIPT_OUTCOMES, type MessageType } from '../exchange/index.ts';
import { PlatformError, programWords } from '../platform/index.ts';
import type { World } from './command.ts';
import { misused, type Parameters } from './parameters.ts';
import { writeWhole } from './writing.ts';

export const KIT_TEXTS = [
  'kit',
  'type',
  'subject',
  'to',
  'dialect',
  'media-type',
  'previous',
  'answers',
  'after',
  'limit',
  'wait',
  'level',
  'outcome',
  'out',
  'with',
] as const;
type Given = Parameters<(typeof KIT_TEXTS)[number], 'argument', never>;

interface Task {
  readonly world: World;
  readonly given: Given;
  readonly kit: Kit;
  readonly client: PartnerClient;
  /** What is given after the act. */
  readonly word: string;
}

/** Some checks did not pass. */
const NOT_PASSED = 1;

/** Acts of a partner by its kit. */
const ACTS: Readonly<Record<string, (task: Task) => Promise<number>>> = {
  send,
  list,
  get,
  receipt,
  check,
  report,
};

export const isKitAct = (act: string): boolean => Object.hasOwn(ACTS, act);

/** `partner send|list|get|receipt|check|report --kit FOLDER …`. */
export async function kitAct(world: World, given: Given): Promise<number> {
  const [act = '', word = ''] = given.words;
  const folder = given.text('kit');
  const perform = ACTS[act];
  if (perform === undefined || folder === undefined) throw misused('partner');
  const kit = await readKit(folder);
  return perform({ world, given, kit, word, client: openPartner(kit, world) });
}

const show = ({ world: { out } }: Task, value: unknown): number => {
  out.write(`${JSON.stringify(value, undefined, 2)}\n`);
  return 0;
};

async function send(task: Task): Promise<number> {
  const { given, client, word: file } = task;
  const content = await contentOf(file);
  const [type, subject] = [typeOf(given.text('type') ?? 'certificate'), given.text('subject')];
  if (type === undefined || subject === undefined) throw misused('partner');
  const options = {
    dialect: given.text('dialect'),
    mediaType: given.text('media-type'),
    to: given.text('to'),
  };
  const links = { previous: given.text('previous'), answers: given.text('answers') };
  const told = Object.entries({ ...options, ...links }).filter(([, value]) => value !== undefined);
  const {
    envelope,
    isNew,
    receipt: jws,
  } = await client.send({ type, subject, content, ...Object.fromEntries(told) });
  return show(task, { id: envelope.id, isNew, receipt: jws });
}

async function list(task: Task): Promise<number> {
  const { given, client } = task;
  const type = given.text('type');
  const known = type === undefined ? undefined : typeOf(type);
  if (type !== undefined && known === undefined) throw misused('partner');
  const numbers = (['after', 'limit', 'wait'] as const).flatMap((name) => {
    const text = given.text(name);
    if (text !== undefined && !/^\d{1,15}$/.test(text)) throw misused('partner');
    return text === undefined ? [] : [[name, Number(text)] as const];
  });
  const page = await client.list({
    ...Object.fromEntries(numbers),
    ...(known === undefined ? {} : { type: known }),
  });
  return show(task, page);
}

async function get(task: Task): Promise<number> {
  const { given, client, word: id, world } = task;
  const { envelope, content } = await client.get(id);
  const file = given.text('out');
  if (file === undefined) {
    world.out.write(content);
    return 0;
  }
  await writeWhole(file, content);
  return show(task, envelope);
}

async function receipt(task: Task): Promise<number> {
  const { given, client, word: id } = task;
  const level = RECEIPT_LEVELS.find((known) => known === (given.text('level') ?? 'technical'));
  const outcome = RECEIPT_OUTCOMES.find((known) => known === (given.text('outcome') ?? 'accepted'));
  if (level === undefined || outcome === undefined) throw misused('partner');
  return show(task, { receipt: await client.receipt(await client.get(id), { level, outcome }) });
}

async function check({ world, given, kit, client }: Task): Promise<number> {
  const { clock, language, out } = world;
  const program = given.text('with');
  const system =
    program === undefined ? ownSystem(kit, world) : programSystem(program, given.list('argument'));
  try {
    const begun = clock().toISOString();
    const results = await runChecks(kit, system, {
      ...world,
      onResult: ({ id, passed, expected, found }) => {
        const key = passed ? 'partner-check-passed' : 'partner-check-failed';
        const title = say(programWords, language, `check-${id}`);
        out.write(`${say(programWords, language, key, { id, title, expected, found })}\n`);
      },
    });
    const { partner, authority, rest: installation } = kit;
    const ended = clock().toISOString();
    const head = { form: 'conformance-report:1', partner, authority, installation } as const;
    const found: Report = { ...head, begun, ended, results: [...results] };
    const signed = JSON.stringify(await signReport(found, kit, system, client), undefined, 2);
    const file = given.text('out') ?? 'conformance-report.json';
    await writeWhole(file, `${signed}\n`);
    const page = `${file.replace(/\.json$/, '')}.html`;
    await writeWhole(page, reportPage(await openReport(signed, kit), language));
    const passed = results.filter((one) => one.passed).length;
    out.write(
      `${say(programWords, language, 'partner-checked', { passed, total: results.length, file, page })}\n`,
    );
    return hasPassed(found) ? 0 : NOT_PASSED;
  } finally {
    await system.close();
  }
}

async function report({ world: { out, language }, kit, given, word: file }: Task): Promise<number> {
  const opened = await openReport(Buffer.from(await contentOf(file)).toString('utf8'), kit);
  const page = given.text('out');
  if (page !== undefined) await writeWhole(page, reportPage(opened, language));
  const { report: said, countersigned } = opened;
  const passed = said.results.filter((one) => one.passed).length;
  const values = { partner: said.partner, passed, total: said.results.length };
  out.write(`${say(programWords, language, 'partner-report-sound', values)}\n`);
  const key = countersigned === undefined ? 'conformance-not-countersigned' : 'conformance-countersigned';
  out.write(`${say(programWords, language, key, countersigned ?? {})}\n`);
  return hasPassed(said) && countersigned !== undefined ? 0 : NOT_PASSED;
}

function typeOf(text: string): MessageType | undefined {
  return MESSAGE_TYPES.find((known) => known === text);
}

async function contentOf(file: string): Promise<Uint8Array> {
  return readFile(path.resolve(file)).catch((cause: unknown) => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  });
}
