import Sequencer from '@jest/test-sequencer';

/** Rings by how long their suites last: what begins last must be short, or one of the two workers waits for the other at the end. */
const rings = ['/tests/chaos/', '/tests/e2e/', '/tests/integration/'];

/** Within a ring jest's own order: by how long a suite took the last time, else by its size. */
export default class LongSuitesFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => ringOf(one) - ringOf(other));
  }
}

function ringOf({ path }) {
  const ring = rings.findIndex((folder) => path.includes(folder));
  return ring === -1 ? rings.length : ring;
}
