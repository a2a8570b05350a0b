/** CSV rows with their lines. */
import { format } from 'fast-csv';
import fc from 'fast-check';
import papaparse from 'papaparse';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/trace/csv.js';

function rowsOf(text: string): { rows: [line: number, ...cells: string[]][]; torn: number[] } {
  const rows: [number, ...string[]][] = [];
  const torn: number[] = [];
  readCsv(text, { row: (cells, line) => rows.push([line, ...cells]), torn: (_, line) => torn.push(line) });
  return { rows, torn };
}

describe('CSV', () => {
  test('keeps the line of each row, over quoted line ends, empty lines and a byte order mark', () => {
    expect(rowsOf('\uFEFFa,b\r\n1,"x\ny"\r\n\r\n3,"say ""hi"""\n')).toEqual({
      rows: [
        [1, 'a', 'b'],
        [2, '1', 'x\ny'],
        [5, '3', 'say "hi"'],
      ],
      torn: [],
    });
  });

  test('loses one row only to a quote that is not closed or stands in the wrong place', () => {
    expect(rowsOf('a,b\n1,"x\n2,y\n3,"z"w\n4,v\n')).toEqual({
      rows: [
        [1, 'a', 'b'],
        [3, '2', 'y'],
        [5, '4', 'v'],
      ],
      torn: [2, 4],
    });
  });

  test('says the same of lines without a quote as the parser, whatever stands between their cells', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', ';', '\t', '\r', '=', 'é'), maxLength: 20 });
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 5 }), fc.constantFrom(',', ';', '\t'), (lines, delimiter) => {
        const rows: string[][] = [];
        readCsv(`${lines.join('\n')}\n`, { row: (cells) => rows.push([...cells]), torn: () => expect.unreachable() }, delimiter);
        const parsed = lines.flatMap((line) => papaparse.parse<string[]>(line.replace(/\r$/u, ''), { delimiter, newline: '\n' }).data);
        expect(rows).toEqual(parsed.filter((cells) => cells.length > 1 || cells[0] !== ''));
      }),
    );
  });

  test('says the same of one line with quotes as the parser: its cells, or that it is torn', () => {
    const unit = fc.constantFrom('a', '"', '"', ',', ';', ' ', '\r');
    const cells = fc.array(fc.oneof(fc.string({ unit, maxLength: 4 }), fc.constantFrom('"a,b"', '""', '"', 'a', '')), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(cells, fc.constantFrom(',', ';'), (parts, delimiter) => {
        const line = parts.join(delimiter);
        const rows: string[][] = [];
        let torn = 0;
        readCsv(`${line}\n`, { row: (own) => rows.push([...own]), torn: () => torn++ }, delimiter);
        const { data, errors } = papaparse.parse<string[]>(line.replace(/\r$/u, ''), { delimiter, newline: '\n' });
        if (errors.length > 0) expect({ rows, torn }).toEqual({ rows: [], torn: 1 });
        else expect({ rows, torn }).toEqual({ rows: data.filter((own) => own.length > 1 || own[0] !== ''), torn: 0 });
      }),
      { numRuns: 1000 },
    );
  });

  test('reads what fast-csv writes', async () => {
    const cell = fc.string({
      unit: fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), fc.constantFrom('"', ',', ' ', '\r', '\n')),
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 9 }), async (rows) => {
        const chunks: string[] = [];
        const stream = format({ quoteColumns: true });
        stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
        const end = new Promise((resolve) => stream.on('end', resolve));
        for (const row of rows) stream.write(row);
        stream.end();
        await end;
        expect(rowsOf(chunks.join('')).rows.map(([, ...cells]) => cells)).toEqual(rows);
      }),
    );
  });
});
