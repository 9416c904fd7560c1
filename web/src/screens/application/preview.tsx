import { Button } from '@mantine/core';
import { IconArrowsMaximize } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Sheet } from '../../pieces/sheet.tsx';
import { previewQuery } from './holding.ts';

/** The certificate as it will look, beside the form: of what was last kept. */
export function Preview({
  id,
  version,
  revision,
}: {
  readonly id: string;
  readonly version: number;
  readonly revision: number | undefined;
}): ReactNode {
  const { say } = useReader();
  const [isLarge, setLarge] = useState(false);
  const face = useQuery({ ...previewQuery(id, version, revision), placeholderData: keepPreviousData });
  return (
    <div className="preview">
      <div className="card-head">
        <h2>{say('web-form-preview')}</h2>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowsMaximize size={16} aria-hidden />}
          onClick={() => setLarge(true)}
        >
          {say('web-form-preview-large')}
        </Button>
      </div>
      {face.isPending && <Loading lines={6} />}
      {face.isError && <ProblemNotice error={face.error} retry={() => void face.refetch()} />}
      {face.data !== undefined && (
        <div className="preview-small" role="region" aria-label={say('web-form-preview')} tabIndex={0}>
          <Sheet face={face.data} seal="unknown" notice={say('web-form-draft-notice')} name="preview" />
        </div>
      )}
      <Dialog isOpen={isLarge} close={() => setLarge(false)} size="64rem" title={say('web-form-preview')}>
        {face.data !== undefined && (
          <Sheet face={face.data} seal="unknown" notice={say('web-form-draft-notice')} name="preview-large" />
        )}
      </Dialog>
    </div>
  );
}
