import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { listen } from 'soap';
import { fromBase64 } from '../../../../base/index.ts';
import { ExchangeError, readEnvelope, type Reception } from '../../../index.ts';
import type { WsdlAddress } from '../address-schema.ts';

/*
 * The service of a country that never heard of us: its own names, namespaces and words, in a description as its own
 * people would write it, served by somebody else's program.
 */

const SERVICE = 'urn:vernalia:fito:servico:3';
const TYPES = 'urn:vernalia:fito:tipos';

const TYPE_SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="${TYPES}" targetNamespace="${TYPES}" elementFormDefault="unqualified">
    <xs:simpleType name="Pais"><xs:restriction base="xs:string"><xs:length value="2"/></xs:restriction></xs:simpleType>
    <xs:complexType name="Cabecalho">
      <xs:sequence>
        <xs:element name="Remetente" type="xs:string"/>
        <xs:element name="Origem" type="t:Pais" minOccurs="0"/>
        <xs:element name="Numero" type="xs:string"/>
      </xs:sequence>
      <xs:attribute name="versao" use="required" type="xs:string"/>
    </xs:complexType>
    <xs:complexType name="Anexo">
      <xs:sequence>
        <xs:element name="Metadados" type="xs:string" minOccurs="0"/>
        <xs:choice>
          <xs:element name="Documento" type="xs:base64Binary"/>
          <xs:element name="Conteudo" type="t:Aberto"/>
        </xs:choice>
      </xs:sequence>
    </xs:complexType>
    <xs:complexType name="Aberto"><xs:sequence><xs:any processContents="lax"/></xs:sequence></xs:complexType>
    <xs:complexType name="Pedido">
      <xs:sequence><xs:element name="Cabecalho" type="t:Cabecalho"/><xs:element name="Especie" type="xs:string"/></xs:sequence>
    </xs:complexType>
  </xs:schema>`;

const SERVICE_SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:s="${SERVICE}" xmlns:t="${TYPES}" targetNamespace="${SERVICE}" elementFormDefault="qualified">
    <xs:import namespace="${TYPES}"/>
    <xs:element name="EntregarDocumento">
      <xs:complexType><xs:complexContent><xs:extension base="t:Pedido">
        <xs:sequence><xs:element name="Anexo" type="t:Anexo"/></xs:sequence>
      </xs:extension></xs:complexContent></xs:complexType>
    </xs:element>
    <xs:element name="EntregarDocumentoResposta">
      <xs:complexType><xs:sequence>
        <xs:element name="Situacao" type="xs:string"/>
        <xs:element name="Motivo" type="xs:string" minOccurs="0"/>
        <xs:element name="Protocolo" type="xs:string" minOccurs="0"/>
      </xs:sequence></xs:complexType>
    </xs:element>
    <xs:element name="ListarPendentes">
      <xs:complexType><xs:sequence><xs:element name="Desde" type="xs:string"/></xs:sequence></xs:complexType>
    </xs:element>
    <xs:element name="ListarPendentesResposta">
      <xs:complexType><xs:sequence>
        <xs:element name="Item" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
          <xs:element name="Ident" type="xs:string"/>
          <xs:element name="Posicao" type="xs:string"/>
          <xs:element name="Especie" type="xs:string"/>
          <xs:element name="Documento" type="xs:base64Binary"/>
        </xs:sequence></xs:complexType></xs:element>
      </xs:sequence></xs:complexType>
    </xs:element>
    <xs:element name="ConfirmarRecebimento">
      <xs:complexType><xs:sequence><xs:element name="Ident" type="xs:string"/></xs:sequence></xs:complexType>
    </xs:element>
    <xs:element name="ConfirmarRecebimentoResposta">
      <xs:complexType><xs:sequence><xs:element name="Ok" type="xs:boolean"/></xs:sequence></xs:complexType>
    </xs:element>
  </xs:schema>`;

const OPERATIONS = ['EntregarDocumento', 'ListarPendentes', 'ConfirmarRecebimento'] as const;

/** The description of the service at an address, with a port of SOAP 1.1 and, where it is wanted, one of SOAP 1.2 alone. */
export function description(url: string, version: '1.1' | '1.2' = '1.1'): string {
  const soap = `http://schemas.xmlsoap.org/wsdl/${version === '1.1' ? 'soap' : 'soap12'}/`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="${soap}" xmlns:s="${SERVICE}" targetNamespace="${SERVICE}" name="ServicoFito">
  <!-- type="none:of" <these are="markup"> -->
  <wsdl:types>
  ${TYPE_SCHEMA}
  ${SERVICE_SCHEMA}
  </wsdl:types>
  ${OPERATIONS.map(
    (
      name,
    ) => `<wsdl:message name="${name}Entrada"><wsdl:part name="corpo" element="s:${name}"/></wsdl:message>
  <wsdl:message name="${name}Saida"><wsdl:part name="corpo" element="s:${name}Resposta"/></wsdl:message>`,
  ).join('\n  ')}
  <wsdl:portType name="Fito">
    ${OPERATIONS.map((name) => `<wsdl:operation name="${name}"><wsdl:input message="s:${name}Entrada"/><wsdl:output message="s:${name}Saida"/></wsdl:operation>`).join('\n    ')}
  </wsdl:portType>
  <wsdl:binding name="FitoSoap" type="s:Fito">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    ${OPERATIONS.map((name) => `<wsdl:operation name="${name}"><soap:operation soapAction="${SERVICE}/${name}"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>`).join('\n    ')}
  </wsdl:binding>
  <wsdl:service name="ServicoFito"><wsdl:port name="Fito" binding="s:FitoSoap"><soap:address location="${url}"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;
}

/** How the country would be written down by an operator of ours. */
export function addressOf(url: string, more: Partial<WsdlAddress> = {}): WsdlAddress {
  return {
    url,
    documents: [{ name: 'fito.wsdl', text: description(url) }],
    deliver: [
      {
        types: ['certificate', 'inquiry'],
        operation: 'EntregarDocumento',
        // In no order: the schema says in which they stand.
        fields: [
          { path: 'Anexo/Documento', takes: 'content' },
          { path: 'Anexo/Metadados', takes: 'envelope', form: 'text' },
          { path: 'Especie', takes: 'type', words: [{ ours: 'certificate', theirs: 'CF' }] },
          { path: 'Cabecalho/Numero', takes: 'number' },
          { path: 'Cabecalho/@versao', takes: 'constant', constant: '3 & "mais"' },
          { path: 'Cabecalho/Remetente', takes: 'from' },
          { path: 'Cabecalho/Origem', takes: 'country' },
        ],
        taken: { path: 'Situacao', values: ['ACEITE'] },
        refused: { path: 'Situacao', values: ['RECUSADO'] },
        later: { path: 'Situacao', values: ['MAIS_TARDE'] },
        reason: 'Motivo',
        reference: 'Protocolo',
        permanentFaults: ['Proibido'],
      },
    ],
    fetch: {
      operation: 'ListarPendentes',
      fields: [{ path: 'Desde', takes: 'cursor' }],
      start: '0',
      entries: 'Item',
      id: 'Ident',
      cursor: 'Posicao',
      content: 'Documento',
      form: 'base64',
      type: 'certificate',
      typePath: 'Especie',
      words: [{ ours: 'certificate', theirs: 'CF' }],
    },
    confirm: {
      operation: 'ConfirmarRecebimento',
      fields: [{ path: 'Ident', takes: 'id' }],
      taken: { path: 'Ok', values: ['true', '1'] },
    },
    ...more,
  };
}

/** What a delivery says, as the `soap` package reads it. */
interface Entrega {
  readonly Cabecalho: { readonly Remetente: string; readonly Numero: string };
  readonly Especie: string;
  readonly Anexo: { readonly Documento: string; readonly Metadados: string };
}

const PASSING = new Set(['exchange-too-many', 'exchange-partner-not-live']);

/** What waits there for whoever asks. */
interface Item {
  readonly Ident: string;
  readonly Posicao: string;
  readonly Especie: string;
  /** Base64. */
  readonly Documento: string;
}

/** Serves it by the `soap` package, over TLS where its settings are given; what is delivered goes to a reception as that of `sender`. */
export async function serveThirdCountry(
  sender: string,
  reception: Pick<Reception, 'receive'>,
  version: '1.1' | '1.2' = '1.1',
  { tls, items = [] }: { readonly tls?: ServerOptions; readonly items?: readonly Item[] } = {},
): Promise<{ readonly url: string; readonly entregas: readonly Entrega[]; close(): Promise<void> }> {
  const entregas: Entrega[] = [];
  const deliver = async (entrega: Entrega): Promise<object> => {
    entregas.push(entrega);
    const envelope = readEnvelope(JSON.parse(entrega.Anexo.Metadados));
    const content = fromBase64(entrega.Anexo.Documento) ?? new Uint8Array();
    const { id: transportId, mediaType } = envelope;
    try {
      const kept = await reception.receive({
        partner: sender,
        channel: 'wsdl',
        transportId,
        envelope,
        mediaType,
        content,
      });
      return { Situacao: 'ACEITE', Protocolo: kept.id };
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      return { Situacao: PASSING.has(error.code) ? 'MAIS_TARDE' : 'RECUSADO', Motivo: error.code };
    }
  };
  const elsewhere: RequestListener = (_, outgoing) => void outgoing.writeHead(404).end();
  const server = tls === undefined ? createServer(elsewhere) : createTlsServer(tls, elsewhere);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  const url = `${tls === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${String(port)}/fito`;
  const services = {
    ServicoFito: {
      Fito: {
        EntregarDocumento: deliver,
        ListarPendentes: ({ Desde }: { readonly Desde: string }) => ({
          Item: items.filter(({ Posicao }) => Number(Posicao) > Number(Desde)),
        }),
        ConfirmarRecebimento: () => ({ Ok: true }),
      },
    },
  };
  listen(server, {
    path: '/fito',
    services,
    xml: description(url, version),
    forceSoap12Headers: version === '1.2',
  });
  return {
    url,
    entregas,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
