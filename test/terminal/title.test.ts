import test from 'ava';
import {TerminalTitle} from '../../source/terminal/title.js';

function titleOf(capabilities = {title: true, progress: true}) {
	const written: string[] = [];
	return {written, title: new TerminalTitle({write: (text: string) => written.push(text)}, capabilities)};
}

test('writes changes only, and takes everything back once', (t) => {
	const {written, title} = titleOf();
	title.set('a');
	title.set('a');
	title.set('b');
	title.setProgress({kind: 'running', fraction: 0.251});
	title.setProgress({kind: 'running', fraction: 0.249});
	title.setProgress({kind: 'failed', fraction: 7});
	title.clear();
	title.clear();
	t.deepEqual(written, [
		'\u001B[22;2t\u001B]2;a\u001B\\',
		'\u001B]2;b\u001B\\',
		'\u001B]9;4;1;25\u001B\\',
		'\u001B]9;4;2;100\u001B\\',
		'\u001B]2;\u001B\\\u001B[23;2t',
		'\u001B]9;4;0;0\u001B\\',
	]);
});

test('a title cannot end its own sequence', (t) => {
	const {written, title} = titleOf();
	title.set('x\u0007\u001B\\\u001B]2;evil\u0007\u009C\ny');
	t.is(written.length, 1);
	t.notRegex(written[0]!.slice('\u001B[22;2t\u001B]2;'.length, -2), /[\u0000-\u001F\u007F-\u009F]/);
});

test('writes nothing to terminals without title and progress', (t) => {
	const {written, title} = titleOf({title: false, progress: false});
	title.set('a');
	title.setProgress({kind: 'undetermined'});
	title.clear();
	t.deepEqual(written, []);
});
