/** How long something may take to be so in a browser, in ms: long, since a busy machine is no failure and only a failing test waits it out. */
export const PATIENCE_MS = 60_000;
