/** How many batches one long run may be cut into. */

/** Batches that may be asked for. Fewer have no interval to speak of, and no test; beyond thirty an interval gains next to nothing (Schmeiser, Batch size effects in the analysis of simulation output, Operations Research 30 (1982) 556-568). */
export const LEAST_BATCHES = 5;
export const MOST_BATCHES = 200;
