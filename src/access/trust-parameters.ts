import { Type } from 'typebox';
import { fromBase64, type RandomBytes } from '../base/index.ts';
import { certificatePem, describeCertificate, readCertificatesPem, sha256Hex } from '../crypto/index.ts';
import type { Database } from '../database/index.ts';
import { systemCaller } from '../ledger/index.ts';
import {
  defineParameter,
  ParameterError,
  type AnyParameter,
  type Approval,
} from '../ledger/parameters/index.ts';
import { AUTHORITIES } from './authorities.ts';
import {
  addAnchor,
  AUTHORITY_FIELDS,
  endAnchor,
  keepAuthority,
  revokeSerials,
  type DirectoryOptions,
} from './directory.ts';

const strict = { additionalProperties: false } as const;
const Fingerprint = Type.String({ pattern: '^[0-9a-f]{64}$', title: 'parameter-field-fingerprint' });

/** What the approvals need to reach the directory. */
interface TrustOptions {
  readonly random: RandomBytes;
  readonly database: Database;
}

/**
 * The parameters by which whom we trust is changed under four eyes: the rows say what was approved, and the approval
 * itself changes the directory, in the same transaction.
 */
export function trustParameters(options: TrustOptions): readonly AnyParameter[] {
  return [authorityParameter(options), anchorParameter(options), revocationParameter(options)];
}

/** What is known of competent authorities. */
function authorityParameter(options: TrustOptions): AnyParameter {
  return defineParameter({
    name: 'authority',
    key: Type.Object(
      {
        authority: Type.String({
          pattern: '^[A-Z]{2}-[A-Za-z0-9]{1,20}$',
          title: 'parameter-field-authority',
        }),
      },
      strict,
    ),
    value: Type.Object(
      {
        title: titles(),
        names: Type.Array(Type.String({ minLength: 1, maxLength: 300 }), {
          maxItems: 50,
          title: 'parameter-field-names',
        }),
        fields: Type.Array(Type.Enum(AUTHORITY_FIELDS), {
          uniqueItems: true,
          title: 'parameter-field-fields',
        }),
        sealRequired: Type.Boolean({ title: 'parameter-field-seal-required' }),
        validityDays: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 3650, title: 'parameter-field-validity-days' }),
        ),
      },
      strict,
    ),
    levels: ['platform'],
    readers: 'signed-in',
    standard: AUTHORITIES.map(({ key, title, names = [], fields, sealRequired = false, validityDays }) => ({
      key: { authority: key },
      value: {
        title,
        names: [...names],
        fields: [...fields],
        sealRequired,
        ...(validityDays === undefined ? {} : { validityDays }),
      },
    })),
    // What certificates refer to does not cease to be.
    check: ({ value, until }) =>
      value === null || until !== undefined
        ? [{ code: 'authority-permanent', path: '/value', values: {} }]
        : [],
    async approved({ rows, ...approval }) {
      for (const [index, { key, value, from }] of rows.entries()) {
        if (value === null) continue;
        // The directory knows no periods: what it says counts from the approval.
        if (new Date(from) > approval.now) {
          const fault = { code: 'authority-from-later', path: `/rows/${String(index)}/from`, values: {} };
          throw new ParameterError('parameter-change-invalid', { most: rows.length }, { faults: [fault] });
        }
        const { en, zh, fr, es, ru, ar } = value.title;
        const others = Object.entries({ zh, fr, es, ru, ar }).filter(([, title]) => title !== undefined);
        await keepAuthority(...directoryWithin(options, approval), {
          ...value,
          key: key.authority,
          title: { en, ...Object.fromEntries(others) },
        });
      }
    },
  });
}

/** Certificates under which an authority seals. */
function anchorParameter(options: TrustOptions): AnyParameter {
  return defineParameter({
    name: 'trust-anchor',
    key: Type.Object({ fingerprint: Fingerprint }, strict),
    value: Type.Object(
      {
        authority: Type.String({ minLength: 4, maxLength: 30, title: 'parameter-field-authority' }),
        certificate: Type.String({
          minLength: 100,
          maxLength: 100_000,
          title: 'parameter-field-certificate',
        }),
      },
      strict,
    ),
    levels: ['platform'],
    readers: 'signed-in',
    check({ key, value }) {
      if (value === null) return [];
      const der = certificateOf(value.certificate);
      if (der === undefined) return [{ code: 'anchor-unreadable', path: '/value/certificate', values: {} }];
      return sha256Hex(der) === key.fingerprint
        ? []
        : [{ code: 'anchor-fingerprint-differs', path: '/key/fingerprint', values: {} }];
    },
    async approved({ rows, ...approval }) {
      for (const { key, value, from, until } of rows) {
        const within = directoryWithin(options, approval);
        if (value === null) await endAnchor(...within, key.fingerprint, new Date(from));
        else {
          const certificate = certificateOf(value.certificate) ?? new Uint8Array();
          const term = until === undefined ? {} : { until: new Date(until) };
          const anchor = { authority: value.authority, certificate, from: new Date(from), ...term };
          await addAnchor(...within, anchor);
        }
      }
    },
  });
}

/** Single certificates of an anchor that are no longer accepted. */
function revocationParameter(options: TrustOptions): AnyParameter {
  return defineParameter({
    name: 'trust-revocation',
    key: Type.Object(
      {
        fingerprint: Fingerprint,
        serial: Type.String({ pattern: '^([1-9A-F][0-9A-F]{0,63}|0)$', title: 'parameter-field-serial' }),
      },
      strict,
    ),
    value: Type.Object({}, strict),
    levels: ['platform'],
    readers: 'signed-in',
    // What was taken back stays taken back.
    check: ({ value, until }) =>
      value === null || until !== undefined
        ? [{ code: 'revocation-permanent', path: '/value', values: {} }]
        : [],
    async approved({ rows, ...approval }) {
      for (const { key, from } of rows) {
        const revocations = [{ serial: key.serial, at: new Date(from) }];
        await revokeSerials(...directoryWithin(options, approval), key.fingerprint, revocations);
      }
    },
  });
}

function titles() {
  const text = Type.String({ minLength: 1, maxLength: 300 });
  const optional = Type.Optional(text);
  return Type.Object(
    { en: text, zh: optional, fr: optional, es: optional, ru: optional, ar: optional },
    { ...strict, title: 'parameter-field-title' },
  );
}

/** The DER of a certificate, from PEM or base64. */
function certificateOf(text: string): Uint8Array | undefined {
  const der = text.includes('-----BEGIN') ? undefined : fromBase64(text.replace(/\s/g, ''));
  try {
    const certificates = readCertificatesPem(der === undefined ? text : certificatePem(der));
    const [only, another] = certificates;
    if (only === undefined || another !== undefined) return undefined;
    describeCertificate(only);
    return only;
  } catch {
    return undefined;
  }
}

/** The directory's own functions, inside the approval's transaction: the two officials together may what neither may alone. */
function directoryWithin(
  { random, database }: TrustOptions,
  { transaction, by, now }: Omit<Approval<never, never>, 'rows' | 'owner'>,
): [DirectoryOptions, ReturnType<typeof systemCaller>] {
  const within: Database = {
    transaction: (_, act) => act(transaction),
    read: database.read.bind(database),
    stream: database.stream.bind(database),
    close: () => Promise.resolve(),
  };
  return [{ database: within, clock: () => now, random }, systemCaller(by.actor)];
}
