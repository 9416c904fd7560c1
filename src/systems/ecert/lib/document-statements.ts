import type { Statement } from '../../../database/index.ts';

/**
 * Documents of a batch. Their bytes come as one value, cut on the server: an array of byteas would travel in
 * hexadecimal text, twice as long and slow to read.
 */
export const STORE_DOCUMENTS: Statement = {
  name: 'certificate-store-documents',
  text: `insert into certificate_document (country, certificate, version, digest, media_type, bytes, findings, seal, received)
         select country, certificate, version, digest, media_type, substr($2::bytea, place, length), findings, seal, received
         from jsonb_to_recordset($1::jsonb) as row (country text, certificate uuid, version integer, digest bytea,
           media_type text, place integer, length integer, findings jsonb, seal jsonb, received timestamptz)`,
};

export const STORE_CODES: Statement = {
  name: 'certificate-store-codes',
  text: `insert into certificate_code (country, digest, certificate)
         select country, digest, certificate from jsonb_to_recordset($1::jsonb)
           as row (country text, digest bytea, certificate uuid)`,
};

const RECEIPT = `c.id, c.country, c.authority, c.number, d.version, h.state, h.action, encode(d.digest, 'hex') as digest,
  d.received, d.findings, d.seal, h.leaf`;
const JOINED = `certificate_document d
  join certificate c on c.id = d.certificate and c.country = d.country
  join certificate_history h on h.record = d.certificate and h.version = d.version and h.country = d.country`;

/** Receipts by the digests of the bytes. */
export const RECEIPTS: Statement = {
  name: 'certificate-receipts',
  text: `select ${RECEIPT} from ${JOINED} where d.digest = any($1::bytea[])`,
};

/** The receipt of a record's first document. */
export const RECEIPT_OF: Statement = {
  name: 'certificate-receipt-of',
  text: `select ${RECEIPT} from ${JOINED} where d.certificate = $1 order by d.version limit 1`,
};

/** Records that hold the given numbers. */
export const HOLDERS: Statement = {
  name: 'certificate-holders',
  text: `select c.id, c.country, c.authority, c.number, c.state, c.version
         from unnest($1::text[], $2::text[], $3::text[]) as sought (country, authority, number)
         join certificate c using (country, authority, number)`,
};

/** The newest document of a record, or that of one version. */
export const DOCUMENT_OF: Statement = {
  name: 'certificate-document-of',
  text: `select version, encode(digest, 'hex') as digest, media_type, bytes, findings, seal, received
         from certificate_document where certificate = $1 and version <= coalesce($2::integer, 2147483647)
         order by version desc limit 1`,
};
