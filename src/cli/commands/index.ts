/** The commands, in the order in which the help lists them. */
import type { Command } from '../command.js';
import { BACKTEST } from './backtest-command.js';
import { COMPARE } from './compare-command.js';
import { DESCRIBE } from './describe-command.js';
import { FIT } from './fit-command.js';
import { HEADROOM } from './headroom-command.js';
import { IMPORT } from './import-command.js';
import { INIT } from './init-command.js';
import { OUTAGE } from './outage-command.js';
import { MERGE } from './merge-command.js';
import { PLAN } from './plan-command.js';
import { REPORT } from './report-command.js';
import { RUN } from './run-command.js';
import { SCHEMA } from './schema-command.js';
import { SWEEP } from './sweep-command.js';
import { VALIDATE } from './validate-command.js';
import { WORKER } from './worker-command.js';

export const COMMANDS: readonly Command[] = [
  RUN,
  COMPARE,
  SWEEP,
  PLAN,
  OUTAGE,
  HEADROOM,
  REPORT,
  VALIDATE,
  IMPORT,
  DESCRIBE,
  FIT,
  BACKTEST,
  INIT,
  MERGE,
  WORKER,
  SCHEMA,
];
