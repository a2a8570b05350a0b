/** The border of the kernel's chance: keyed streams of uniforms, and distributions to draw from with them. */
export { distribution } from './distributions/build.js';
export * from './distributions/families.js';
export type { Distribution, Family, Part } from './distributions/family.js';
export { Sampler, sampler } from './sampler.js';
export { CHANCE_VERSION, Stream, Streams } from './streams.js';
