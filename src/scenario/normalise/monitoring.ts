/** Completes what is scraped. */
import type { Path } from '../text/path.js';
import type { ScenarioMonitoring } from '../scenario-services.js';
import type { ScenarioInput } from '../schema.js';
import type { NormaliseContext } from './context.js';

/** Returns what is scraped, or undefined where the scenario says nothing of it. */
export function normaliseMonitoring(context: NormaliseContext, input: ScenarioInput): ScenarioMonitoring | undefined {
  const { monitoring: given } = input;
  if (given === undefined) return undefined;
  const at = (key: string): Path => ['monitoring', key];
  return {
    series_per_machine: context.fill(at('series_per_machine'), given.series_per_machine, 0, 'not counted'),
    series_per_manager: context.fill(at('series_per_manager'), given.series_per_manager, 0, 'not counted'),
    scrape_interval: context.duration(at('scrape_interval'), given.scrape_interval, '15s'),
    federated: context.fill(at('federated'), given.federated, '0%'),
  };
}
