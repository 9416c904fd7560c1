import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { PaperIntake } from '../../pieces/paper-intake.tsx';
import { keepHanded } from '../../verifying/handed.ts';
import { HandedCard } from './handed-card.tsx';

/** A certificate handed in as a file, a picture or a QR code: verified here, then looked up. */
export function FileIntake({ show }: { readonly show: (found: ReactNode) => void }): ReactNode {
  const { go } = useAddress();
  return (
    <PaperIntake
      take={(handed) => {
        keepHanded(handed);
        if (handed.kind === 'text') {
          show(undefined);
          go('/search', { q: handed.text });
        } else show(<HandedCard handed={handed} />);
      }}
    />
  );
}
