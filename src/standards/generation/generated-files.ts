import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { jsonSchema } from './json-schema.ts';
import { mappingPage } from './mapping-page.ts';
import type { GeneratedFile } from './xsd.ts';
import { schemaFiles } from './xsd.ts';

/** Every file of the documentation that is made from the message definitions. A test holds the committed ones to it. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [spsCertificate17].flatMap((definition) => {
    const folder = `docs/schemas/${definition.name}`;
    return [
      { path: `docs/mapping/${definition.name}.md`, content: mappingPage(definition) },
      {
        path: `${folder}/${definition.name}.schema.json`,
        content: `${JSON.stringify(jsonSchema(definition, `urn:counterfoil:schema:${definition.name}`), null, 2)}\n`,
      },
      ...schemaFiles(definition, folder),
    ];
  });
}
