import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import './people.css';

/** The way into an account, shown once: it is kept nowhere. Its secret stands behind the `#`, which no server and no log sees. */
export function InvitationLink({
  name,
  login,
  invitation,
}: {
  readonly name: string;
  readonly login: string;
  readonly invitation: { readonly token: string; readonly expires: string };
}): ReactNode {
  const { say, moment } = useReader();
  const [isCopied, setCopied] = useState(false);
  const address = `${location.origin}/app/invitation#${encodeURIComponent(invitation.token)}`;
  return (
    <div className="stack" role="status">
      <p>
        <strong>{say('web-invited', { name, login })}</strong>
      </p>
      <p className="notice notice-warning">{say('web-invited-once', { time: moment(invitation.expires) })}</p>
      <p className="invitation-link code" data-invitation dir="ltr">
        {address}
      </p>
      <div className="row">
        <Button
          leftSection={isCopied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          onClick={() => {
            void navigator.clipboard.writeText(address).then(() => setCopied(true));
          }}
        >
          {say(isCopied ? 'web-copied' : 'web-copy')}
        </Button>
      </div>
    </div>
  );
}
