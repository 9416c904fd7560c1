import type { Fault } from '../../base/index.ts';
import { shapeOf, type Shape } from '../../shapes/index.ts';
import { checkTable, type DecisionTable } from '../rules/index.ts';
import { PackManifest, type RulePack } from './pack.ts';
import type { PackFiles } from './folder.ts';
import { isShallow } from './lib/depth.ts';
import { MAPPINGS, PRACTICE, readPart, REFERENCES, type Part } from './parts.ts';
import { PackTestFile } from './test-file.ts';

/** A fault with the file it is in; its path is a JSON Pointer into that file. */
export interface PackFault extends Fault {
  readonly file: string;
}

/** A pack that can be used, with what its author should look at; or everything that keeps it from being used. */
export type PackReading =
  | { readonly pack: RulePack; readonly faults: readonly []; readonly warnings: readonly PackFault[] }
  | { readonly faults: readonly PackFault[]; readonly warnings: readonly PackFault[] };

const manifestShape = shapeOf(PackManifest);
const testsShape = shapeOf(PackTestFile);

/** Reads the files of a pack. Every fault is told, of whichever file, and a table's own check is part of it. */
export function readPack(files: PackFiles): PackReading {
  const faults: PackFault[] = [];
  const warnings: PackFault[] = [];
  const of = <Value>(shape: Shape<Value>, file: string): Value | undefined => {
    const read = parsed(files.get(file));
    if (read === undefined || !shape.accepts(read.value)) {
      const found = read === undefined ? [NO_JSON] : shape.faults(read.value, 'pack-file-shape');
      faults.push(...found.map((fault) => ({ ...fault, file })));
      return undefined;
    }
    return read.value;
  };
  const partOf = <Value>(part: Part<Value>, file: string): Value | undefined => {
    if (!files.has(file)) return undefined;
    const text = parsed(files.get(file));
    if (text === undefined) {
      faults.push({ ...NO_JSON, file });
      return undefined;
    }
    const read = readPart(part, text.value);
    faults.push(...read.faults.map((fault) => ({ ...fault, file })));
    return read.value;
  };
  const manifest = of(manifestShape, 'pack.json');
  const references = partOf(REFERENCES, 'references.json') ?? [];
  const mappings = partOf(MAPPINGS, 'mappings.json') ?? [];
  const practice = partOf(PRACTICE, 'practice.json');
  const tables = namesUnder(files, 'tables/').flatMap((file) => {
    const check = readTable(file, files.get(file));
    faults.push(...check.faults);
    warnings.push(...check.warnings);
    return check.table === undefined ? [] : [{ file, table: check.table }];
  });
  const tests = namesUnder(files, 'tests/').flatMap((file) => {
    const read = of(testsShape, file);
    return read === undefined ? [] : [{ file, tests: read }];
  });
  if (manifest === undefined || faults.length > 0) return { faults, warnings };
  const pack = {
    manifest,
    tables,
    references,
    mappings,
    tests,
    ...(practice === undefined ? {} : { practice }),
  };
  return { pack, faults: [], warnings };
}

const NO_JSON: Fault = { code: 'pack-file-no-json', path: '', values: {} };

interface ReadTable {
  readonly table?: DecisionTable;
  readonly faults: readonly PackFault[];
  readonly warnings: readonly PackFault[];
}

function readTable(file: string, text: string | undefined): ReadTable {
  const read = parsed(text);
  if (read === undefined) return { faults: [{ ...NO_JSON, file }], warnings: [] };
  const { faults, warnings } = checkTable(read.value);
  const placed = (all: readonly Fault[]) => all.map((fault) => ({ ...fault, file }));
  if (faults.length > 0) return { faults: placed(faults), warnings: placed(warnings) };
  // A value in which the check finds no fault is a table.
  return { table: read.value as DecisionTable, faults: [], warnings: placed(warnings) };
}

function parsed(text: string | undefined): { readonly value: unknown } | undefined {
  if (text === undefined || !isShallow(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function namesUnder(files: PackFiles, folder: string): readonly string[] {
  return [...files.keys()].filter((name) => name.startsWith(folder)).toSorted();
}
