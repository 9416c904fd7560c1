import { useEffect, useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { useLiveState } from '../live/live.tsx';
import { useSession } from '../session/session.tsx';

/** Says that the line is down, and that it is back; what is shown may be older than it looks meanwhile. */
export function ConnectionNotice(): ReactNode {
  const { say } = useReader();
  const live = useLiveState();
  const { isUnreached } = useSession();
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const change = (): void => setOnline(navigator.onLine);
    window.addEventListener('online', change);
    window.addEventListener('offline', change);
    return () => {
      window.removeEventListener('online', change);
      window.removeEventListener('offline', change);
    };
  }, []);
  const isLost = !isOnline || live === 'lost' || isUnreached;
  return (
    <div role="status" aria-live="polite">
      {isLost && (
        <p className="notice notice-warning">
          <strong>{say('web-connection-lost')}</strong> {say('web-connection-lost-more')}
        </p>
      )}
    </div>
  );
}
