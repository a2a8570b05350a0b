/** Points of a sweep that are named one by one: the words of `--point`, or the rows of a CSV file. */
import { parsePath, redactedSet, splitAt } from '../../scenario/settings/set-text.js';
import { readInput } from '../../scenario/load-files.js';
import type { Setting } from '../../study/sweep/design.js';
import { parted } from '../../study/sweep/vary-text.js';
import { readCsv } from '../../trace/csv.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** Returns the points of several `--point`: each is path=value with blanks between, or the name of a CSV file. */
export function namedPoints(texts: readonly string[], maxInput: number): Setting[][] {
  return texts.flatMap((text) => (isFile(text) ? filePoints(text, maxInput) : [pointOf(text)]));
}

/** Returns the files among several `--point`. */
export function pointFiles(texts: readonly string[]): string[] {
  return texts.filter(isFile);
}

function isFile(text: string): boolean {
  return splitAt(text) < 0 && /\.csv$/iu.test(text);
}

function pointOf(text: string): Setting[] {
  const words = parted(text, (letter) => /\s/u.test(letter)).filter((word) => word !== '');
  const settings = words.map((word): Setting => {
    const at = splitAt(word);
    const path = at <= 0 ? '' : word.slice(0, at);
    if (parsePath(path) !== undefined && word.length > at + 1) return { path, value: word.slice(at + 1) };
    throw new CommandError(
      `--point: ${redactedSet(word)} is no path=value; expected such as 'IdleCount=20 IdleTime=600', or a file that ends in .csv; a value with blanks needs quotes`,
      EXIT_USAGE,
    );
  });
  if (settings.length === 0)
    throw new CommandError("--point is empty; expected path=value, such as 'IdleCount=20 IdleTime=600'", EXIT_USAGE);
  const twice = settings.find(({ path }, i) => settings.findIndex((own) => own.path === path) < i);
  if (twice !== undefined)
    throw new CommandError(
      `--point '${settings.map(({ path, value }) => redactedSet(`${path}=${value}`)).join(' ')}' sets ${twice.path} twice`,
      EXIT_USAGE,
    );
  return settings;
}

/** A row a point, a column a setting; an empty cell leaves a setting as it is. */
function filePoints(file: string, maxInput: number): Setting[][] {
  const found = readInput(file, maxInput);
  const refuse = (line: number | undefined, message: string): CommandError =>
    new CommandError(`${file}${line === undefined ? '' : `:${line}:1`}: ${message}`, EXIT_USAGE);
  if ('problem' in found) throw refuse(undefined, `cannot read this file (${found.problem}); expected a CSV file of points`);
  const points: Setting[][] = [];
  let paths: readonly string[] | undefined;
  readCsv(found.text, {
    torn: (message, line) => {
      throw refuse(line, `torn row: ${message}`);
    },
    row: (cells, line) => {
      const texts = cells.map((cell) => cell.trim());
      if (paths === undefined) {
        const wrong = texts.find((text, i) => parsePath(text) === undefined || texts.indexOf(text) < i);
        if (wrong !== undefined) {
          throw refuse(
            line,
            `'${wrong.slice(0, 60)}' in the header is no setting, or there twice; expected paths as of --set, such as IdleCount,IdleTime`,
          );
        }
        paths = texts;
        return;
      }
      if (texts.length !== paths.length)
        throw refuse(line, `torn row: expected ${paths.length} cells, ${paths.join(',')}, got ${texts.length}`);
      const settings = paths.flatMap((path, i): Setting[] => (texts[i] === '' ? [] : [{ path, value: texts[i]! }]));
      if (settings.length === 0) throw refuse(line, 'the row sets nothing; expected a value in one of its cells');
      points.push(settings);
    },
  });
  if (points.length === 0)
    throw refuse(undefined, 'there is no point in it; expected a header of paths such as IdleCount,IdleTime and a row a point');
  return points;
}
