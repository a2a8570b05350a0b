/** Opens a scenario file, or one on standard input, and everything it names. */
import path from 'node:path';
import { filesOf, folderAdvice, isHandedOver, MAX_INPUT, readInput, sha256, STDIN_NAME, type FileText } from './load-files.js';
import { prepareScenario, type PreparedScenario, type PrepareOptions, type RefusedScenario } from './prepare.js';

/** What a run may change about a scenario, and where `-` comes from. */
export interface OpenOptions extends Omit<PrepareOptions, 'hash'> {
  /** Text of standard input, read when the file is `-`. */
  readonly stdin?: () => Promise<string>;
  /** Bytes of each file at most. Default: 256 MiB. */
  readonly maxInput?: number;
  /** Folder that paths in a scenario on standard input are relative to. Default: the working folder. */
  readonly folder?: string;
}

/**
 * Returns the scenario in `file` (`-`: standard input) ready to run, or everything that is wrong with it. Paths inside are relative to the file; on
 * standard input, to `folder`.
 */
export async function openScenario(file: string, options: OpenOptions = {}): Promise<PreparedScenario | RefusedScenario> {
  const { stdin, folder, maxInput = MAX_INPUT, ...rest } = options;
  const isStdin = file === '-';
  const found = isStdin ? await given(stdin) : readInput(file, maxInput);
  if ('problem' in found) {
    const message = isStdin
      ? `${found.problem}; expected a scenario`
      : (folderAdvice(file, 'run', 'scenario.yaml') ??
        `cannot read this file (${found.problem}); expected a scenario in YAML; check the path`);
    return { issues: [{ severity: 'error', file: isStdin ? STDIN_NAME : file, message }] };
  }
  const read = filesOf(isStdin || isHandedOver(file) ? (folder ?? '.') : path.dirname(file), maxInput);
  return prepareScenario(found.text, isStdin ? STDIN_NAME : file, read, { ...rest, hash: sha256 });
}

async function given(stdin: OpenOptions['stdin']): Promise<FileText> {
  const text = await stdin?.();
  return text === undefined ? { problem: 'nothing can be read from standard input' } : { text };
}
