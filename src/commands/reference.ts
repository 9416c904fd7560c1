import { stat } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../base/index.ts';
import { PlatformError, programWords } from '../platform/index.ts';
import {
  nomenclatureParameter,
  nomenclatureRows,
  readNomenclature,
  type NomenclatureReading,
} from '../systems/customs/nomenclature/index.ts';
import { readRegister } from '../systems/ecert/register/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { misused, parametersOf, type Parameters } from './parameters.ts';
import { inNameOf } from './rules-loading.ts';

const TEXTS = ['list', 'code', 'name', 'delimiter', 'as', 'from', 'authority', 'reason'] as const;
const FORM = { command: 'reference', texts: TEXTS, flags: ['partly'], words: [2, 2] } as const;
const DAY = 86_400_000;

interface Read extends NomenclatureReading {
  /** SHA-256 (hex) of the file. */
  readonly digest: string;
}

/**
 * `reference check|load FILE --list NAME --code COLUMN --name COLUMN`: reads a nomenclature from a CSV file and tells every row that
 * is not taken; `load` proposes, in an official's name, the chapters that are not in force as the file has them. A file with faults is
 * not proposed, unless `--partly` says to leave those rows out. Exit code 0 where every row was taken, 1 where not.
 */
export async function referenceCommand(world: World): Promise<number> {
  const given = parametersOf(FORM, world.parameters);
  const { text, words } = given;
  const [act = '', file = ''] = words;
  const [code, name, list] = [text('code'), text('name'), text('list')];
  if (!['check', 'load'].includes(act) || code === undefined || name === undefined || list === undefined)
    throw misused('reference');
  const login = text('as');
  if (act === 'load' && login === undefined) throw misused('reference');
  const read = await readFrom(file, [code, name], text('delimiter') ?? ',');
  told(world, read);
  const isFit = read.codes > 0 && (read.faults === 0 || given.flag('partly'));
  if (login !== undefined && act === 'load' && isFit)
    await propose(world, given, { read, file, login, nomenclature: list });
  return read.faults === 0 ? 0 : 1;
}

async function readFrom(file: string, columns: readonly string[], delimiter: string): Promise<Read> {
  await stat(file).catch((cause: unknown) => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  });
  const pass = readRegister(file, { format: 'csv', delimiter }, columns);
  const reading = await readNomenclature(pass.rows);
  return { ...reading, digest: pass.digest() };
}

function told({ err, language }: World, { refused, faults, codes, chapters }: Read): void {
  for (const { line, code, values } of refused) {
    const sentence = say(programWords, language, code, values);
    err.write(`${say(programWords, language, 'reference-row', { line, sentence })}\n`);
  }
  err.write(`${say(programWords, language, 'reference-read', { codes, chapters: chapters.size, faults })}\n`);
}

async function propose(
  world: World,
  { text }: Parameters<(typeof TEXTS)[number], never, 'partly'>,
  {
    read,
    file,
    login,
    nomenclature,
  }: { readonly read: Read; readonly file: string; readonly login: string; readonly nomenclature: string },
): Promise<void> {
  const from = text('from') ?? new Date(world.clock().getTime() + DAY).toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) throw misused('reference');
  const house = await openHouseFor(world, { join: true });
  try {
    const caller = await inNameOf(house, login);
    const authority =
      text('authority') ?? (caller.scope.kind === 'authority' ? caller.scope.authority : undefined);
    const owner = authority === undefined ? {} : { authority };
    const rows = nomenclatureRows(house.parameters, read, { nomenclature, owner, from });
    if (rows.length === 0) {
      world.out.write(`${say(programWords, world.language, 'reference-in-force')}\n`);
      return;
    }
    const reason = text('reason') ?? `${path.basename(file)} ${read.digest}`;
    const proposal = { parameter: nomenclatureParameter.name, owner, reason, rows };
    const { number } = await house.parameters.propose(caller, proposal);
    const values = { count: rows.length, list: nomenclature, from, number };
    world.out.write(`${say(programWords, world.language, 'reference-proposed', values)}\n`);
  } finally {
    await house.close();
  }
}
