import { Button } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { Dialog } from './dialog.tsx';
import type { Handed } from '../verifying/intake.ts';
import { FileDrop } from './file-drop.tsx';

const ACCEPTED = '.xml,.asice,.sce,.zip,.pdf,.png,.jpg,.jpeg,.webp,application/xml,application/pdf,image/*';

/** Takes a certificate in any form a person holds: a file, a picture of the paper, or its QR code before the camera. */
export function PaperIntake({ take }: { readonly take: (handed: Handed) => void }): ReactNode {
  const { say } = useReader();
  const [isBusy, setBusy] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const read = async (file: File): Promise<void> => {
    setBusy(true);
    try {
      const { readHanded } = await import('../verifying/intake.ts');
      take(await readHanded(file));
    } catch {
      take({ kind: 'unread', name: file.name, fault: 'web-intake-failed' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <FileDrop
      label={say('web-intake-choose')}
      hint={say('web-intake-hint')}
      accept={ACCEPTED}
      isBusy={isBusy}
      take={([file]) => {
        if (file !== undefined) void read(file);
      }}
    >
      <Button
        variant="default"
        size="sm"
        leftSection={<IconQrcode size={18} aria-hidden />}
        onClick={() => setScanning(true)}
      >
        {say('web-intake-scan')}
      </Button>
      <Dialog isOpen={isScanning} close={() => setScanning(false)} title={say('web-intake-scan')} size="lg">
        <Camera
          found={(text) => {
            setScanning(false);
            void import('../verifying/intake.ts').then(async ({ readQr }) => take(await readQr(text, 'QR')));
          }}
        />
      </Dialog>
    </FileDrop>
  );
}

const LOOK_MILLISECONDS = 250;

/** The camera, until it sees a symbol. Its pictures stay on this device. */
function Camera({ found }: { readonly found: (text: string) => void }): ReactNode {
  const { say } = useReader();
  const video = useRef<HTMLVideoElement>(null);
  const [isRefused, setRefused] = useState(false);
  const tell = useRef(found);
  tell.current = found;
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isGone = false;
    const start = async (): Promise<void> => {
      const { qrInFrame } = await import('../verifying/qr-reading.ts');
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1920 } },
      });
      const element = video.current;
      if (isGone || element === null) return;
      element.srcObject = stream;
      await element.play();
      timer = setInterval(() => {
        const text = qrInFrame(element);
        if (text !== undefined) tell.current(text);
      }, LOOK_MILLISECONDS);
    };
    start().catch(() => {
      if (!isGone) setRefused(true);
    });
    return () => {
      isGone = true;
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  if (isRefused) return <p className="notice notice-warning">{say('web-camera-refused')}</p>;
  return (
    <div className="stack">
      <video ref={video} className="camera" muted playsInline aria-label={say('web-camera')} />
      <p className="quiet">{say('web-camera-hint')}</p>
    </div>
  );
}
