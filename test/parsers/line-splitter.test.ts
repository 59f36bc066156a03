import test from 'ava';
import {LineSplitter} from '../../source/parsers/line-splitter.js';

function split(chunks: readonly string[], maxLineBytes?: number): string[] {
	const lines: string[] = [];
	const splitter = new LineSplitter(
		{
			line(bytes, start, offset) {
				const end = bytes.indexOf(0x0a, start);
				lines.push(`${offset} ${bytes.toString('utf8', start, end)}`);
				return end + 1;
			},
			overlongLine(head, offset, length) {
				lines.push(`${offset} ${head.toString('utf8')}… ${length}`);
			},
		},
		maxLineBytes,
	);
	for (const chunk of chunks) {
		splitter.push(Buffer.from(chunk));
	}

	splitter.end();
	return lines;
}

test('lines with their offsets, whatever the chunks', (t) => {
	t.deepEqual(split(['ab\ncd\n', 'ef']), ['0 ab', '3 cd', '6 ef']);
	t.deepEqual(split(['a', 'b\nc', '', 'd\nef']), ['0 ab', '3 cd', '6 ef']);
	t.deepEqual(split(['\n\n', 'x\n']), ['0 ', '1 ', '2 x']);
	t.deepEqual(split([]), []);
});

test('a line longer than the bound is told by its beginning and its length', (t) => {
	t.deepEqual(split(['ok\nabcd', 'efghij', 'kl\nnext\n'], 8), ['0 ok', '3 abcdefgh… 12', '16 next']);
	t.deepEqual(split(['abcdefghijk'], 8), ['0 abcdefgh… 11']);
	t.deepEqual(split(['abcdefghijk', '\nx'], 8), ['0 abcdefgh… 11', '12 x']);
});
