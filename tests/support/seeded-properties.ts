import fc from 'fast-check';
import { testSeed } from './random.js';

// Property tests draw from the printed seed too, so that one command repeats a whole failed run.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: testSeed() });
