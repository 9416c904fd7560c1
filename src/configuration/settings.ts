import {
  addressRanges,
  choice,
  flag,
  integer,
  mailAddress,
  origin,
  text,
  url,
  type Reader,
} from './reading.ts';

interface Setting<Value, Standard> {
  readonly variable: string;
  readonly read: Reader<Value>;
  /** What holds when the variable is absent. */
  readonly standard: Standard;
  /** Never shown, logged or described. */
  readonly secret?: boolean;
}

function setting<Value, Standard extends Value | undefined>(
  variable: string,
  read: Reader<Value>,
  standard: Standard,
  secret = false,
): Setting<Value, Standard> {
  return { variable, read, standard, secret };
}

/** Every setting there is. The meaning of each is the word `setting-<VARIABLE>`. */
export const SETTINGS = {
  host: setting('COUNTERFOIL_HOST', text, '127.0.0.1'),
  port: setting('COUNTERFOIL_PORT', integer(0, 65_535), 8080),
  publicOrigin: setting('COUNTERFOIL_PUBLIC_ORIGIN', origin, undefined),
  dataFolder: setting('COUNTERFOIL_DATA', text, 'data'),
  databaseUrl: setting('DATABASE_URL', url('postgres', 'postgresql'), undefined, true),
  databaseMigratorUrl: setting('DATABASE_MIGRATOR_URL', url('postgres', 'postgresql'), undefined, true),
  databaseConnections: setting('COUNTERFOIL_DATABASE_CONNECTIONS', integer(2, 500), 16),
  logOrigin: setting('COUNTERFOIL_LOG_ORIGIN', text, 'counterfoil.localhost/log'),
  witnessPolicy: setting('COUNTERFOIL_WITNESS_POLICY', text, undefined),
  proofWaitMilliseconds: setting('COUNTERFOIL_PROOF_WAIT_MS', integer(0, 10_000), 2_000),
  workers: setting('COUNTERFOIL_WORKERS', integer(1, 64), 2),
  bodyLimitBytes: setting('COUNTERFOIL_BODY_LIMIT_BYTES', integer(65_536, 33_554_432), 33_554_432),
  requestTimeoutSeconds: setting('COUNTERFOIL_REQUEST_TIMEOUT_SECONDS', integer(1, 3_600), 60),
  requestsPerMinute: setting('COUNTERFOIL_REQUESTS_PER_MINUTE', integer(1, 10_000_000), 60_000),
  trustedProxies: setting('COUNTERFOIL_TRUSTED_PROXIES', addressRanges, Object.freeze([])),
  tlsCertificateFile: setting('COUNTERFOIL_TLS_CERTIFICATE_FILE', text, undefined),
  tlsKeyFile: setting('COUNTERFOIL_TLS_KEY_FILE', text, undefined),
  tlsClientAuthoritiesFile: setting('COUNTERFOIL_TLS_CLIENT_CA_FILE', text, undefined),
  logLevel: setting('COUNTERFOIL_LOG_LEVEL', choice('debug', 'info', 'warn', 'error', 'silent'), 'info'),
  shutdownSeconds: setting('COUNTERFOIL_SHUTDOWN_SECONDS', integer(1, 600), 20),
  smtpHost: setting('COUNTERFOIL_SMTP_HOST', text, undefined),
  smtpPort: setting('COUNTERFOIL_SMTP_PORT', integer(1, 65_535), 587),
  smtpSecurity: setting('COUNTERFOIL_SMTP_SECURITY', choice('starttls', 'tls', 'none'), 'starttls'),
  smtpUser: setting('COUNTERFOIL_SMTP_USER', text, undefined),
  smtpPassword: setting('COUNTERFOIL_SMTP_PASSWORD', text, undefined, true),
  smtpFrom: setting('COUNTERFOIL_SMTP_FROM', mailAddress, undefined),
  exchangePollSeconds: setting('COUNTERFOIL_EXCHANGE_POLL_SECONDS', integer(1, 86_400), 30),
  exchangeAlarmSeconds: setting('COUNTERFOIL_EXCHANGE_ALARM_SECONDS', integer(1, 86_400), 30),
  gatewaySpool: setting('COUNTERFOIL_GATEWAY_SPOOL', text, undefined),
  gatewayKey: setting('COUNTERFOIL_GATEWAY_KEY', text, undefined),
  mailAddress: setting('COUNTERFOIL_MAIL_ADDRESS', mailAddress, undefined),
  mailHost: setting('COUNTERFOIL_MAIL_HOST', text, '127.0.0.1'),
  mailPort: setting('COUNTERFOIL_MAIL_PORT', integer(0, 65_535), undefined),
  mailTls: setting('COUNTERFOIL_MAIL_TLS', choice('required', 'offered'), 'required'),
  mailLimitBytes: setting('COUNTERFOIL_MAIL_LIMIT_BYTES', integer(65_536, 134_217_728), 67_108_864),
  dkimKeyFile: setting('COUNTERFOIL_DKIM_KEY_FILE', text, undefined),
  dkimSelector: setting('COUNTERFOIL_DKIM_SELECTOR', text, undefined),
  dropFolder: setting('COUNTERFOIL_DROP_FOLDER', text, undefined),
  sftpKeyFile: setting('COUNTERFOIL_SFTP_KEY_FILE', text, undefined),
  demonstration: setting('COUNTERFOIL_DEMONSTRATION', flag, true),
} as const;

type Settings = typeof SETTINGS;
type Widened<Entry> =
  Entry extends Setting<infer Value, infer Standard>
    ? undefined extends Standard
      ? Value | undefined
      : Value
    : never;

/** All settings of a process, read once and frozen. */
export type Configuration = { readonly [Name in keyof Settings]: Widened<Settings[Name]> };
