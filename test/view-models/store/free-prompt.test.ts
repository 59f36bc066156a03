import test from 'ava';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {signs} from '../../../source/formats/symbols.js';
import {freePromptLine, reduceFreePrompt} from '../../../source/view-models/store/free-prompt.js';
import {parseWish} from '../../../source/view-models/store/parse-wish.js';

const gib = 1024 ** 3;
const day = 86_400_000;

const wish = (freeBytes: number | undefined, olderThanMs: number | undefined) => ({
	roots: [],
	filter: {kinds: [], olderThanMs},
	freeBytes,
});

test('sizes, ages, both; a bare number is GiB', (t) => {
	t.deepEqual(parseWish('20G'), wish(20 * gib, undefined));
	t.deepEqual(parseWish('20'), wish(20 * gib, undefined));
	t.deepEqual(parseWish(' 0.5 '), wish(gib / 2, undefined));
	t.deepEqual(parseWish('20 GB'), wish(20e9, undefined));
	t.deepEqual(parseWish('30d'), wish(undefined, 30 * day));
	t.deepEqual(parseWish('30 D'), wish(undefined, 30 * day));
	t.deepEqual(parseWish('20G 30d'), wish(20 * gib, 30 * day));
	t.deepEqual(parseWish('30d 20'), wish(20 * gib, 30 * day));
});

test('anything else is told, with an example', (t) => {
	for (const text of ['', 'much', '0', '-5', '20G 30G', '1d 2d', '20X']) {
		const said = parseWish(text);
		t.true(typeof said === 'string' && said.includes('20G'), text);
	}
});

test('what would be marked stands beside what is typed', (t) => {
	const text = (typed: string, columns = 120) =>
		lineText(freePromptLine({text: typed, error: undefined}, columns, signs({ascii: false})));
	t.regex(text(''), /free .*a size such as 20G, an age such as 30d, or both/);
	t.regex(text('20'), /free 20 .*marks roots until 20\.0 GiB of NAR are dead; nothing is dropped yet/);
	t.regex(text('30d'), /marks generations older than 30d; nothing is dropped yet/);
	for (const columns of [60, 80, 200]) {
		const line = freePromptLine({text: '\u001b[31m20G', error: 'x'.repeat(300)}, columns, signs({ascii: true}));
		t.is(lineWidth(line), columns);
		t.false(lineText(line).includes('\u001b'));
	}
});

test('keys of the prompt', (t) => {
	const prompt = {text: '2', error: undefined};
	t.deepEqual(reduceFreePrompt(prompt, {typed: '0G'}), {text: '20G', error: undefined});
	t.deepEqual(reduceFreePrompt(prompt, 'erase'), {text: '', error: undefined});
	// Only Esc closes it: what lies behind it would be left by the next one.
	t.deepEqual(reduceFreePrompt({text: '', error: undefined}, 'erase'), {text: '', error: undefined});
	t.is(reduceFreePrompt(prompt, 'cancel'), undefined);
	t.deepEqual(reduceFreePrompt(prompt, 'accept'), wish(2 * gib, undefined));
	t.like(reduceFreePrompt({text: 'x', error: undefined}, 'accept'), {text: 'x'});
});
