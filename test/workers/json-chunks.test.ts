import test from 'ava';
import {jsonChunks} from '../../source/workers/json-chunks.js';

const text = (document: object) => Buffer.concat([...jsonChunks(document)]).toString();

test('each element of a list stands on a line of its own', (t) => {
	t.is(
		text({version: 1, paths: [{path: 'a'}, {path: 'b'}], totals: {paths: 2}, none: []}),
		[
			'{',
			'\t"version": 1,',
			'\t"paths": [',
			'\t\t{"path":"a"},',
			'\t\t{"path":"b"}',
			'\t],',
			'\t"totals": {"paths":2},',
			'\t"none": []',
			'}',
			'',
		].join('\n'),
	);
});

test('it reads back as the same document', (t) => {
	const documents = [
		{},
		[],
		[{a: [1, {b: []}]}, {}],
		{list: [null, 'ü"\n', [1]], nothing: null},
		{left: undefined, kept: 1},
	];
	for (const document of documents) {
		t.deepEqual(JSON.parse(text(document)), JSON.parse(JSON.stringify(document)));
	}
});

test('a long list comes in pieces', (t) => {
	const rows = Array.from({length: 30_000}, (_, index) => ({path: `/nix/store/${index}`, text: 'x'.repeat(80)}));
	const chunks = [...jsonChunks({rows})];
	t.true(chunks.length > 2);
	t.deepEqual(JSON.parse(Buffer.concat(chunks).toString()), {rows});
});
