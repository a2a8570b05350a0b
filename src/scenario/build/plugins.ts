/** The fleeting plugins that are known: for which clouds they are, and which of their settings say where instances are made. */
import { own } from '../own.js';

/** What a plugin takes from `[runners.autoscaler.plugin_config]`, as its documentation states it. */
interface Plugin {
  /** Driver of the clouds it makes instances in. */
  readonly driver: string;
  /** Keys of the zone, of the region that holds the zones, of the machine type. Most know a group or template instead, which says the rest. */
  readonly zone?: string;
  readonly region?: string;
  readonly type?: string;
}

const GOOGLE: Plugin = { driver: 'google', zone: 'zone', region: 'region' };

const PLUGINS: Readonly<Record<string, Plugin>> = {
  googlecloud: GOOGLE,
  googlecompute: GOOGLE,
  aws: { driver: 'amazonec2', region: 'region' },
  azure: { driver: 'azure' },
  hetzner: { driver: 'hetzner', zone: 'location', type: 'server_type' },
};

/** Returns a plugin's own name: `aws` of `fleeting-plugin-aws`, `aws:latest` and `registry.gitlab.com/group/fleeting-plugin-aws:1.0`. */
function bareName(plugin: string): string {
  const last = plugin.slice(plugin.lastIndexOf('/') + 1);
  return last.replace(/[:@].*$/u, '').replace(/^fleeting-plugin-/u, '');
}

/** Returns what is known of a plugin; of an unknown one that its clouds have its name for a driver. */
export function pluginOf(plugin: string): Plugin {
  const name = bareName(plugin);
  return own(PLUGINS, name) ?? { driver: name };
}
