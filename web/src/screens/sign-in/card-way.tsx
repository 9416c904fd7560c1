import { Button } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { isOverTls } from '../../session/connection.ts';
import { useSession } from '../../session/session.tsx';

/** Signing in by the certificate that the connection shows: of a card or token. Says what is missing where there is none. */
export function CardWay(): ReactNode {
  const { say } = useReader();
  const { enter } = useSession();
  const [isExplained, setExplained] = useState(false);
  const opening = useMutation({
    mutationFn: () => call('open-session-by-certificate', { body: { cookie: true } }),
    onSuccess: ({ caller }) => enter(caller),
  });
  const isMissing = opening.isError && problemOf(opening.error).code === 'client-certificate-missing';
  return (
    <div className="card-way">
      {isExplained && (
        <p className="notice notice-warning" role="alert">
          {say('web-card-no-tls')}
        </p>
      )}
      {isMissing && (
        <p className="notice notice-warning" role="alert">
          {say('web-card-not-shown')}
        </p>
      )}
      {opening.isError && !isMissing && <ProblemNotice error={opening.error} />}
      <Button
        variant="default"
        leftSection={<IconId size={20} aria-hidden />}
        loading={opening.isPending}
        onClick={() => {
          setExplained(!isOverTls());
          if (isOverTls()) opening.mutate();
        }}
      >
        {say('web-card-sign-in')}
      </Button>
    </div>
  );
}
