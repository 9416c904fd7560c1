import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Agent } from 'node:https';
import { ClientSSLSecurity, createClientAsync, type Client } from 'soap';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, attributeOf, type XmlElement } from '../../../base/index.ts';
import { openXml } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { hubDescription, OPERATIONS } from './definition/index.ts';
import { certificateXml, openHub, type HubWorld } from './testing/world.ts';

const run = promisify(execFile);
const REAL = fileURLToPath(
  new URL('../../../../../shared/data/ephyto-hub/prod-ephyto.wsdl', import.meta.url),
);
const isThere = existsSync(REAL);
if (!isThere) console.warn('the WSDL of the Hub is not there: tests by it are left out.');
function works(program: string): boolean {
  try {
    execFileSync(program, ['-c', 'import zeep'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
// Debian's zeep belongs to Debian's Python, whatever else is on the path.
const python = ['/usr/bin/python3', 'python3'].find(works);
if (python === undefined) console.warn('zeep is not installed (python3-zeep): its tests are left out.');

let held: TestDatabase;
let hub: HubWorld;
let folder: string;
const agents: Agent[] = [];

beforeAll(async () => {
  held = await testDatabase({ connections: 4 });
  hub = await openHub(held.database, [{ partner: 'NZ-MPI' }, { partner: 'CN-GACC' }]);
  folder = await mkdtemp(path.join(tmpdir(), 'hub-'));
  await writeFile(path.join(folder, 'authority.pem'), hub.authority.certificate);
  await writeFile(path.join(folder, 'own.wsdl'), hubDescription(hub.url));
  for (const name of ['NZ-MPI', 'CN-GACC']) {
    const { certificate = '', key = '' } = hub.pairs.get(name) ?? {};
    await writeFile(path.join(folder, `${name}.pem`), `${certificate}\n${key}`);
  }
});
afterAll(async () => {
  for (const agent of agents) agent.destroy();
  await hub.close();
  await held.drop();
  await rm(folder, { recursive: true });
});

const header = (number: string) => ({
  From: 'NZ',
  To: 'CN',
  CertificateType: 851,
  CertificateStatus: 70,
  NPPOCertificateNumber: number,
});

async function clientOf(wsdl: string, member: string): Promise<Client> {
  const client = await createClientAsync(wsdl, {}, hub.url);
  const { certificate = '', key = '' } = hub.pairs.get(member) ?? {};
  const agent = new Agent({ ca: hub.authority.certificate, cert: certificate, key });
  agents.push(agent);
  client.setSecurity(
    new ClientSSLSecurity(
      Buffer.from(key),
      Buffer.from(certificate),
      Buffer.from(hub.authority.certificate),
      {
        agent,
      },
    ),
  );
  return client;
}

async function call(client: Client, name: string, request: object = {}): Promise<Record<string, never>> {
  const member: unknown = Reflect.get(client, `${name}Async`);
  if (typeof member !== 'function') throw new TypeError(`the WSDL has no ${name}`);
  // The package makes its methods from the WSDL, and has no types for them.
  const [answer] = (await Reflect.apply(member, client, [request])) as readonly [
    Record<string, never> | null,
  ];
  return answer ?? {};
}

const within = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), value);

describe.runIf(isThere)('the soap package, by the real WSDL', () => {
  test('asks every one of the operations, and each is answered', async () => {
    const [newZealand, china] = [await clientOf(REAL, 'NZ-MPI'), await clientOf(REAL, 'CN-GACC')];
    const asked = new Set<string>();
    const ask = (client: Client, name: string, request: object = {}) => {
      asked.add(name);
      return call(client, name, request);
    };
    const Content = new TextDecoder().decode(certificateXml('NZ-1'));
    const told = await ask(newZealand, 'ValidateAndDeliverEnvelope', {
      envelope: { ...header('NZ-1'), Content },
    });
    const number = within(told, 'ValidateAndDeliverEnvelopeResult', 'hubDeliveryNumber');
    expect(within(told, 'ValidateAndDeliverEnvelopeResult', 'HUBTrackingInfo')).toBe('PendingDelivery');
    const more = [
      await ask(newZealand, 'DeliverEnvelope', { env: { ...header('NZ-2'), Content } }),
      await ask(newZealand, 'DeliverPhytoEnvelope', {
        ePhytoEnvelope: {
          ...header('NZ-3'),
          SPSCertificate: { SPSExchangedDocument: { ID: 'NZ-3', TypeCode: 851, StatusCode: 70 } },
        },
      }),
      await ask(newZealand, 'DeliverCountryResponseEnvelope', {
        CountryResponseEnvelope: {
          ...header('NZ-4'),
          SPSAcknowledgement: { SPSAcknowledgementDocument: { StatusCode: 70 } },
        },
      }),
    ].map((answer) => within(Object.values(answer)[0], 'hubDeliveryNumber'));
    const headers = await ask(china, 'GetImportEnvelopeHeaders', {});
    expect(within(headers, 'GetImportEnvelopeHeadersResult', 'EnvelopeHeader')).toHaveLength(4);
    const all = await ask(china, 'PULLImportEnvelope');
    expect(within(all, 'PULLImportEnvelopesResult', 'Envelope', '0', 'Content')).toBe(Content);
    const one = await ask(china, 'PULLSingleImportEnvelope', { hubTrackingNumber: number });
    expect(within(one, 'PULLSingleImportEnvelopeResult', 'Content')).toBe(Content);
    const under = await ask(newZealand, 'GetUnderDeliveryEnvelope');
    expect(within(under, 'GetUnderDeliveryEnvelopeResult', 'EnvelopeHeader')).toHaveLength(4);
    const valid = await ask(china, 'ValidatePhytoXML', { ePhytoXML: '<SPSCertificate/>' });
    expect(within(valid, 'ValidationResult', '0', 'level')).toMatch(/SEVERE|WARNING|INFO/);

    await ask(china, 'AcknowledgeEnvelopeReceipt', { hubTrackingNumber: number });
    const [second, third, fourth] = more;
    await ask(china, 'AdvancedAcknowledgeEnvelopeReceipt', {
      hubTrackingNumber: second,
      warningMessage: 'odd',
    });
    await ask(china, 'AcknowledgeFailedEnvelopeReceipt', { hubTrackingNumber: third, message: 'broken' });
    await ask(china, 'SetTrackingInfoUpdate', {
      header: { ...header('NZ-4'), hubDeliveryNumber: fourth, HUBTrackingInfo: 'Delivered' },
    });
    const states = [];
    for (const hubTrackingNumber of [number, ...more]) {
      const tracked = await ask(newZealand, 'GetEnvelopeTrackingInfo', { hubTrackingNumber });
      states.push(within(tracked, 'GetEnvelopeTrackingInfoResult', 'HUBTrackingInfo'));
    }
    expect(states).toEqual(['Delivered', 'DeliveredWithWarnings', 'DeliveredNotReadable', 'Delivered']);

    const nppos = await ask(newZealand, 'GetActiveNppos');
    expect(within(nppos, 'GetActiveNpposResult', 'Nppo')).toMatchObject([
      { Country: 'NZ' },
      { Country: 'CN' },
    ]);
    expect(within(await ask(china, 'GetProfile'), 'GetProfileResult', 'Country')).toBe('CN');
    await ask(china, 'GetAvailableChannels');
    const filled = [
      ['GetStatements', 'Statement'],
      ['GetTreatmentTypes', 'TreatmentType'],
      ['GetUnitMeasures', 'UnitMeasure'],
      ['GetMeanOfTransports', 'MeanOfTransport'],
      ['GetPackageTypes', 'PackageType'],
    ] as const;
    for (const [name, entry] of filled) {
      const list = within(await ask(china, name), entry);
      expect(Array.isArray(list) ? list.length : 0).toBeGreaterThan(1);
    }
    for (const name of [
      'AdditionalDeclarations',
      'IntendedUses',
      'Pesticides',
      'ProductDescriptions',
      'Conditions',
    ])
      await ask(china, `Get${name}`);
    expect([...asked].toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
    expect(Object.keys(OPERATIONS)).toHaveLength(27);
    await expect(call(china, 'PULLSingleImportEnvelope', { hubTrackingNumber: 'nothing' })).rejects.toThrow(
      'No envelope nothing is there for you.',
    );
    expect(hub.faults).toEqual([]);
  });

  test('our description names the same operations, actions, elements and types', () => {
    const facts = (text: Uint8Array) => {
      const opening = openXml(text);
      if (!opening.opened) throw new Error(opening.refusal);
      const found = described(opening.document.root);
      opening.document.close();
      return found;
    };
    const real = facts(readFileSync(REAL));
    const ours = facts(new TextEncoder().encode(hubDescription('https://hub.example/hub/DeliveryService')));
    expect(ours.actions).toEqual(real.actions);
    for (const [name, fields] of ours.types) expect([name, fields]).toEqual([name, real.types.get(name)]);
    expect(ours.types.size).toBeGreaterThan(70);
  });
});

/** SOAPActions by operation, and elements and attributes by named type, without namespaces' prefixes. */
function described(root: XmlElement) {
  const actions = new Map<string, string>();
  const types = new Map<string, readonly string[]>();
  const bare = (name = ''): string => name.replace(/^.*:/, '');
  const fieldsOf = (element: XmlElement): readonly string[] =>
    elementsOf(element).flatMap((child) => {
      if (child.name === 'any') return ['any'];
      if (child.name !== 'element' && child.name !== 'attribute') return fieldsOf(child);
      const name = attributeOf(child, 'name') ?? bare(attributeOf(child, 'ref'));
      if (name.startsWith('SPS')) return ['any'];
      const optional = attributeOf(child, 'minOccurs') ?? attributeOf(child, 'use') ?? '';
      const type = attributeOf(child, 'ref') === undefined ? bare(attributeOf(child, 'type')) : '';
      const of =
        type === '' ? (name === 'ePhytoEnvelope' ? name : name === 'envelope' ? 'Envelope' : '') : type;
      return [[name, of, optional === '1' ? '' : optional, attributeOf(child, 'maxOccurs') ?? ''].join(' ')];
    });
  const visit = (element: XmlElement, inside: string): void => {
    const name = attributeOf(element, 'name') ?? inside;
    if (element.name === 'operation' && attributeOf(element, 'soapAction') !== undefined)
      actions.set(inside, attributeOf(element, 'soapAction') ?? '');
    if (element.name === 'complexType' && name !== '') types.set(name, fieldsOf(element));
    for (const child of elementsOf(element)) visit(child, name);
  };
  visit(root, '');
  return { actions: new Map([...actions].toSorted()), types };
}

describe.runIf(python !== undefined)('zeep', () => {
  test.for([...(isThere ? ['real'] : []), 'ours'])('by the WSDL that is %s', async (which) => {
    const script = fileURLToPath(new URL('testing/zeep-client.py', import.meta.url));
    const wsdl = which === 'real' ? REAL : path.join(folder, 'own.wsdl');
    const document = path.join(folder, 'certificate.xml');
    await writeFile(document, certificateXml(`NZ-zeep-${which}`));
    const { stdout } = await run(python ?? '', [script, wsdl, hub.url, folder, document, `NZ-zeep-${which}`]);
    expect(JSON.parse(stdout)).toEqual({
      sent: 'PendingDelivery',
      same: true,
      levels: [],
      state: 'Delivered',
      countries: ['CN', 'NZ'],
      fault: 'No envelope nothing is there for you.',
    });
  });
});
