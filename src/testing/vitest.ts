/** The entry `runcast/testing/vitest`: imported once, by a test or as a set-up file, it gives the `expect` of vitest the matchers. */
import { expect } from 'vitest';
import { matchers, type ThresholdMatchers } from './matchers.js';

declare module 'vitest' {
  interface Matchers<T = any> extends ThresholdMatchers {}
}

expect.extend(matchers);
