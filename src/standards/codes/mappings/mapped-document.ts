import type { Finding } from '../../../base/index.ts';
import { CODE_LISTS } from '../code-lists.ts';
import type { CompiledElement, CompiledStructure } from '../../message/compiled.ts';
import { compile } from '../../message/compiled.ts';
import type { MessageDefinition } from '../../message/definition.ts';
import type { Place } from '../../message/place.ts';
import { pathOf } from '../../message/place.ts';
import { clip } from '../../message/wording.ts';
import type { Node } from '../../switch/equality.ts';
import { isNode } from '../../switch/equality.ts';
import type { CodeKind, CodeMapping } from './code-mapping.ts';

export interface MappedCodes {
  readonly document: object;
  /** `code-not-mapped` for each code that has no counterpart and was left as it is. */
  readonly findings: readonly Finding[];
}

/**
 * A document with its countries and units in the international codes, or in the national ones. Codes that are of the wanted list
 * already stay; codes without a counterpart on the day stay and are told.
 */
export function mapCodes(
  definition: MessageDefinition,
  document: object,
  options: { readonly mapping: CodeMapping; readonly to: 'international' | 'national'; readonly day: string },
): MappedCodes {
  const mapper = new CodeMapper(options);
  const place: Place = { parent: undefined, name: definition.root, position: 0 };
  // A document of the message: plain data, walked by its definition.
  const mapped = mapper.structure(document as Node, compile(definition).root, place);
  return { document: mapped, findings: mapper.findings };
}

class CodeMapper {
  readonly findings: Finding[] = [];
  readonly #options: Parameters<typeof mapCodes>[2];

  constructor(options: Parameters<typeof mapCodes>[2]) {
    this.#options = options;
  }

  structure(node: Node, structure: CompiledStructure, place: Place): Node {
    const mapped: Record<string, unknown> = {};
    for (const [property, content] of Object.entries(node)) {
      const element = structure.byProperty.get(property);
      mapped[property] = element ? this.#content(content, element, place) : content;
    }
    return mapped;
  }

  #content(content: unknown, element: CompiledElement, parent: Place): unknown {
    if (Array.isArray(content)) {
      return content.map((item: unknown, index) =>
        this.#item(item, element, { parent, name: element.name, position: index + 1 }),
      );
    }
    return this.#item(content, element, { parent, name: element.name, position: 0 });
  }

  #item(item: unknown, element: CompiledElement, place: Place): unknown {
    if (!isNode(item)) return item;
    if (element.structure) return this.structure(item, element.structure, place);
    const { value, unit } = item;
    if (element.list === CODE_LISTS.country && typeof value === 'string') {
      return { ...item, value: this.#code('country', value, place) };
    }
    if (typeof unit === 'string') return { ...item, unit: this.#code('unit', unit, place) };
    return item;
  }

  #code(kind: CodeKind, code: string, place: Place): string {
    const { mapping, to, day } = this.#options;
    const isInternational = CODE_LISTS[kind].has(code);
    if (isInternational === (to === 'international')) return code;
    const mapped =
      to === 'international' ? mapping.toInternational(kind, code, day) : mapping.toNational(kind, code, day);
    if (mapped !== undefined) return mapped;
    this.findings.push({
      area: 'Mapping',
      level: 'WARNING',
      code: 'code-not-mapped',
      path: pathOf(place),
      values: { code: clip(code), list: mapping.name, day },
    });
    return code;
  }
}
