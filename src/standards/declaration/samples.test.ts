import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { XmlElement } from '../../base/index.ts';
import { elementsOf, textOf, utf8 } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { writeMessage } from '../message/writer.ts';
import { wcoDeclaration } from './definition.ts';
import { declarationRoot, readDeclaration } from './reading.ts';

const data = '../shared/data';
const schema = `${data}/customs-declarations/schemas/customs/wrapper_submit.xsd`;
const isPresent = existsSync(schema);
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'counterfoil-declarations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Not well-formed: two hyphens stand in a comment. */
const BROKEN = 'TT_IM084a.xml';

const files = isPresent
  ? ['customs-declarations/samples', 'customs/wco-dm-samples'].flatMap((name) =>
      readdirSync(`${data}/${name}`)
        .filter((file) => /TT_.*\.xml$/.test(file) && file !== BROKEN)
        .map((file) => `${data}/${name}/${file}`),
    )
  : [];

function opened(bytes: Uint8Array): XmlElement {
  const opening = openXml(bytes);
  if (!opening.opened) throw new Error(`${opening.refusal} ${JSON.stringify(opening.values)}`);
  const { root } = opening.document;
  opening.document.close();
  return root;
}

/** Canonical: names without prefixes, contents without white space around them, what is empty left out. */
function canonical(element: XmlElement): unknown {
  const children = elementsOf(element)
    .map(canonical)
    .filter((child) => child !== undefined);
  const text = children.length > 0 ? '' : textOf(element).trim().replace(/\s+/g, ' ');
  const attributes = element.attributes
    .filter(({ namespace }) => namespace === '')
    .map(({ name, value }) => `${name}=${value}`)
    .toSorted();
  return children.length === 0 && text === '' ? undefined : [element.name, attributes, text, children];
}

describe.skipIf(!isPresent)('the real declarations (absent: skipped)', () => {
  test.each(files)('%s is read whole, written back the same and valid', (file) => {
    const root = declarationRoot(opened(readFileSync(file)));
    const reading = readDeclaration(root);
    expect(reading.findings.filter(({ level }) => level === 'SEVERE')).toEqual([]);
    expect(reading.unknown).toEqual([]);
    expect(reading.version).toBe('2');
    const written = writeMessage(wcoDeclaration, reading.document);
    expect(canonical(opened(utf8(written)))).toEqual(canonical(root));
    if (!hasXmllint) return;
    const path = join(folder, 'written.xml');
    writeFileSync(path, written);
    const { stderr, status } = spawnSync('xmllint', ['--noout', '--schema', schema, path], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  });

  test('are as many as were given', () => {
    expect(files).toHaveLength(22);
  });

  test('their findings are true: masses without a unit, money as a unit, and a country code of their own', () => {
    const told = files.flatMap((file) =>
      readDeclaration(opened(readFileSync(file))).findings.map(
        ({ code, level, values }) => `${level} ${code} ${values['unit'] ?? values['code'] ?? ''}`,
      ),
    );
    expect([...new Set(told)].toSorted()).toEqual([
      'WARNING missing-unit ',
      'WARNING unknown-code ZU',
      'WARNING unknown-unit GBP',
    ]);
  });

  test('the broken one is refused with line and reason', () => {
    const opening = openXml(readFileSync(`${data}/customs-declarations/samples/${BROKEN}`));
    expect(opening).toMatchObject({ opened: false, refusal: 'xml-not-well-formed', values: { line: '164' } });
  });
});
