/** The schema of clouds: zones, machine types with prices, the API with its limits, quotas, cleaners. */
import { z } from 'zod';
import { durations } from './distributions.js';
import { count, doc, type Doc, duration, flag, named, oneOf, positiveDuration, price, share, shown, size, text } from './values.js';

/** An amount that a quota allows, or `none`. */
const orNone = <Amount extends z.ZodType>(amount: Amount, expected: string, about: Doc) =>
  z
    .union([amount, z.literal('none')], {
      error: ({ input }) => (input === undefined ? undefined : `expected ${expected} or none (no quota), got ${shown(input)}`),
    })
    .optional()
    .meta(doc(about));

const amount = count({ is: 'So many.' }, 0, 1e9);
const wholeNumber = 'a whole number from 0 to 1000000000';

/** Amounts of a quota that is no quota of its own kind. */
const quotaParts = {
  machines: orNone(amount, wholeNumber, { is: 'Machines at most; 0 lets none be made, none is no quota.', by: 'none', ex: 1500 }),
  cpus: orNone(amount, wholeNumber, { is: 'Virtual CPUs at most; 0 lets none be made, none is no quota.', by: 'none', ex: 6000 }),
  disk: orNone(size({ is: 'So much.' }), 'a size with its unit, such as 300 MiB (units B, KiB, MiB, GiB, TiB),', {
    is: 'Disks at most, all together; 0 B lets none be made, none is no quota.',
    by: 'none',
    ex: '200000 GiB',
  }),
};

const zoneSchema = z.strictObject({
  like: text({ is: 'Another zone of this cloud: what is not said here is as there.', ex: 'us-east1-c' }).optional(),
  boot_time: durations({
    is: 'Run time of the create command.',
    by: 'lognormal by driver: google median 35s, sigma 0.4; digitalocean 45s, 0.3; amazonec2 38s, 0.15; others 60s, 0.4',
    ex: { lognormal: { median: '35s', sigma: 0.4 } },
  }),
  boot_failure: share({ is: 'Share of create commands that fail.', by: '0%' }).optional(),
  failed_boot_is_billed: flag({ is: 'A failed create leaves a machine that is billed until it is removed.', by: 'true' }).optional(),
  ready_time: durations({
    is: 'Run time of instance_ready_command on an instance that runs (docker-autoscaler, instance), where the config.toml has one.',
    by: '15s',
    ex: '15s',
  }),
  ready_failure: share({ is: 'Share of instance_ready_command that fail: the instance is deleted and creations back off.', by: '0%' }).optional(),
  delete_time: durations({ is: 'Run time of the remove command.', by: '20s', ex: '20s' }),
  delete_failure: share({ is: 'Share of remove commands that fail.', by: '0%' }).optional(),
  provision_time: duration({ is: 'Run time of the provision command that follows a failed create (runners before 14.3).', by: '30s' }).optional(),
  provision_failure: share({ is: 'Share of provision commands that fail (runners before 14.3).', by: '100%' }).optional(),
  force_delete_time: duration({ is: 'Run time of the forced remove command.', by: '0s' }).optional(),
  stop_time: duration({ is: 'Run time of the stop command before a removal.', by: '3s' }).optional(),
  remove_unmade: z
    .union([duration({ is: 'Its run time.' }), z.literal('as_made')], {
      error: ({ input }) => (input === undefined ? undefined : `expected a duration with its unit or as_made, got ${shown(input)}`),
    })
    .optional()
    .meta(
      doc({
        is: 'Run time of the remove command of a directory whose create was refused at its first call: there is no machine to stop or to delete. as_made: stop_time and delete_time as for one that was made.',
        by: '2s',
        ex: 'as_made',
      }),
    ),
  connect_latency: duration({ is: 'Time of the check that a machine can be reached.', by: '500ms' }).optional(),
  orphans: share({
    is: 'Share of machines whose removal is answered OK while they live on, billed, until a cleaner finds them.',
    by: '0%',
    ex: '0.2%',
  }).optional(),
  droplet_zero: share({
    is: 'Share of creates that fail and leave a directory with DropletId 0, which counts against limit and cannot be removed, and a machine that no manager knows.',
    by: '0%',
    ex: '0.1%',
  }).optional(),
  quota: z
    .strictObject({
      ...quotaParts,
      refusal: duration({ is: 'Time a create takes to fail when the quota is full.', by: '2s' }).optional(),
    })
    .optional()
    .meta(doc({ is: 'Quota of the account in this zone.', by: 'none', ex: { machines: 1500 } })),
});

const callsPerCreate = z
  .union(
    [
      count({ is: 'Calls at the start of the command.' }, 0, 1e6),
      z.strictObject({
        fixed: count({ is: 'Calls at the start of the command.', by: '0' }, 0, 1e6).optional(),
        poll: count({ is: 'Calls of each look at whether the machine is there.', by: '0', ex: 1 }, 0, 1e6).optional(),
        every: positiveDuration({ is: 'Time between two such looks.', by: '1s' }).optional(),
      }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `expected a number of calls or a map with fixed, poll, every, got ${shown(input)}`) },
  )
  .optional()
  .meta(doc({ is: 'Calls of a create command.', by: '0', ex: { fixed: 3, poll: 1, every: '1s' } }));

const apiSchema = z
  .strictObject({
    calls_per_create: callsPerCreate,
    calls_per_delete: count({ is: 'Calls of a remove command.', by: '0', ex: 2 }, 0, 1e6).optional(),
    calls_per_pass: count({ is: 'Calls of a pass of the pool management of an entry.', by: '0' }, 0, 1e6).optional(),
    limits: z
      .array(
        z.strictObject({
          calls: count({ is: 'Calls that are answered in one window.', ex: 2000 }, 1, 1e9),
          per: positiveDuration({ is: 'Length of a window; windows follow each other from the start of the run.', ex: '100s' }),
          of: oneOf({ is: 'Whether the cloud counts all calls together or those of each manager.', by: 'cloud' }, ['cloud', 'manager']).optional(),
        }),
      )
      .optional()
      .meta(doc({ is: 'Rate limits; a call needs room in each of them.', by: 'none', ex: [{ calls: 2000, per: '100s' }] })),
    refusal: duration({ is: 'Time a command takes to fail when its calls are refused.', by: '1s' }).optional(),
  })
  .optional()
  .meta(doc({ is: "The cloud's API: calls of the commands of docker-machine, or of a fleeting plugin, and how many are answered.", by: 'calls are not counted' }));

const cleaner = (is: string, age: string, by: string) =>
  z
    .strictObject({
      every: positiveDuration({ is: 'Time from one round to the next; the first is one such time after the start.', by: '15m' }).optional(),
      minimum_age: duration({ is: age, by }).optional(),
    })
    .optional()
    .meta(doc({ is, by: 'nobody cleans', ex: { every: '15m', minimum_age: '1h' } }));

const cleaners = z
  .strictObject({
    hanging: cleaner(
      'hanging-droplets-cleaner: removes machines that no manager has a directory of, or only one with DropletId 0.',
      'It leaves machines alone that are younger.',
      '1h',
    ),
    droplet_zero: cleaner(
      'droplet-zero-machines-cleaner: removes directories with DropletId 0 from the managers.',
      'It leaves directories alone whose create command began later than this before.',
      '1h',
    ),
  })
  .optional()
  .meta({ description: 'Who cleans up what is left behind.' });

const billing = (granularity: string, minimum: string) =>
  z.strictObject({
    granularity: positiveDuration({ is: 'A machine is charged for whole units of this.', by: granularity }).optional(),
    minimum: duration({ is: 'A machine is charged for at least this.', by: minimum }).optional(),
  });

const preemptible = z
  .union(
    [
      flag({ is: 'True: it lives as machines of GCE did in 2019.' }),
      z.strictObject({
        life: durations({
          is: 'Time from its create command to its preemption.',
          by: '7 % within 15 minutes, 15 % within 1 h, 23 % within 3 h, 39 % within 24 h, the others at 24 h',
        }),
        cap: duration({ is: 'It lives no longer than this; 0s is no cap.', by: '24h' }).optional(),
      }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `expected true, false or a map with life and cap, got ${shown(input)}`) },
  )
  .optional()
  .meta(doc({ is: 'The cloud may take such a machine back at any time.', by: 'false', ex: true }));

const machineType = z.union(
  [
    price({ is: 'Price of this type.', ex: '0.0475 USD/h' }),
    z.strictObject({
      price: price({ is: 'Price of this type.', ex: '0.0475 USD/h' }),
      cpus: count(
        {
          is: 'Virtual CPUs, for quotas.',
          by: 'what its name says (n1-standard-4: 4, s-2vcpu-2gb: 2), else 1',
          ex: 4,
        },
        0,
        1e6,
      ).optional(),
      preemptible,
      billing: billing('that of the cloud', 'that of the cloud')
        .optional()
        .meta(doc({ is: 'How the life of such a machine is rounded into what is charged.', by: 'that of the cloud', ex: { granularity: '1h', minimum: '24h' } })),
    }),
  ],
  { error: ({ input }) => (input === undefined ? undefined : `expected a price such as 0.0475 USD/h or a map with price, got ${shown(input)}`) },
);

/** A cloud with its zones and prices. */
export const cloudSchema = z.strictObject({
  driver: text({
    is: 'MachineDriver of the config.toml entries that use it; entries of docker-autoscaler and instance use the one their plugin is for (googlecloud: google, aws: amazonec2, azure: azure, another: its own name).',
    ex: 'google',
  }),
  billing: billing('1s (digitalocean 1h, where the scenario starts before 2026)', '1m (digitalocean 1h, where the scenario starts before 2026)')
    .optional()
    .meta({ description: 'How the life of a machine is rounded into what is charged.' }),
  api: apiSchema,
  quota: z
    .strictObject(quotaParts)
    .optional()
    .meta(doc({ is: 'Quota of the account over all zones.', by: 'none', ex: { machines: 1500, cpus: 6000, disk: '200000 GiB' } })),
  cleaners,
  zones: named({ is: 'Its zones, by the names the driver uses.' }, zoneSchema),
  machine_types: named(
    {
      is: 'Each machine type: its price, or a map with price and what else is to be said of it.',
      ex: { 'n1-standard-1': '0.0475 USD/h', 'mac-mini': { price: '1 USD/h', billing: { granularity: '1h', minimum: '24h' } } },
    },
    machineType,
  ),
  disk_types: named(
    {
      is: 'Price of one GiB of each disk type; size and type of a machine are read from its MachineOptions and added to the price of its type.',
      by: 'none: disks cost nothing',
      ex: { 'pd-ssd': '0.17 USD/month' },
    },
    price({ is: 'Price of one GiB.', ex: '0.17 USD/month' }),
  ).optional(),
});
