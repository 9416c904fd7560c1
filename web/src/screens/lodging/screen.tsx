import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { Page } from '../../pieces/page.tsx';
import { CHINA_FORM } from './china-form.ts';
import { FACTS_FORM } from './facts-form.ts';
import { LodgingForm } from './form.tsx';

const FORMS = [CHINA_FORM, FACTS_FORM] as const;

/** A new declaration, in the form that is chosen. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const form = FORMS.find(({ name }) => name === search['form']) ?? CHINA_FORM;
  return (
    <Page
      title={say('web-lodge')}
      lead={say('web-lodge-lead')}
      actions={
        <SegmentedControl
          aria-label={say('web-lodge-form')}
          value={form.name}
          onChange={(next) => filter({ form: next === CHINA_FORM.name ? '' : next })}
          data={FORMS.map(({ name }) => ({ value: name, label: say(`web-lodge-form-${name}`) }))}
        />
      }
    >
      <LodgingForm key={form.name} form={form} />
    </Page>
  );
}
