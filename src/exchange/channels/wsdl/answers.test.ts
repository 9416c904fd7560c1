import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../../base/index.ts';
import type { WsdlAddress } from './address-schema.ts';
import { addressOf } from './testing/third-country.ts';
import { channelWith, deliveryOf, memoryCursors, roadOf } from './testing/setting.ts';

/*
 * What a partner's server answers is as hostile as what anybody sends: only the sign that was agreed says that a message
 * was taken, and whatever cannot be relied upon is an unknown outcome.
 */

interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

let server: Server;
let url = '';
let said: Said = { body: '' };
let asked: string[] = [];
let visits: string[] = [];

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    visits.push(incoming.url ?? '');
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      asked.push(Buffer.concat(parts).toString());
      outgoing.writeHead(said.status ?? 200, { 'content-type': 'text/xml', ...said.headers }).end(said.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/fito`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const soap = (content: string): string =>
  `<?xml version="1.0"?><e:Envelope xmlns:e="${SOAP}"><e:Body>${content}</e:Body></e:Envelope>`;
const answer = (inside: string): string =>
  soap(
    `<EntregarDocumentoResposta xmlns="urn:vernalia:fito:servico:3">${inside}</EntregarDocumentoResposta>`,
  );

async function send(answered: Said, text = '<Doc/>') {
  said = answered;
  asked = [];
  visits = [];
  return channelWith().send?.(deliveryOf(text, addressOf(url)));
}

describe('what a partner’s service answers', () => {
  test('only the agreed sign is taken for taken; the answer is kept as the receipt', async () => {
    const body = answer('<Situacao>ACEITE</Situacao><Protocolo>P-7</Protocolo>');
    expect(await send({ body })).toMatchObject({
      outcome: 'taken',
      reference: 'P-7',
      receipts: [{ level: 'transport', outcome: 'accepted', bytes: utf8(body) }],
    });
    expect(await send({ body: answer('<Situacao>RECUSADO</Situacao><Motivo>porque</Motivo>') })).toEqual({
      outcome: 'refused',
      permanent: true,
      code: 'wsdl-partner-refuses',
      values: { said: 'porque' },
    });
    expect(await send({ body: answer('<Situacao>MAIS_TARDE</Situacao>') })).toMatchObject({
      outcome: 'refused',
      permanent: false,
      code: 'wsdl-partner-later',
    });
  });

  test('requests are in the order and the namespaces of the schema, and nothing in them is markup', async () => {
    await send({ body: answer('<Situacao>ACEITE</Situacao>') }, '<Doc>&lt;a&gt;</Doc>');
    expect(asked[0]).toContain(
      '<x:EntregarDocumento xmlns:x="urn:vernalia:fito:servico:3"><Cabecalho versao="3 &amp; &quot;mais&quot;">' +
        '<Remetente>CN-GACC</Remetente><Origem>CN</Origem><Numero>2026/17</Numero></Cabecalho><Especie>CF</Especie>' +
        '<x:Anexo xmlns:x="urn:vernalia:fito:servico:3"><Metadados>{"dialect":',
    );
  });

  test.each([
    ['another word', answer('<Situacao>TALVEZ</Situacao>'), 'wsdl-answer-unclear'],
    [
      'two words that differ',
      answer('<Situacao>ACEITE</Situacao><Situacao>X</Situacao>'),
      'wsdl-answer-unclear',
    ],
    ['no word', answer(''), 'wsdl-answer-unclear'],
    ['a comment in the word', answer('<Situacao>ACEI<!-- x -->TE?</Situacao>'), 'wsdl-answer-unclear'],
    ['another answer', soap('<ok xmlns="urn:other"/>'), 'wsdl-answer-unfit'],
    ['two answers', soap('<a/><b/>'), 'wsdl-answer-unfit'],
    ['nothing', '', 'wsdl-answer-unfit'],
    ['a page', '<html><body>Login</body></html>', 'wsdl-answer-unfit'],
    [
      'the other version',
      answer('<Situacao>ACEITE</Situacao>').replace(SOAP, 'http://www.w3.org/2003/05/soap-envelope'),
      'wsdl-answer-unfit',
    ],
    [
      'an entity',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${answer('<Situacao>&x;</Situacao>').slice(21)}`,
      'wsdl-answer-unfit',
    ],
    [
      'a header that must be understood',
      answer('<Situacao>ACEITE</Situacao>').replace(
        '<e:Body>',
        '<e:Header><z:a xmlns:z="urn:z" e:mustUnderstand="1"/></e:Header><e:Body>',
      ),
      'wsdl-answer-unfit',
    ],
  ])('%s is an unknown outcome', async (_, body, code) => {
    await expect(send({ body })).rejects.toMatchObject({ code });
  });

  test('a redirection is followed nowhere, inward or outward', async () => {
    const elsewhere = url.replace('/fito', '/inner');
    for (const status of [301, 302, 307, 308]) {
      await expect(send({ status, headers: { location: elsewhere }, body: '' })).rejects.toMatchObject({
        code: 'wsdl-answer-unfit',
        values: { reason: `HTTP ${String(status)}` },
      });
      expect(visits).toEqual(['/fito']);
    }
  });

  test('an answer without end is not read to its end', async () => {
    const body = answer(`<Situacao>ACEITE</Situacao><Motivo>${'x'.repeat(2_000_000)}</Motivo>`);
    await expect(send({ body })).rejects.toMatchObject({ code: 'exchange-answer-too-large' });
  });

  test('a fault is a refusal for now, and for good where it was agreed', async () => {
    const fault = (code: string, detail = '') =>
      soap(`<e:Fault><faultcode>e:${code}</faultcode><faultstring>no</faultstring>${detail}</e:Fault>`);
    expect(await send({ status: 500, body: fault('Server') })).toEqual({
      outcome: 'refused',
      permanent: false,
      code: 'wsdl-partner-faulted',
      values: { said: 'Server: no' },
    });
    const detail = '<detail><v:Proibido xmlns:v="urn:v"/></detail>';
    expect(await send({ status: 500, body: fault('Client', detail) })).toMatchObject({ permanent: true });
  });

  test('types that the mapping has no operation for are told, and content that is not of its form', async () => {
    const channel = channelWith();
    const address = addressOf(url);
    expect(await channel.send?.(deliveryOf('x', address, { type: 'receipt' }))).toMatchObject({
      outcome: 'refused',
      permanent: true,
      code: 'wsdl-type-unfit',
    });
    const [first] = address.deliver;
    const fields =
      first?.fields.map((field) =>
        field.takes === 'content' ? { ...field, path: 'Anexo/Conteudo', form: 'xml' as const } : field,
      ) ?? [];
    const asXml = { ...address, deliver: first === undefined ? [] : [{ ...first, fields }] };
    said = { body: answer('<Situacao>ACEITE</Situacao>') };
    asked = [];
    expect(await channel.send?.(deliveryOf('no xml', asXml))).toMatchObject({ code: 'wsdl-content-unfit' });
    expect(
      await channel.send?.(deliveryOf('<?xml version="1.0"?>\n<D xmlns="urn:d"><E/></D>', asXml)),
    ).toMatchObject({ outcome: 'taken' });
    expect(asked.join('')).toContain('<Conteudo><D xmlns="urn:d"><E></E></D></Conteudo>');
  });

  const item = (position: string, own = `<Posicao>${position}</Posicao>`) =>
    `<Item><Ident>d${position}</Ident>${own}<Especie>CF</Especie><Documento>eA==</Documento></Item>`;
  const list = (inside: string) =>
    soap(`<ListarPendentesResposta xmlns="urn:vernalia:fito:servico:3">${inside}</ListarPendentesResposta>`);

  /** Polls what is listed; cursors and names of what was taken, and how it ended. */
  async function poll(inside: string, fetch: Partial<WsdlAddress['fetch']> = {}) {
    said = { body: list(inside) };
    const cursors = memoryCursors();
    const came: string[] = [];
    const { confirm: _, ...address } = addressOf(url);
    const polled = channelWith(cursors).poll?.(
      roadOf({ ...address, ...(address.fetch && { fetch: { ...address.fetch, ...fetch } }) }),
      {
        receive: ({ transportId: id }) => {
          if (id === 'dfull') return Promise.reject(new Error('the disk is full'));
          came.push(id);
          return Promise.resolve({ id, isNew: true, receipt: '' });
        },
        acknowledge: () => Promise.resolve(),
      },
      AbortSignal.timeout(20_000),
    );
    const [ending] = await Promise.allSettled([polled]);
    return { came, cursors: [...cursors.kept.values()], ending };
  }

  test('a cursor stays before what failed', async () => {
    const { came, cursors, ending } = await poll([item('1'), item('full'), item('3')].join(''));
    expect(ending).toMatchObject({ reason: { message: 'the disk is full' } });
    expect(came).toEqual(['d1']);
    expect(cursors).toEqual(['1']);
  });

  test('a page with one cursor for all of it is taken whole, and the cursor then kept', async () => {
    const names = Array.from({ length: 501 }, (_, place) => String(place));
    const page = `${names.map((name) => item(name, '')).join('')}<Ate>501</Ate>`;
    const { came, cursors } = await poll(page, { cursor: 'Ate' });
    // This server lists the same page whatever it is asked since.
    expect([...new Set(came)]).toEqual(names.map((name) => `d${name}`));
    expect(cursors).toEqual(['501']);
  });

  test('a cursor too long to be kept proves nothing: cut short it would be another', async () => {
    const { came, cursors, ending } = await poll(item('1', `<Posicao>${'9'.repeat(2_001)}</Posicao>`));
    expect(ending).toMatchObject({ reason: { code: 'wsdl-answer-unfit', values: { reason: 'Posicao' } } });
    expect([came, cursors]).toEqual([[], []]);
  });
});
