import { html, type Markup } from '../lib/markup.ts';
import { KEPT_DAYS } from '../idempotency.ts';
import { linked, page, sayer, type PageContext } from './shell.ts';

/** The parts of an OpenAPI document that the page shows. */
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >;
  readonly 'x-admission'?: string;
}
interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Shape;
}
interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}
type Content = Readonly<Record<string, { readonly schema?: Shape }>>;

export interface OpenApiView {
  readonly info: { readonly version: string; readonly description?: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}

type Say = ReturnType<typeof sayer>;
const GUIDES = ['sign-in', 'errors', 'idempotency', 'concurrency', 'paging', 'proof', 'limits'] as const;

/** The API's documentation as one page to read or print, made from its OpenAPI document. */
export function docsPage(context: PageContext, document: OpenApiView): string {
  const say = sayer(context);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const chapters = document.tags.map(({ name, description }) => ({
    name,
    title: description,
    operations: operations.filter(({ operation }) => operation.tags?.includes(name)),
  }));
  return page(
    context,
    say('docs-title', { version: document.info.version }),
    html`<p class="lead">${document.info.description}</p>
      <p>
        <a href="${linked('/openapi.json', context.language)}">${say('docs-openapi')}</a> ·
        <a href="/v1/schemas">${say('landing-schemas')}</a> ·
        <a href="${linked('/problems', context.language)}">${say('problems-title')}</a>
      </p>
      <nav class="screen" aria-label="${say('docs-contents')}">
        <h2>${say('docs-contents')}</h2>
        <ul>
          ${GUIDES.map((guide) => html`<li><a href="#guide-${guide}">${say(`docs-${guide}`)}</a></li>`)}
          ${chapters.map(
            (chapter) =>
              html`<li>
                <a href="#${chapter.name}">${chapter.title}</a>
                <ul>
                  ${chapter.operations.map(
                    ({ operation }) =>
                      html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`,
                  )}
                </ul>
              </li>`,
          )}
        </ul>
      </nav>
      ${GUIDES.map(
        (guide) =>
          html`<h2 id="guide-${guide}">${say(`docs-${guide}`)}</h2>
            <p>${say(`docs-${guide}-more`, { days: KEPT_DAYS })}</p>
            ${example(guide)}`,
      )}
      ${chapters.map(
        (chapter) =>
          html`<h2 id="${chapter.name}">${chapter.title}</h2>
            ${chapter.operations.map(({ path, method, operation }) => operationPart(say, path, method, operation, document))}`,
      )}`,
  );
}

function example(guide: (typeof GUIDES)[number]): Markup | undefined {
  const text = EXAMPLES[guide];
  return text === undefined ? undefined : html`<pre><code>${text}</code></pre>`;
}

const EXAMPLES: Readonly<Partial<Record<(typeof GUIDES)[number], string>>> = {
  'sign-in': `curl -s https://HOST/v1/sessions -H 'content-type: application/json' \\
     -d '{"login":"…","password":"…"}'
curl -s https://HOST/v1/me -H 'authorization: Bearer TOKEN'`,
  errors: `HTTP/1.1 422
content-type: application/problem+json

{"type":"/problems/request-body-invalid","title":"…","status":422,"code":"request-body-invalid",
 "detail":"…","instance":"/problems/request-body-invalid#4f…-1a",
 "errors":[{"code":"request-field-missing","path":"/number","level":"SEVERE","area":"Request","detail":"…"}]}`,
  idempotency: `curl https://HOST/v1/certificates -H 'authorization: Bearer TOKEN' -H 'idempotency-key: 0d3f…' \\
     -H 'content-type: application/xml' --data-binary @certificate.xml`,
  concurrency: `curl https://HOST/v1/certificates/ID/actions/withdraw -H 'authorization: Bearer TOKEN' \\
     -H 'if-match: "3"' -H 'content-type: application/json' -d '{"reason":"…"}'`,
};

function operationPart(
  say: Say,
  path: string,
  method: string,
  operation: Operation,
  document: OpenApiView,
): Markup {
  const parameters = (operation.parameters ?? []).map((parameter) => {
    const name = parameter.$ref?.split('/').at(-1);
    return name === undefined ? parameter : (document.components.parameters[name] ?? parameter);
  });
  return html`<section aria-labelledby="${operation.operationId}">
    <h3 id="${operation.operationId}">${operation.summary}</h3>
    <pre><code><span class="method">${method}</span> ${path}</code></pre>
    ${operation.description !== undefined && html`<p>${operation.description}</p>`}
    <p>
      <span class="tag"
        >${say('docs-admission')}: ${say(`admission-${operation['x-admission'] ?? 'public'}`)}</span
      >
    </p>
    ${parameters.length > 0 && parameterTable(say, parameters)}
    ${Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => bodyPart(say('docs-body', { type }), schema, say))}
    ${Object.entries(operation.responses ?? {})
      .filter(([status]) => status !== 'default')
      .map(([status, { description, content }]) => responsePart(say, status, description, content))}
  </section>`;
}

function parameterTable(say: Say, parameters: readonly Parameter[]): Markup {
  return html`<div class="scroll">
    <table>
      <caption>
        ${say('docs-parameters')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('docs-name')}</th>
          <th scope="col">${say('docs-place')}</th>
          <th scope="col">${say('docs-type')}</th>
          <th scope="col">${say('docs-meaning')}</th>
        </tr>
      </thead>
      <tbody>
        ${parameters.map(
          ({ name, in: place, required, schema, description }) =>
            html`<tr>
              <td>
                <code>${name}</code
                >${required === true && html` <span class="tag">${say('docs-required')}</span>`}
              </td>
              <td>${say(`docs-in-${place}`)}</td>
              <td>${typeOf(schema)}</td>
              <td>${description}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function bodyPart(title: string, schema: Shape | undefined, say: Say): Markup {
  const rows = schema === undefined ? [] : flattened(schema);
  if (rows.length === 0) return html`<p>${title}</p>`;
  return html`<div class="scroll">
    <table>
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('docs-name')}</th>
          <th scope="col">${say('docs-type')}</th>
          <th scope="col">${say('docs-meaning')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, shape, required }) =>
            html`<tr>
              <td>
                <code>${name}</code>${required && html` <span class="tag">${say('docs-required')}</span>`}
              </td>
              <td>${typeOf(shape)}</td>
              <td>${shape.description}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function responsePart(
  say: Say,
  status: string,
  description: string | undefined,
  content: Content | undefined,
): Markup {
  const types = Object.entries(content ?? {});
  const title = `${status} ${description ?? ''}`;
  if (types.length === 0) return html`<p>${title}</p>`;
  return html`${types.map(([type, { schema }]) => bodyPart(`${title} (${type})`, schema, say))}`;
}

interface Row {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

/** Members of a schema, those of inner objects and list items under their way: `items[].number`. */
function flattened(shape: Shape, way = '', depth = 0): Row[] {
  if (depth > 4) return [];
  if (shape.items !== undefined) return flattened(shape.items, `${way}[]`, depth + 1);
  return Object.entries(shape.properties ?? {}).flatMap(([member, inner]) => {
    const name = way === '' ? member : `${way}.${member}`;
    const required = shape.required?.includes(member) === true;
    return [{ name, shape: inner, required }, ...flattened(inner, name, depth + 1)];
  });
}

function typeOf(shape: Shape | undefined): string {
  if (shape === undefined) return '';
  if (shape.enum !== undefined) return shape.enum.map(String).join(' | ');
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.anyOf !== undefined) return shape.anyOf.map(typeOf).join(' | ');
  const bounds = [shape.minimum, shape.maximum].some((bound) => bound !== undefined)
    ? ` ${shape.minimum ?? ''}–${shape.maximum ?? ''}`
    : '';
  if (shape.items !== undefined) return `${typeOf(shape.items)}[]`;
  const type = typeof shape.type === 'string' ? shape.type : (shape.type ?? []).join(' | ');
  return `${type}${bounds}`;
}
