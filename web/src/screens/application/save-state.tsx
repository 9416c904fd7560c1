import { Button } from '@mantine/core';
import { IconCloudCheck, IconCloudExclamation, IconCloudUp, IconDeviceFloppy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { problemOf } from '../../api/problem.ts';
import { useReader } from '../../language/reader.tsx';
import type { Draft } from './draft.ts';

/** Whether what was typed is kept: always said, never guessed. */
export function SaveState({ draft }: { readonly draft: Draft }): ReactNode {
  const { say, time } = useSaying();
  const { saving, settle, discard } = draft;
  if (saving.state === 'failed') {
    const { code, detail } = problemOf(saving.error);
    const why = code === 'connection-lost' ? say('web-connection-lost') : detail;
    return (
      <p className="save-state save-failed" role="alert">
        <IconCloudExclamation size={18} aria-hidden />
        {say('web-form-not-saved', { why })}
        <Button variant="default" size="compact-sm" onClick={() => void settle().catch(() => undefined)}>
          {say('web-retry')}
        </Button>
      </p>
    );
  }
  if (draft.conflicts.length > 0) {
    return (
      <p className="save-state save-failed" role="status" data-saving="asking">
        <IconCloudExclamation size={18} aria-hidden />
        {say('web-form-not-saved', { why: say('web-form-conflict') })}
      </p>
    );
  }
  return (
    <div className="row save-state">
      <p className="save-state" role="status" data-saving={saving.state}>
        {saving.state === 'saved' ? (
          <IconCloudCheck size={18} aria-hidden />
        ) : (
          <IconCloudUp size={18} aria-hidden />
        )}
        {saving.state === 'saved'
          ? say('web-form-saved', { time: time(saving.at) })
          : saving.state === 'kept'
            ? say('web-form-kept', { time: time(saving.at) })
            : say('web-form-saving')}
      </p>
      {saving.state !== 'saved' && (
        <>
          <Button
            variant="light"
            size="compact-sm"
            aria-keyshortcuts="Control+S"
            leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            onClick={() => void settle().catch(() => undefined)}
          >
            {say('web-form-save')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={discard}>
            {say('web-form-discard')}
          </Button>
        </>
      )}
    </div>
  );
}

function useSaying() {
  const { say, language } = useReader();
  const clock = new Intl.DateTimeFormat(
    language === 'ar' ? 'ar-u-nu-latn' : language === 'en' ? 'en-GB' : language,
    {
      timeStyle: 'short',
    },
  );
  return { say, time: (instant: string) => clock.format(new Date(instant)) };
}
