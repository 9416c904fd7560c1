// The API as the window's client sees it: for every operation its method, its path and the types of what goes and comes.
import { compile } from 'json-schema-to-typescript';
import { format } from 'prettier';

const READS_AS = new Set(['application/json', 'application/problem+json']);
const SETTINGS = {
  bannerComment: '',
  format: false,
  additionalProperties: false,
  unknownAny: true,
  ignoreMinAndMaxItems: true,
};

const plainSchema = (value) => {
  if (Array.isArray(value)) return value.map(plainSchema);
  if (typeof value !== 'object' || value === null) return value;
  // Titles and descriptions are sentences for readers; as names of types they would only be long.
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name, member]) => !((name === 'description' || name === 'title') && typeof member === 'string'),
      )
      .map(([name, member]) => [name, plainSchema(member)]),
  );
};

async function typeOf(schema) {
  if (schema === undefined || Object.keys(schema).length === 0) return 'unknown';
  const text = await compile(
    {
      type: 'object',
      properties: { it: plainSchema(schema) },
      required: ['it'],
      additionalProperties: false,
    },
    'Whole',
    SETTINGS,
  );
  const inside = /export interface Whole \{\s*it: ([\s\S]*?);?\s*\}\s*$/.exec(text.trim());
  if (inside === null) throw new Error(`a schema has no type of one piece: ${text}`);
  return inside[1].trim().replace(/;$/, '');
}

const parametersOf = (operation, place) => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    operation.parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, schema }) => [name, schema]),
  ),
  required: operation.parameters
    .filter((parameter) => parameter.in === place && parameter.required)
    .map(({ name }) => name),
});

/** The text of `web/src/api/definitions.ts` for an OpenAPI document. */
export async function apiDefinitions(document, options) {
  const paths = [];
  const types = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = operation.operationId;
      const answers = [];
      for (const [status, { content }] of Object.entries(operation.responses)) {
        if (!status.startsWith('2')) continue;
        for (const [mediaType, { schema }] of Object.entries(content ?? {})) {
          answers.push(READS_AS.has(mediaType) ? await typeOf(schema) : 'Blob');
        }
      }
      const bodies = Object.entries(operation.requestBody?.content ?? {});
      const body = [];
      for (const [mediaType, { schema }] of bodies) {
        body.push(READS_AS.has(mediaType) ? await typeOf(schema) : 'Blob');
      }
      const union = (list) =>
        list.includes('unknown') ? 'unknown' : [...new Set(list)].join(' | ') || 'undefined';
      paths.push(
        `${JSON.stringify(name)}: [${JSON.stringify(method.toUpperCase())}, ${JSON.stringify(path)}],`,
      );
      types.push(`${JSON.stringify(name)}: {
        readonly path: ${await typeOf(parametersOf(operation, 'path'))};
        readonly query: ${await typeOf(parametersOf(operation, 'query'))};
        readonly body: ${union(body)};
        readonly answer: ${union(answers)};
      };`);
    }
  }
  const text = `// Written by \`npm run generate\` from the table of routes; do not change it by hand.

/** Method and path of every operation of the API. */
export const PATHS = {
  ${paths.join('\n  ')}
} as const;

/** What each operation is given and answers; \`Blob\` where that is no JSON. */
export interface Operations {
  ${types.join('\n  ')}
}
`;
  return format(text, { ...options, parser: 'typescript' });
}
