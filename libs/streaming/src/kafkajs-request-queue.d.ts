declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** What of kafkajs' queue of a connection's requests `idle-connections.ts` knows. */
  export default class RequestQueue {
    constructor(options: object);
    readonly pending: readonly object[];
    checkPendingRequests(): void;
    maybeThrottle(ms: number): void;
    push(request: object): void;
    destroy(): void;
    /** Sets a timer that checks again. */
    scheduleCheckPendingRequests: (this: RequestQueue) => void;
  }
}
