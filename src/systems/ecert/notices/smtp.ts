import { openMailTransport, type MailServerSettings } from '../../../mail/index.ts';
import type { MailSender } from './sending.ts';

/** The mail server of an installation, and the address that its notices come from. */
export interface SmtpSettings extends MailServerSettings {
  readonly from: string;
}

/** Sends by SMTP: one connection a mail, plain text. */
export function smtpSender(settings: SmtpSettings): { readonly send: MailSender } {
  const { from } = settings;
  const transport = openMailTransport(settings);
  const domain = from.slice(from.indexOf('@') + 1);
  return {
    async send({ id, to, subject, text }) {
      const answer = await transport.send({
        sender: from,
        receiver: to,
        content: {
          from: { name: 'Counterfoil', address: from },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        },
      });
      if (!answer.taken) throw new Error(answer.response);
    },
  };
}
