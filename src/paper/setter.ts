import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { Buffer } from 'node:buffer';
import { displayed, fontCoverage, type Coverage } from './glyphs.ts';
import type { Sheet } from './sheet.ts';

/** A sheet to set in a template; `pdf` with the sealed document inside, `svg` as a picture of all pages, one below the other. */
export interface SettingTask {
  readonly template: string;
  readonly sheet: Sheet;
  readonly form: 'pdf' | 'svg';
  /** The sealed document, embedded where the sheet says so. */
  readonly xml: Uint8Array;
  /** The QR symbol as pixels, where the sheet has no drawing of it. */
  readonly symbol?: Uint8Array;
}

export interface SettingResult {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

/** No file is at this place: sources, data and attachment exist in memory only, and templates can read nothing else. */
const WORKSPACE = '/counterfoil-paper';
/** After so many sheets what the compiler remembers is looked through, and let go when it was not used in so many looks. */
const SWEEP = 4;
const KEPT = 3;

/** A typesetter with its fonts loaded. Takes one sheet after the other; a thread has one. */
export class Setter {
  readonly #compiler: NodeCompiler;
  /** PDF/A allows no character without a glyph; our own drawing is no text. */
  readonly #shown = (name: string, value: unknown): unknown =>
    typeof value === 'string' && name !== 'svg' ? displayed(value, this.#covers) : value;
  readonly #covers: Coverage;
  #template = '';
  #set = 0;

  constructor() {
    const families = FAMILIES.map((files) => files.map((file) => fontCoverage(file)));
    // A character is set in one family or the other, and there in either weight.
    this.#covers = (codePoint) => families.some((weights) => weights.every((covers) => covers(codePoint)));
    this.#compiler = NodeCompiler.create({
      workspace: WORKSPACE,
      fontArgs: [{ fontPaths: FAMILIES.flat().map((file) => dirname(file)) }],
    });
  }

  /** Throws with the compiler's diagnostics where the template does not compile with this data. */
  set({ template, sheet, form, xml, symbol }: SettingTask): SettingResult {
    const compiler = this.#compiler;
    const main = join(WORKSPACE, 'main.typ');
    if (this.#template !== template) {
      compiler.addSource(main, template);
      this.#template = template;
    }
    compiler.mapShadow(join(WORKSPACE, 'data.json'), Buffer.from(JSON.stringify(sheet, this.#shown)));
    compiler.mapShadow(join(WORKSPACE, 'sealed.xml'), Buffer.from(xml));
    compiler.mapShadow(join(WORKSPACE, 'symbol.raw'), Buffer.from(symbol ?? []));
    const compiled = compiler.compile({ mainFilePath: main });
    const document = compiled.result;
    if (compiled.hasError() || document === null) {
      const fault = compiled.takeDiagnostics();
      throw new Error(JSON.stringify(fault?.shortDiagnostics ?? 'no document'));
    }
    const bytes =
      form === 'pdf'
        ? compiler.pdf(document, { pdfStandard: 'a-3b' })
        : Buffer.from(compiler.plainSvg(document), 'utf8');
    const pages = document.numOfPages;
    this.#set += 1;
    if (this.#set % SWEEP === 0) compiler.evictCache(KEPT);
    return { bytes: new Uint8Array(bytes), pages };
  }
}

/**
 * Fonts of the paper, each in two weights: Chinese, Latin and Cyrillic; Arabic whose text can be searched and copied; letters of
 * Arabic script that it lacks, Uyghur and Urdu among them.
 */
const FAMILIES: readonly (readonly string[])[] = [
  filesOf('noto-sans-sc', 'NotoSansSC'),
  filesOf('vazirmatn', 'Vazirmatn'),
  filesOf('noto-sans-arabic', 'NotoSansArabic'),
];

function filesOf(name: string, file: string): readonly string[] {
  const folder = dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${name}/package.json`));
  return ['400Regular', '700Bold'].map((weight) => join(folder, weight, `${file}_${weight}.ttf`));
}
