import { wcoDeclaration } from '../declaration/definition.ts';
import { ecertJson } from '../ecert-json/form.ts';
import type { MessageDefinition } from '../message/definition.ts';
import { sancrt } from '../sancrt/mapping.ts';
import { spsAcknowledgement17 } from '../sps-acknowledgement/definition.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { chedCertificate, spsCertificate11, spsCertificate8 } from '../sps-certificate/versions.ts';
import { edifactPage } from './edifact-page.ts';
import { formPage } from './form-page.ts';
import { formSchema } from './form-schema.ts';
import { jsonSchema } from './json-schema.ts';
import { mappingPage } from './mapping-page.ts';
import type { GeneratedFile } from './xsd.ts';
import { schemaFiles } from './xsd.ts';

const MESSAGES: readonly MessageDefinition[] = [
  spsCertificate17,
  spsCertificate11,
  spsCertificate8,
  chedCertificate,
  spsAcknowledgement17,
];

/** Every file of the documentation that is made from the message definitions. A test holds the committed ones to it. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    ...MESSAGES.flatMap((definition) => {
      const folder = `docs/schemas/${definition.name}`;
      return [
        { path: `docs/mapping/${definition.name}.md`, content: mappingPage(definition) },
        {
          path: `${folder}/${definition.name}.schema.json`,
          content: json(jsonSchema(definition, `urn:counterfoil:schema:${definition.name}`)),
        },
        ...schemaFiles(definition, folder),
      ];
    }),
    // Its schema is that of the WCO, which is published elsewhere.
    { path: `docs/mapping/${wcoDeclaration.name}.md`, content: mappingPage(wcoDeclaration) },
    {
      path: `docs/schemas/${wcoDeclaration.name}/${wcoDeclaration.name}.schema.json`,
      content: json(jsonSchema(wcoDeclaration, `urn:counterfoil:schema:${wcoDeclaration.name}`)),
    },
    { path: `docs/mapping/${ecertJson.name}.md`, content: formPage(ecertJson) },
    {
      path: `docs/schemas/${ecertJson.name}/${ecertJson.name}.schema.json`,
      content: json(formSchema(ecertJson, `urn:counterfoil:schema:${ecertJson.name}`)),
    },
    { path: `docs/mapping/${sancrt.name}.md`, content: edifactPage(sancrt) },
  ];
}

const json = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;
