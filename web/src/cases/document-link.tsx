import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../session/session.tsx';
import { documentText, type DocumentName } from './told.ts';

/** A certificate's name, leading to its account for those who may look into it. */
export function DocumentLink({ document }: { readonly document: DocumentName }): ReactNode {
  const { may } = useSession();
  const { country, authority, number } = document;
  if (!may('declaration.decide')) return <span className="number">{documentText(document)}</span>;
  return (
    <Link
      to="/balances/$country/$authority/$number"
      params={{ country, authority, number }}
      className="number"
    >
      {documentText(document)}
    </Link>
  );
}

/** A certificate's name, leading to what it says for those who may read it. */
export function CertificateLink({
  certificate,
}: {
  readonly certificate: DocumentName & { readonly id?: string };
}): ReactNode {
  const { may } = useSession();
  if (certificate.id === undefined || !may('certificate.read'))
    return <DocumentLink document={certificate} />;
  return (
    <Link to="/certificates/$id" params={{ id: certificate.id }} className="number certificate-link">
      {documentText(certificate)}
    </Link>
  );
}
