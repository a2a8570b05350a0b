/** The border of the kernel's chance: keyed streams of uniforms, and distributions to draw from with them. */
export { distribution } from './distributions/build.js';
export { burrFromMedian, lomaxFromMean } from './distributions/burr.js';
export { gammaFromMeanCv, gammaFromMeanShape } from './distributions/gamma.js';
export { hyperexponentialFromMeanCv } from './distributions/hyperexponential.js';
export { lognormalFromMeanCv, lognormalFromMedianP95, lognormalFromMedianSigma } from './distributions/lognormal.js';
export type { Distribution, DistributionSpec } from './distributions/spec.js';
export { weibullFromMean, weibullFromMedian, weibullFromMedianP95 } from './distributions/weibull.js';
export { Sampler, sampler } from './sampler.js';
export { Stream, Streams } from './streams.js';
