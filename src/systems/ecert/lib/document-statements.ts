import type { Statement } from '../../../database/index.ts';

/**
 * Documents of a batch. Their bytes come as one value, cut on the server: an array of byteas would travel in
 * hexadecimal text, twice as long and slow to read.
 */
export const STORE_DOCUMENTS: Statement = {
  name: 'certificate-store-documents',
  text: `insert into certificate_document (country, certificate, version, digest, media_type, packing, size, bytes, findings,
           seal, received)
         select country, certificate, version, digest, media_type, packing, size, substr($2::bytea, place, length), findings,
           seal, received
         from jsonb_to_recordset($1::jsonb) as row (country text, certificate uuid, version integer, digest bytea,
           media_type text, packing text, size integer, place integer, length integer, findings jsonb, seal jsonb, received timestamptz)`,
};

export const STORE_CODES: Statement = {
  name: 'certificate-store-codes',
  text: `insert into certificate_code (country, digest, certificate)
         select country, digest, certificate from jsonb_to_recordset($1::jsonb)
           as row (country text, digest bytea, certificate uuid)`,
};

const RECEIPT = `c.id, c.country, c.authority, c.number, d.version, h.state, h.action, encode(d.digest, 'hex') as digest,
  d.received, d.findings, d.seal, h.leaf`;
/**
 * Written as lateral look-ups, one key at a time: as plain joins the planner reads a table whole while it is small, and
 * keeps the plan of a prepared statement as the table grows.
 */
const ITS_RECORD = `
  cross join lateral (select * from certificate where id = d.certificate and country = d.country limit 1) c
  cross join lateral (select * from certificate_history
                      where record = d.certificate and version = d.version and country = d.country limit 1) h`;

/** Which digests are those of documents that are there: in a batch hardly ever any, and far less work than their receipts. */
export const KNOWN: Statement = {
  name: 'certificate-known-documents',
  text: `select d.digest from unnest($1::bytea[]) as sought (digest)
         cross join lateral (select digest from certificate_document where digest = sought.digest limit 1) d`,
};

/** Receipts by the digests of the bytes. */
export const RECEIPTS: Statement = {
  name: 'certificate-receipts',
  text: `select ${RECEIPT} from unnest($1::bytea[]) as sought (digest)
         cross join lateral (select * from certificate_document where digest = sought.digest limit 1) d ${ITS_RECORD}`,
};

/** The receipt of a record's first document. */
export const RECEIPT_OF: Statement = {
  name: 'certificate-receipt-of',
  text: `select ${RECEIPT}
         from (select * from certificate_document where certificate = $1 order by version limit 1) d ${ITS_RECORD}`,
};

/** Records that hold the given numbers. */
export const HOLDERS: Statement = {
  name: 'certificate-holders',
  text: `select c.* from unnest($1::text[], $2::text[], $3::text[]) as sought (country, authority, number)
         cross join lateral (
           select id, country, authority, number from certificate
           where country = sought.country and authority = sought.authority and number = sought.number limit 1) c`,
};

/** The newest document of a record, or that of one version. */
export const DOCUMENT_OF: Statement = {
  name: 'certificate-document-of',
  text: `select version, encode(digest, 'hex') as digest, media_type, packing, size, bytes, findings, seal, received
         from certificate_document where certificate = $1 and version <= coalesce($2::integer, 2147483647)
         order by version desc limit 1`,
};
