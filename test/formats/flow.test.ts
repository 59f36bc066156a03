import test from 'ava';
import {flow, words} from '../../source/formats/flow.js';
import {lineText, span} from '../../source/formats/line-layout.js';

const texts = (lines: ReturnType<typeof flow>) => lines.map(lineText);

test('items go to the next line where they do not fit', (t) => {
	const items = words('one two three four');
	t.deepEqual(texts(flow(items, {columns: 9, indent: 2, gap: 1})), ['  one two', '  three', '  four']);
	t.deepEqual(texts(flow(items, {columns: 80, indent: 0, gap: 3})), ['one   two   three   four']);
	t.deepEqual(texts(flow([], {columns: 80, indent: 0, gap: 3})), []);
});

test('an item is never cut', (t) => {
	t.deepEqual(texts(flow(words('a extraordinary b'), {columns: 6, indent: 1, gap: 1})), [' a', ' extraordinary', ' b']);
});

test('a label stands in front of the first item', (t) => {
	const label = [span('label: ', 'muted')];
	t.deepEqual(texts(flow(words('one two'), {columns: 10, indent: 2, gap: 1, label})), ['label: one', '  two']);
	t.deepEqual(texts(flow(words('one two'), {columns: 9, indent: 2, gap: 1, label})), ['label: ', '  one two']);
});

test('neighbours of one look become one span', (t) => {
	const [first] = flow([...words('one two', 'muted'), [span('three', 'bold')]], {columns: 80, indent: 2, gap: 1});
	t.deepEqual(first!.spans, [span('  '), span('one two ', 'muted'), span('three', 'bold')]);
});
