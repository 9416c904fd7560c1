import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { Card } from '../pieces/page.tsx';
import type { DeclarationRead } from './reading.ts';

/** More than this nobody reads; a preview tells them all the same way. */
const MOST = 20;

/** What is odd about what was declared without making it unfit: codes the tariff does not have, quantities that do not add up. */
export function FormRemarks({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say } = useReader();
  const remarks = read.findings.filter(({ level }) => level !== 'INFO').slice(0, MOST);
  if (remarks.length === 0) return undefined;
  return (
    <Card title={say('web-own-remarks')}>
      <ul data-remarks={remarks.length}>
        {remarks.map(({ path, code, detail }) => (
          <li key={`${path} ${code}`}>
            {detail} <span className="quiet code">{path}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
