// Drop a file or a piece of text anywhere on the page.
import { byId } from './by-id.js';

/** A callback is a few kilobytes; more is another file. */
const MOST_BYTES = 1_048_576;

/**
 * @param {(text: string) => void} onText what was dropped; empty when it cannot be what is wanted
 * @param {(video: File) => void} onVideo
 */
export function listenToDrops(onText, onVideo) {
  const overlay = byId('drop', HTMLElement);
  addEventListener('dragover', (event) => {
    // Files and text, but not what is dragged about within a text box.
    if (
      !event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/plain') ||
      event.target instanceof HTMLInputElement
    )
      return;
    event.preventDefault();
    overlay.hidden = false;
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) overlay.hidden = true;
  });
  addEventListener('drop', async (event) => {
    overlay.hidden = true;
    if (event.target instanceof HTMLInputElement || !event.dataTransfer) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (!file) return onText(event.dataTransfer.getData('text/plain'));
    if (file.type.startsWith('video/')) return onVideo(file);
    onText(file.size > MOST_BYTES ? '' : await file.text());
  });
}
