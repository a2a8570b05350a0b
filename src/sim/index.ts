/** The border of the kernel: what models and studies may use of it. */
export {
  burrFromMedian,
  type Distribution,
  distribution,
  type DistributionSpec,
  gammaFromMeanCv,
  gammaFromMeanShape,
  hyperexponentialFromMeanCv,
  lognormalFromMeanCv,
  lognormalFromMedianP95,
  lognormalFromMedianSigma,
  lomaxFromMean,
  Sampler,
  sampler,
  weibullFromMean,
  weibullFromMedian,
  weibullFromMedianP95,
} from './distribution.js';
export { Fingerprint } from './fingerprint.js';
export { LimbSum } from './limbs.js';
export { Signal, type SignalOptions } from './signal.js';
export {
  type EventId,
  type Handler,
  type HandlerId,
  type Lane,
  Simulation,
  type SimulationOptions,
  type SourceInput,
  type StopReason,
} from './simulation.js';
export { Stream, Streams } from './streams.js';
