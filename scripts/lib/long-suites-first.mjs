import Sequencer from '@jest/test-sequencer';

const long = ['/tests/chaos/', '/tests/e2e/'];
/** Of the other suites between two long ones. */
const spacing = 6;

/**
 * A minute-long suite that begins last leaves one of the two workers idle, and two of them side by side slow each other down: they are dealt out
 * from the beginning on, with shorter ones between. Otherwise in jest's own order: by how long a suite took the last time, else by its size.
 */
export default class LongSuitesFirst extends Sequencer {
  sort(tests) {
    const ordered = super.sort(tests);
    const others = ordered.filter((test) => !isLong(test)).sort((one, other) => isUnit(one) - isUnit(other));
    const dealt = ordered.filter(isLong).flatMap((test) => [test, ...others.splice(0, spacing)]);
    return [...dealt, ...others];
  }
}

const isLong = ({ path }) => long.some((folder) => path.includes(folder));
const isUnit = ({ path }) => !path.includes('/tests/integration/');
