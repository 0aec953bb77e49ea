// The network between pages and the proxy: it goes away and comes back, and what was open is cut then.

export class Network {
  #isOffline = false;
  #underWay = 0;
  /** @type {Set<() => void>} what ends each open stream */
  #cuts = new Set();

  /** Whether a request is under way that needs no time. */
  get isBusy() {
    return this.#underWay > 0;
  }

  /**
   * @param {(request: Request) => Promise<Response>} server
   * @returns {typeof globalThis.fetch}
   */
  through(server) {
    return async (input, init) => {
      if (this.#isOffline) throw new TypeError('fetch failed');
      const request = new Request(input, /** @type {RequestInit} */ (init));
      this.#underWay++;
      try {
        const response = await server(request);
        if (this.#isOffline) throw new TypeError('fetch failed');
        const isStream = response.headers.get('content-type') === 'text/event-stream';
        return isStream ? this.#cuttable(response, request.signal) : response;
      } finally {
        this.#underWay--;
      }
    };
  }

  goOffline() {
    this.#isOffline = true;
    this.cutAll();
  }

  comeBack() {
    this.#isOffline = false;
  }

  /** Ends all streams, as when a machine wakes up. */
  cutAll() {
    for (const cut of [...this.#cuts]) cut();
  }

  /** @param {Response} response @param {AbortSignal} signal of who asked */
  #cuttable(response, signal) {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    /** @type {ReadableStreamDefaultController<Uint8Array>} */
    let controller;
    const forget = () => {
      this.#cuts.delete(cut);
      signal.removeEventListener('abort', cut);
    };
    const cut = () => {
      forget();
      controller.error(signal.aborted ? signal.reason : new TypeError('terminated'));
      reader.cancel().catch(() => {});
    };
    const body = new ReadableStream({
      start: (given) => void (controller = given),
      async pull() {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        forget();
        controller.close();
      },
      cancel(reason) {
        forget();
        return reader.cancel(reason);
      },
    });
    this.#cuts.add(cut);
    signal.addEventListener('abort', cut);
    return new Response(body, { status: response.status, headers: response.headers });
  }
}
