// In the settings: whether results are kept, and where.
import { el } from '../../element/dom.js';
import { fill } from '../../words/fill.js';
import { byId } from '../by-id.js';
import { write } from './panel.js';
import { chooseFolder, hasFolders } from './places.js';

export class KeepSettings {
  #title = el('legend', {});
  #hint = el('p', { class: 'hint' });
  #now = el('p', { role: 'status' });
  #choose;
  #stop;

  /** @param {import('./keeper.js').Keeper} keeper */
  constructor(keeper) {
    const button = (/** @type {() => unknown} */ click) => el('button', { type: 'button', class: 'quiet', click });
    this.#choose = button(async () => {
      const place = hasFolders() ? await chooseFolder() : 'downloads';
      if (place) await keeper.keepIn(place);
    });
    this.#stop = button(async () => {
      await keeper.keepIn(null);
      this.#choose.focus();
    });
    const buttons = el('div', { class: 'buttons' }, this.#choose, this.#stop);
    byId('settings-form', HTMLFormElement)
      .querySelector('.language')
      ?.before(el('fieldset', { id: 'keep-settings' }, this.#title, this.#hint, this.#now, buttons));
  }

  /** @param {import('./keep.js').KeepView} view */
  show({ keeper: { place }, words }) {
    write(this.#title, words.title);
    write(this.#hint, `${words.hint} ${hasFolders() ? words.folderHint : words.downloadsHint}`);
    const where = place?.folder ? fill(words.inFolder, { folder: place.folder.name }) : words.inDownloads;
    write(this.#now, place === null ? words.off : where);
    write(this.#choose, hasFolders() ? (place === null ? words.choose : words.other) : words.start);
    // Among the downloads there is nothing else to choose.
    this.#choose.hidden = place !== null && !hasFolders();
    write(this.#stop, words.stop);
    this.#stop.hidden = place === null;
  }
}
