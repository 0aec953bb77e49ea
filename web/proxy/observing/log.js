// A structured log: one line of JSON for each event of the proxy.
import { plain } from './events.js';

/**
 * Where lines go.
 * @typedef {object} LogOptions
 * @property {(line: string) => void} [write] `console.log`: takes a line, without its end
 * @property {() => number} [now] `Date.now`: epoch ms
 */

/**
 * `{"time":"…","type":"request","operation":"look","method":"GET","status":200,"ms":41}`. There is nothing to blot out: of an event only
 * words that the proxy has chosen and numbers are written, never an id, a key, an address or a text.
 * @param {LogOptions} [options]
 * @returns {{ onEvent: import('./events.js').OnEvent }} for `createProxy({ onEvent })`
 */
export function createLog({ write = (line) => console.log(line), now = Date.now } = {}) {
  return {
    onEvent(event) {
      const said = plain(event);
      if (said) write(JSON.stringify({ time: new Date(now()).toISOString(), ...said }));
    },
  };
}
