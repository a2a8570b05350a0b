import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textPieces } from '../../../../src/cli/input/text-pieces.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-text-'));
  file = path.join(folder, 'h.csv');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Longer than what is read of a file in one go. */
const LONG = 'id,name\n' + Array.from({ length: 20_000 }, (_, i) => `${i},Größe ☃ 😀\n`).join('');

async function textOf(bytes: Buffer | string): Promise<string> {
  writeFileSync(file, bytes);
  let text = '';
  for await (const piece of textPieces(file)) text += piece;
  return text;
}

const refusal = async (bytes: Buffer): Promise<string> => {
  const error: unknown = await textOf(bytes).catch((thrown: unknown) => thrown);
  return error instanceof Error ? error.message.replaceAll(folder, '') : 'it was read';
};

describe('the text of a file', () => {
  test('is what it is, with its mark at the begin, wherever its pieces end', async () => {
    expect(await textOf(LONG)).toBe(LONG);
    expect(await textOf(`\uFEFF${LONG}`)).toBe(`\uFEFF${LONG}`);
    expect(await textOf(`x${LONG}`)).toBe(`x${LONG}`);
    expect(await textOf('')).toBe('');
    expect(await textOf('\uFFFD is a letter\n')).toBe('\uFFFD is a letter\n');
  });

  test('is unzipped', async () => {
    expect(await textOf(gzipSync(LONG))).toBe(LONG);
  });

  test.each([
    ['Latin-1', Buffer.from('id,name\n1,a\n2,Größe\n', 'latin1'), 'line 3: letters of another encoding'],
    ['Latin-1 behind much that is not', Buffer.concat([Buffer.from(LONG), Buffer.from('x\nä,1\n', 'latin1')]), 'line 20003: letters'],
    ['Latin-1 at the end', Buffer.from('a\nä', 'latin1'), 'line 2: letters'],
    ['UTF-16', Buffer.from('\uFEFFid,name\n1,a\n', 'utf16le'), 'line 1: a byte 0'],
    ['a byte 0', Buffer.from('a\nb\nc\0'), 'line 3: a byte 0, as in UTF-16 or a binary file'],
  ])('of %s is refused by its line', async (_, bytes, says) => {
    const message = await refusal(bytes);
    expect(message).toContain(says);
    expect(message).toContain('save it as such, as with iconv -t UTF-8');
  });

  test('that is zipped and cut off is refused', async () => {
    expect(await refusal(gzipSync(LONG).subarray(0, -9))).toBe(
      '/h.csv: its gzip data are cut off or broken behind line 20002; fetch the file again',
    );
  });
});
