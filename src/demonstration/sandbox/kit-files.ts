import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LANGUAGES, say } from '../../base/index.ts';
import { exchangeKeyOf, platformWords, type House } from '../../platform/index.ts';
import { EnvelopeSchema, ReceiptSchema } from '../../exchange/protocol/index.ts';
import { WireMessage, WirePage } from '../../exchange/channels/rest/asking/index.ts';
import { serviceDescription } from '../../exchange/channels/soap/index.ts';
import { CHECKS, KIT_FILES, KitFacts, readKit, SignedReportSchema } from '../../exchange/partner/index.ts';
import { apiDescription } from '../../http/index.ts';
import { generatedFiles } from '../../standards/index.ts';
import { CorrespondenceForm, StatusForm } from '../../systems/ecert/exchanging/index.ts';
import { HOME_AUTHORITY } from '../parties.ts';
import { SANDBOX_AUTHORITIES, SANDBOX_BYTES, SANDBOX_PARTNER } from './parts.ts';
import { partnerDraft } from './sample-certificates.ts';
import { sampleFiles, type KitFile } from './samples.ts';

const INDENT = 2;
const SCHEMAS = 'docs/schemas/';

/** Writes the docking kit of a running sandbox. The keys lie there already; all else is written anew at each start. */
export async function writeKit(
  house: House,
  { kit, url }: { readonly kit: string; readonly url: string },
): Promise<void> {
  const { live, ...trials } = SANDBOX_AUTHORITIES;
  const facts: KitFacts = {
    form: 'counterfoil-kit:1',
    partner: SANDBOX_PARTNER,
    authority: live,
    rest: `${url}/exchange/v1`,
    soap: `${url}/soap/exchange`,
    largestBytes: SANDBOX_BYTES,
    trials,
  };
  await write(kit, [
    { path: KIT_FILES.facts, content: json(facts) },
    { path: KIT_FILES.installation, content: await installationCertificates(house) },
    { path: KIT_FILES.server, content: await serverAuthorities(house) },
    { path: KIT_FILES.certificateDraft, content: partnerDraft(house.clock()) },
    { path: 'openapi.json', content: json(await apiDescription()) },
    { path: 'wsdl/exchange.wsdl', content: serviceDescription(facts.soap) },
    { path: 'checks.json', content: json(CHECKS) },
    ...schemaFiles(),
    ...readmes(facts),
  ]);
  await write(kit, await sampleFiles(await readKit(kit), house));
}

function schemaFiles(): readonly KitFile[] {
  const schemas = {
    envelope: EnvelopeSchema,
    message: WireMessage,
    page: WirePage,
    receipt: ReceiptSchema,
    correspondence: CorrespondenceForm,
    'certificate-status': StatusForm,
    'signed-conformance-report': SignedReportSchema,
    kit: KitFacts,
  };
  const own = Object.entries(schemas).map(([name, schema]) => ({
    path: `schemas/${name}.schema.json`,
    content: json(schema),
  }));
  const standards = generatedFiles()
    .filter((file) => file.path.startsWith(SCHEMAS))
    .map((file) => ({ path: `schemas/${file.path.slice(SCHEMAS.length)}`, content: file.content }));
  return [...own, ...standards];
}

/** The kit explained, in each language. */
function readmes(facts: KitFacts): readonly KitFile[] {
  const { partner, authority, rest, soap, trials } = facts;
  const values = { partner, authority, rest, soap, ...trials, checks: CHECKS.length };
  return LANGUAGES.map((language) => ({
    path: language === 'en' ? 'README.md' : `README.${language}.md`,
    content: `${say(platformWords, language, 'sandbox-readme', values)}\n`,
  }));
}

/** Exchange keys of the installation's authorities, as partners are given them. */
async function installationCertificates(house: House): Promise<string> {
  const folder = path.resolve(house.configuration.dataFolder, 'keys');
  const faces = await Promise.all(
    sealingAuthorities().map((authority) => exchangeKeyOf(folder, authority, house.clock())),
  );
  return faces.map(({ certificate }) => certificate).join('');
}

/** Authorities of the sandbox that answer messages, so that they need a key. */
export function sealingAuthorities(): readonly string[] {
  return [HOME_AUTHORITY, SANDBOX_AUTHORITIES.testing, SANDBOX_AUTHORITIES.limited];
}

/** The server's own certificate where it has one, since nobody else may vouch for a sandbox's. */
async function serverAuthorities({ configuration: { tlsCertificateFile } }: House): Promise<string> {
  return tlsCertificateFile === undefined ? '' : readFile(tlsCertificateFile, 'utf8');
}

async function write(kit: string, files: readonly KitFile[]): Promise<void> {
  for (const { path: place, content } of files) {
    const file = path.join(kit, place);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, INDENT)}\n`;
}
