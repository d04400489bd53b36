// Does long work in turns, so that the page answers meanwhile. A job is a generator that stops after each small step.
(function () {
  "use strict";
  // Milliseconds of a turn; the last step comes on top, which may take some more on a slow machine.
  var TURN = 8;

  /** @type {Job[]} */
  var first = []; // what readers wait for: nothing grows before they have it
  /** @type {Job[]} */
  var later = [];
  var isBusy = false;

  function work() {
    var end = performance.now() + TURN;
    do step(first.length ? first : later);
    while (first.length + later.length && performance.now() < end);
    isBusy = first.length + later.length > 0;
    if (isBusy) setTimeout(work, 0);
  }

  /** @param {Job[]} jobs */
  function step(jobs) {
    var job = jobs[0];
    try {
      var made = job.wanted() ? job.steps.next() : { done: true, value: null };
      if (!made.done) return;
      // What is made of it is a turn of its own.
      setTimeout(job.done, 0, made.value);
    } catch (error) {
      job.fail(error);
    }
    jobs.shift();
  }

  /** Resolves with what the job returns; with null where nobody wants that any more.
      @template Made @param {Job[]} jobs @param {Steps<Made>} steps @param {() => boolean} wanted @returns {Promise<Made | null>} */
  function queued(jobs, steps, wanted) {
    return new Promise(function (done, fail) {
      jobs.push({ steps: steps, wanted: wanted, done: done, fail: fail });
      if (!isBusy) setTimeout(work, 0);
      isBusy = true;
    });
  }

  function always() {
    return true;
  }

  window.toolkit.turns = {
    first: function (steps, wanted) {
      return queued(first, steps, wanted || always);
    },
    later: function (steps) {
      return queued(later, steps, always);
    },
  };
})();
