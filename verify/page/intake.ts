import { drawing, h } from './dom.ts';
import type { Speech } from '../inspection/index.ts';

const ACCEPTED = '.xml,.asice,.sce,.zip,.json,.pdf,application/xml,text/xml,application/pdf,image/*';
const PAPER = 'M6 3h8l4 4v14H6Zm8 0v4h4M12 17v-6m-2.5 2.5L12 11l2.5 2.5';

/** Where a file is dropped or chosen. */
export function intakeView(speech: Speech, take: (file: File) => void): HTMLElement {
  const input = fileInput('file', { accept: ACCEPTED, 'aria-describedby': 'intake-note' }, take);
  const camera = fileInput('camera', { accept: 'image/*', capture: 'environment' }, take);
  return h(
    'div',
    { class: 'intake' },
    drawing('intake-icon', PAPER),
    h(
      'div',
      {},
      h('p', { class: 'intake-drop' }, speech.say('verify-drop')),
      h(
        'p',
        { class: 'intake-choose' },
        input,
        h('label', { for: 'file', class: 'button' }, speech.say('verify-choose')),
        camera,
        h('label', { for: 'camera', class: 'button plain' }, speech.say('verify-photograph')),
      ),
      h('p', { id: 'intake-note', class: 'quiet' }, speech.say('verify-accepts')),
    ),
  );
}

function fileInput(
  id: string,
  attributes: Readonly<Record<string, string>>,
  take: (file: File) => void,
): HTMLInputElement {
  const input = h('input', { type: 'file', id, class: 'visually-hidden', ...attributes });
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) take(file);
    // The same file chosen again is checked again.
    input.value = '';
  });
  return input;
}

/** Lets a file be dropped anywhere on the page; elsewhere the browser would leave the page for the file. */
export function acceptDrops(take: (file: File) => void): void {
  const over = (event: DragEvent, isOver: boolean): void => {
    event.preventDefault();
    document.body.classList.toggle('dropping', isOver);
  };
  window.addEventListener('dragover', (event) => over(event, true));
  window.addEventListener('dragleave', (event) => over(event, event.relatedTarget !== null));
  window.addEventListener('drop', (event) => {
    over(event, false);
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}
