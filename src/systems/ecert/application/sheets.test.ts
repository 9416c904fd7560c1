import { deflateRawSync, crc32 } from 'node:zlib';
import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../base/index.ts';
import { SHIPPED_MODELS, type CertificateModel } from '../models/index.ts';
import { meatForm } from '../models/testing/specimen-forms.ts';
import { separatedCells } from './lib/separated.ts';
import { workbookCells } from './lib/workbook.ts';
import { cellValue, REFERENCE, sheetColumns } from './sheet-columns.ts';
import { LARGEST_SHEET, readSheetForms } from './sheet-reading.ts';
import { sheetTemplate } from './sheet-template.ts';

const OPTIONS = { today: '2026-06-01', country: 'NZ' };
const meat = modelNamed('meat');

function modelNamed(key: string): CertificateModel {
  const model = SHIPPED_MODELS.find((one) => one.key === key);
  if (model === undefined) throw new Error(`no model ${key}`);
  return model;
}

const GOOD: Readonly<Record<string, string>> = {
  consignor: 'Southern Alps Meat Company Limited',
  consignorAddress: '220 Blenheim Road, Christchurch',
  consignee: 'Pudong Cold Chain Import Co., Ltd.',
  consigneeAddress: 'No. 600 Gangao Road, Shanghai',
  importCountry: '中国',
  transportMode: 'Maritime',
  conveyance: 'MV Southern Cross Trader',
  loadingPort: 'Lyttelton',
  entryPort: 'Shanghai',
  'lines.description.en': 'Frozen boneless lamb',
  'lines.description.zh': '冷冻去骨羊肉',
  'lines.scientificName': 'Ovis aries',
  'lines.hsCode': '020443',
  'lines.origin': 'nz',
  'lines.region': 'Canterbury',
  'lines.establishment': 'Southern Alps Meat Company Limited',
  'lines.establishmentNumber': 'ME 18',
  'lines.productionDate': '2026-02-01',
  'lines.packages': '500',
  'lines.packageType': 'CT',
  'lines.netWeight': '10 t',
  'lines.grossWeight': '10600',
  'lines.intendedUse': 'Human consumption',
  inspectionDate: '2026-05-30',
};

function sheet(rows: readonly Readonly<Record<string, string>>[]): Uint8Array {
  const names = [REFERENCE, ...sheetColumns(meat).map(({ key }) => key)];
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return utf8(
    lines.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'),
  );
}

describe('a sheet', () => {
  it('gives one certificate for each reference, its rows adding to the lists', async () => {
    const second = { [REFERENCE]: 'A', 'lines.description.en': 'Frozen lamb neck' };
    const reading = await readSheetForms(
      meat,
      sheet([
        { ...GOOD, [REFERENCE]: 'A' },
        { ...GOOD, ...second },
        { ...GOOD, [REFERENCE]: 'B', 'containers.number': 'MSKU1234565' },
      ]),
      OPTIONS,
    );
    expect(reading.certificates.map(({ reference, rows, good }) => [reference, rows, good])).toEqual([
      ['A', [2, 3], true],
      ['B', [4], true],
    ]);
    const [first] = reading.certificates;
    expect(first?.form).toMatchObject({
      importCountry: 'CN',
      transportMode: '1',
      lines: [
        {
          netWeight: { value: '10', unit: 'TNE' },
          grossWeight: { value: '10600', unit: 'KGM' },
          origin: 'NZ',
        },
        { description: { en: 'Frozen lamb neck' } },
      ],
      attestations: ['M1', 'M2', 'M3'],
    });
  });

  it('says every fault with its row and column, and the good rows stay good', async () => {
    const reading = await readSheetForms(
      meat,
      sheet([
        { ...GOOD, [REFERENCE]: 'A' },
        {
          ...GOOD,
          [REFERENCE]: 'B',
          importCountry: 'Atlantis',
          'lines.netWeight': 'heavy',
          'lines.hsCode': '12',
        },
        { ...GOOD, [REFERENCE]: 'A', consignee: 'Another' },
      ]),
      OPTIONS,
    );
    const faults = reading.certificates.map(({ findings }) =>
      findings.map(({ code, row, column }) => [code, row, column]),
    );
    expect(faults).toEqual([
      [['sheet-contradiction', 4, 'consignee']],
      [
        ['form-country', 3, 'importCountry'],
        ['form-pattern', 3, 'lines.hsCode'],
        ['form-number', 3, 'lines.netWeight'],
      ],
    ]);
  });

  it.each(['xlsx', 'csv'] as const)(
    'begins with the template as %s, which is read back as empty',
    async (format) => {
      const template = await sheetTemplate(meat, format, 'zh');
      await expect(readSheetForms(meat, template, OPTIONS)).rejects.toMatchObject({ code: 'sheet-empty' });
    },
  );

  it('as a workbook gives what the same sheet gives as text', async () => {
    const names = [REFERENCE, ...sheetColumns(meat).map(({ key }) => key)];
    const row = { ...GOOD, [REFERENCE]: 'A' } as Readonly<Record<string, string>>;
    const cells = [
      names,
      names.map((name) => {
        if (name === 'inspectionDate')
          return { value: new Date('2026-05-30T00:00:00Z'), format: 'yyyy-mm-dd' };
        if (name === 'lines.grossWeight') return { value: 10600 };
        return row[name] ?? null;
      }),
    ];
    const workbook = new Uint8Array(await writeXlsxFile(cells).toBuffer());
    const [ofWorkbook] = (await readSheetForms(meat, workbook, OPTIONS)).certificates;
    const [ofText] = (await readSheetForms(meat, sheet([row]), OPTIONS)).certificates;
    expect(ofWorkbook).toEqual(ofText);
  });

  it('without the headings of the model, too large, or with too many rows is refused by name', async () => {
    const refusal = (bytes: Uint8Array) => readSheetForms(meat, bytes, OPTIONS);
    await expect(refusal(utf8('a,b\n1,2'))).rejects.toMatchObject({ code: 'sheet-columns' });
    await expect(refusal(new Uint8Array(LARGEST_SHEET + 1))).rejects.toMatchObject({
      code: 'sheet-too-large',
    });
    await expect(refusal(utf8(`consignee\n${'x\n'.repeat(2001)}`))).rejects.toMatchObject({
      code: 'sheet-too-many-rows',
    });
    await expect(refusal(new Uint8Array([0xff, 0xfe, 0x41]))).rejects.toMatchObject({
      code: 'sheet-unreadable',
    });
    await expect(refusal(utf8('consignee\n"open'))).rejects.toMatchObject({ code: 'sheet-unreadable' });
  });
});

describe('a separated text', () => {
  it('is read with comma, semicolon or tab, quotes and line breaks within them', () => {
    expect(separatedCells(utf8('\uFEFFa;b\r\n"x;""y""\nz";2\r\n'))).toEqual([
      ['a', 'b'],
      ['x;"y"\nz', '2'],
    ]);
    expect(separatedCells(utf8('a\tb\n1\t2'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});

describe('a cell', () => {
  it('of an amount takes a code or a symbol for its unit, and stays as it is where it is neither', () => {
    const column = sheetColumns(meat).find(({ key }) => key === 'lines.netWeight');
    if (column === undefined) throw new Error('no net weight');
    expect(cellValue(column, '12.5 t')).toEqual({ value: '12.5', unit: 'TNE' });
    expect(cellValue(column, '12.5TNE')).toEqual({ value: '12.5', unit: 'TNE' });
    expect(cellValue(column, '12')).toEqual({ value: '12', unit: 'KGM' });
    expect(cellValue(column, '1,250')).toEqual({ value: '1,250', unit: 'KGM' });
  });
});

interface Part {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the archive says of it, where that is a lie. */
  readonly size?: number;
  /** Whether the directory leaves it out. */
  readonly hidden?: boolean;
}

/** A ZIP by hand, so that it can lie. */
function zip(parts: readonly Part[]): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let place = 0;
  for (const { name, content, size = content.length, hidden = false } of parts) {
    const packed = deflateRawSync(content);
    const head = (signature: number, file: string, isLocal: boolean): Buffer => {
      const buffer = Buffer.alloc(isLocal ? 30 : 46);
      buffer.writeUInt32LE(signature, 0);
      const at = isLocal ? 4 : 6;
      buffer.writeUInt16LE(20, at);
      buffer.writeUInt16LE(8, at + 4);
      buffer.writeUInt32LE(crc32(content), at + 10);
      buffer.writeUInt32LE(packed.length, at + 14);
      buffer.writeUInt32LE(size, at + 18);
      buffer.writeUInt16LE(Buffer.byteLength(file), at + 22);
      if (!isLocal) buffer.writeUInt32LE(place, 42);
      return Buffer.concat([buffer, Buffer.from(file)]);
    };
    if (!hidden) directory.push(head(0x02014b50, name, false));
    const entry = Buffer.concat([head(0x04034b50, name, true), packed]);
    pieces.push(entry);
    place += entry.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(place, 16);
  return new Uint8Array(Buffer.concat([...pieces, central, end]));
}

const worksheet = (cells: string): Part => ({
  name: 'xl/worksheets/sheet1.xml',
  content: utf8(`<worksheet><sheetData>${cells}</sheetData></worksheet>`),
});

describe('a workbook that means harm', () => {
  it.each([
    [
      'unpacks to more than it packs',
      { name: 'xl/a.xml', content: new Uint8Array(30_000_000) },
      'sheet-unfit',
    ],
    [
      'unpacks to more than it says',
      { name: 'xl/a.xml', content: new Uint8Array(9_000_000), size: 100 },
      'sheet-unreadable',
    ],
    [
      'brings a document type',
      { name: 'xl/a.xml', content: utf8('<!DOCTYPE a [<!ENTITY b "c">]><a/>') },
      'sheet-unfit',
    ],
    [
      'brings entities in another encoding',
      { name: 'xl/a.xml', content: Buffer.from('<!DOCTYPE a>', 'utf16le') },
      'sheet-unfit',
    ],
    ['leaves its folder', { name: 'xl/../../a.xml', content: utf8('<a/>') }, 'sheet-unreadable'],
    ['has a cell in the last column', worksheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 'sheet-unfit'],
    [
      'has a cell in the last row',
      worksheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
      'sheet-too-many-rows',
    ],
    ['hides the row in a reference', worksheet('<row r="&#49;048576"/>'), 'sheet-unfit'],
  ] as const)('and %s is refused before the reader sees it', async (_, part, code) => {
    await expect(workbookCells(zip([part]))).rejects.toMatchObject({ code });
  });

  it('and holds the same name twice, or nothing of a workbook, is refused', async () => {
    const part = { name: 'xl/a.xml', content: utf8('<a/>') };
    await expect(workbookCells(zip([part, part]))).rejects.toMatchObject({ code: 'sheet-unfit' });
    await expect(workbookCells(zip([part]))).rejects.toMatchObject({ code: 'sheet-unreadable' });
    await expect(workbookCells(utf8('PK no archive'))).rejects.toMatchObject({ code: 'sheet-unreadable' });
  });

  it('and hides an entry that only a reader of streams would see, is read by its directory', async () => {
    const file = (name: string, text: string): Part => ({ name, content: utf8(text) });
    const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const cell = (text: string): string =>
      `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`;
    const cells = await workbookCells(
      zip([
        { ...worksheet(cell('hidden')), hidden: true },
        file(
          'xl/workbook.xml',
          `<workbook xmlns:r="${relations}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        ),
        file(
          'xl/_rels/workbook.xml.rels',
          `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
        ),
        worksheet(cell('listed')),
      ]),
    );
    expect(cells).toEqual([['listed']]);
  });
});

describe('the specimen of the meat model', () => {
  it('can be said in a sheet whole', () => {
    const keys = new Set(sheetColumns(meat).map(({ key }) => key));
    for (const key of Object.keys(meatForm('2026-06-01')).filter((name) => name !== 'attestations')) {
      expect([...keys].some((column) => column === key || column.startsWith(`${key}.`))).toBe(true);
    }
  });
});
