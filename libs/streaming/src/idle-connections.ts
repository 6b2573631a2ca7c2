import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const schedule = RequestQueue.prototype.scheduleCheckPendingRequests;

/**
 * kafkajs 2.2.4 looks a thousand times a second on each connection for requests that wait, though none does:
 * https://github.com/tulios/kafkajs/issues/1704, with corrections that nobody merges. An idle query-api woke 800
 * times a second, and took 35 ms of CPU in it on a busy machine.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function () {
  if (this.pending.length > 0) schedule.call(this);
};
