/** What a shard leaves in its folder beside its runs: which part it was, and of which command, so that `merge` can say the result. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { redactedSet } from '../../scenario/settings/set-text.js';
import type { Shard } from '../../study/shard.js';

/** The folder of a study that holds the records. */
export const SHARDS = 'shards';

const recordSchema = z.strictObject({
  format: z.literal('runcast shard'),
  version: z.literal(1),
  runcast: z.string(),
  index: z.number().int().positive(),
  count: z.number().int().positive(),
  /** Runs of the shard, and of all of them. */
  runs: z.number().int().nonnegative(),
  ofAll: z.number().int().nonnegative(),
  /** The words behind `runcast`, without those of the shard. Absent: one held a secret. */
  words: z.array(z.string()).optional(),
});

/** A shard that was played. */
export type ShardRecord = z.infer<typeof recordSchema>;

/** What a shard is recorded with. */
export interface ShardFacts extends Pick<ShardRecord, 'runcast' | 'runs' | 'ofAll'> {
  readonly shard: Shard;
  readonly argv: readonly string[];
}

/** Returns the name and the text of the record of a shard. */
export function shardRecord({ shard: { index, count }, argv, ...facts }: ShardFacts): { readonly name: string; readonly text: string } {
  const words = wordsOf(argv);
  const record: ShardRecord = { format: 'runcast shard', version: 1, ...facts, index, count, ...(hasSecret(words) ? {} : { words }) };
  return { name: `${index}-of-${count}.json`, text: `${JSON.stringify(record)}\n` };
}

/** Returns the records in the folder of a study; what is none is left out. */
export function shardRecords(folder: string): ShardRecord[] {
  const shards = path.join(folder, SHARDS);
  let names: string[];
  try {
    names = readdirSync(shards).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  return names.sort().flatMap((name) => {
    try {
      return recordSchema.safeParse(JSON.parse(readFileSync(path.join(shards, name), 'utf8'))).data ?? [];
    } catch {
      return [];
    }
  });
}

/** Options that are of one shard, or of how it is played. */
const OWN = ['--shard', '--study', '--queue', '--workers'];
const OWN_FLAGS = ['-q', '--quiet'];

function wordsOf(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (OWN.includes(word)) i++;
    else if (!OWN_FLAGS.includes(word) && !OWN.some((option) => word.startsWith(`${option}=`))) words.push(word);
  }
  return words;
}

function hasSecret(words: readonly string[]): boolean {
  return words.some((word) => {
    const text = word.replace(/^--set(?:-all)?=/u, '');
    return text.includes('=') && redactedSet(text) !== text;
  });
}
