import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { useSession } from '../../session/session.tsx';
import { channelName, typeName } from '../exchange/telling.ts';
import type { MessageLife } from './screen.tsx';

type Message = MessageLife['message'];

/** What the message says of itself, as a form; the certificate that it is about is one step away. */
export function EnvelopeForm({ message }: { readonly message: Message }): ReactNode {
  const reader = useReader();
  const { say, moment, number } = reader;
  const { id, authority, partner, type, channel, digest, size, subject, attempts } = message;
  const of = (name: string): string | undefined => {
    const value = message.envelope?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  const time = (instant: string | null | undefined): string | undefined =>
    instant === null || instant === undefined ? undefined : moment(instant);
  return (
    <Facts
      facts={[
        known(say('web-envelope-from'), of('from') ?? undefined, 'code'),
        known(say('web-envelope-to'), of('to') ?? undefined, 'code'),
        known(say('web-envelope-ours'), authority, 'code'),
        known(say('web-exchange-partner'), partner, 'code'),
        known(say('web-exchange-type'), typeName(reader, type)),
        known(say('web-exchange-channel'), channelName(reader, channel)),
        subject === null
          ? undefined
          : { name: say('web-exchange-subject'), value: <CertificateLink subject={subject} /> },
        known(say('web-envelope-dialect'), of('dialect'), 'code'),
        known(say('web-envelope-media'), of('mediaType') ?? message.media_type, 'code'),
        known(say('web-envelope-size'), say('web-bytes', { count: number(size) })),
        known(say('web-exchange-attempts'), number(attempts)),
        known(say('web-envelope-due'), time(message.due)),
        known(say('web-envelope-expires'), time(message.expires)),
        known(say('web-envelope-reference'), message.reference ?? undefined, 'code'),
        known(say('web-envelope-id'), of('id') ?? id, 'code'),
        known(say('web-envelope-previous'), of('previous'), 'code'),
        known(say('web-envelope-answers'), of('answers'), 'code'),
        known('SHA-256', digest, 'code'),
      ]}
    />
  );
}

/** The certificate of a subject, `country/authority/number`, where this person may see it. */
function CertificateLink({ subject }: { readonly subject: string }): ReactNode {
  const { may } = useSession();
  const [country = '', authority = '', ...rest] = subject.split('/');
  const number = rest.join('/');
  const found = useQuery({
    queryKey: ['certificate-of', subject],
    queryFn: ({ signal }) => call('find-certificate', { path: { country, number }, signal }),
    enabled: may('certificate.read') && /^[A-Z]{2}$/.test(country) && number !== '',
    retry: false,
  });
  const certificate = found.data?.items.find((one) => one.authority === authority);
  if (certificate === undefined) return <span className="number">{subject}</span>;
  return (
    <Link to="/certificates/$id" params={{ id: certificate.id }} className="number">
      {subject}
    </Link>
  );
}
