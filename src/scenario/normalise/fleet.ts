/** Completes instances and registrations. */
import type { Path } from '../text/path.js';
import { mapByName } from '../order.js';
import type { ScenarioInput } from '../schema.js';
import type { ScenarioInstance, ScenarioRunner } from '../scenario.js';
import type { NormaliseContext } from './context.js';

/** Returns the complete instances. */
export function normaliseInstances(context: NormaliseContext, input: ScenarioInput): Record<string, ScenarioInstance> {
  return mapByName(input.instances, (given, name) => {
    const at = (...keys: string[]): Path => ['instances', name, ...keys];
    const { url, trace } = given;
    return {
      ...(url === undefined ? {} : { url }),
      request_latency: context.duration(at('request_latency'), given.request_latency, '200ms'),
      update_latency: context.duration(at('update_latency'), given.update_latency, '100ms'),
      final_update_latency: context.duration(at('final_update_latency'), given.final_update_latency, '100ms'),
      long_polling: context.duration(at('long_polling'), given.long_polling, '50s'),
      long_poll_wake: context.fill(at('long_poll_wake'), given.long_poll_wake, 'rails'),
      fair_usage: context.fill(at('fair_usage'), given.fair_usage, true),
      cancel_pending: context.fill(at('cancel_pending'), given.cancel_pending, true),
      ...(given.http_retries === undefined ? {} : { http_retries: given.http_retries }),
      trace: {
        output: context.fill(at('trace', 'output'), trace?.output, 'chatty'),
        patch_latency: context.duration(at('trace', 'patch_latency'), trace?.patch_latency, '0s'),
        touch_latency: context.duration(at('trace', 'touch_latency'), trace?.touch_latency, '0s'),
        update_interval: context.duration(at('trace', 'update_interval'), trace?.update_interval, '60s'),
      },
    };
  });
}

/** Returns the instance that `given` names, the only one where it is absent, or an empty name after noting an error. */
export function instanceOf(context: NormaliseContext, input: ScenarioInput, path: Path, given: string | undefined): string {
  const names = Object.keys(input.instances);
  if (given !== undefined) {
    context.known([...path, 'instance'], 'instance', given, names);
    return given;
  }
  if (names.length > 1) {
    context.report.error(
      [...path, 'instance'],
      `required key 'instance' is missing: there are several (${names.join(', ')}); name one`,
      'key',
    );
  }
  return context.fill([...path, 'instance'], undefined, names[0] ?? '');
}

/** Returns the complete registrations. */
export function normaliseRunners(context: NormaliseContext, input: ScenarioInput): Record<string, ScenarioRunner> {
  const holders = new Map<string, string>();
  return mapByName(input.runners, (given, name) => {
    const at = (...keys: string[]): Path => ['runners', name, ...keys];
    const { token, projects } = given;
    const other = token === undefined ? undefined : holders.get(token);
    if (other !== undefined)
      context.report.error(at('token'), `runners ${other} and ${name} have the same token; every registration has its own`);
    if (token !== undefined) holders.set(token, name);
    if (name === 'ignore')
      context.report.error(at(), "a runner cannot be called 'ignore': in entries this word means that an entry is left out", 'key');
    const type = context.fill(at('type'), given.type, 'instance');
    const tags = [...new Set(context.fill(at('tags'), given.tags, []))];
    if (type === 'instance' && projects !== undefined) {
      context.report.error(at('projects'), 'an instance runner serves all projects; leave projects out or make its type project', 'key');
    }
    if (type === 'project' && (projects ?? []).length === 0) {
      context.report.error(
        at('projects'),
        `required key 'projects' is missing: a project runner serves the projects it names; add projects: [name]`,
        'key',
      );
    }
    return {
      instance: instanceOf(context, input, at(), given.instance),
      ...(token === undefined ? {} : { token }),
      type,
      tags,
      run_untagged: context.fill(at('run_untagged'), given.run_untagged, tags.length === 0),
      protected: context.fill(at('protected'), given.protected, false),
      ...(projects === undefined ? {} : { projects: [...new Set(projects)] }),
      paused: context.fill(at('paused'), given.paused, false),
    };
  });
}
