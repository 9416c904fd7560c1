import { createTransport } from 'nodemailer';
import type { MailSender } from './sending.ts';

/** The mail server of an installation. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `starttls` refuses a server that does not offer it. */
  readonly security: 'starttls' | 'tls' | 'none';
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
}

/** Milliseconds within which a mail server must go on. */
const PATIENCE = 15_000;

/** Sends by SMTP: one connection a mail, bounded in time, plain text without anything fetched. */
export function smtpSender(settings: SmtpSettings): { readonly send: MailSender; close(): void } {
  const { host, port, security, user, password, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.indexOf('@') + 1);
  return {
    async send({ id, to, subject, text }) {
      await transport.sendMail({
        from: { name: 'Counterfoil', address: from },
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
