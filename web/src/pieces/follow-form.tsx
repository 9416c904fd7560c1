import { Button, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import type { FieldFault } from './error-summary.tsx';
import { Form } from './form.tsx';
import { ProblemNotice } from './problem-notice.tsx';

/** What opens something to whoever began it without an account. */
export interface FollowKey {
  readonly reference: string;
  readonly code: string;
}

export function trimmedKey({ reference, code }: FollowKey): FollowKey {
  return { reference: reference.trim(), code: code.trim() };
}

/** Asks for reference and code, and says which of them is missing. */
export function FollowForm({
  value,
  change,
  follow,
  asking,
  longestCode,
  label,
}: {
  readonly value: FollowKey;
  readonly change: (value: FollowKey) => void;
  /** Called with the key as it is sent, without space around it. */
  readonly follow: (key: FollowKey) => void;
  readonly asking: { readonly isPending: boolean; readonly error: Error | null };
  readonly longestCode: number;
  /** Of the button. */
  readonly label: string;
}): ReactNode {
  const { say } = useReader();
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    const key = trimmedKey(value);
    const found = (['reference', 'code'] as const)
      .filter((field) => key[field] === '')
      .map((field) => ({ field, text: say(`web-join-${field}-missing`) }));
    setFaults(found);
    if (found.length === 0) follow(key);
  };
  return (
    <Form faults={faults} submit={submit}>
      {asking.error !== null && <ProblemNotice error={asking.error} />}
      <TextInput
        id="reference"
        label={say('web-reference')}
        maxLength={40}
        value={value.reference}
        error={faultOf('reference')}
        onChange={({ currentTarget }) => change({ ...value, reference: currentTarget.value })}
      />
      <TextInput
        id="code"
        label={say('web-join-code')}
        maxLength={longestCode}
        autoComplete="off"
        value={value.code}
        error={faultOf('code')}
        onChange={({ currentTarget }) => change({ ...value, code: currentTarget.value })}
      />
      <Button type="submit" loading={asking.isPending}>
        {label}
      </Button>
    </Form>
  );
}
