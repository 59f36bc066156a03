import {spawnSync} from 'node:child_process';
import test from 'ava';

test('what is complained about cannot act on the terminal', (t) => {
	const module = new URL('../../source/commands/complain.js', import.meta.url).href;
	const message = 'process 7 (\u001b]0;title\u0007\u001b[31mx\u009b2Jy\r) holds it\nsecond line';
	const program = `import {complain} from ${JSON.stringify(module)};\ncomplain(${JSON.stringify(message)});`;
	const {stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', program], {encoding: 'utf8'});
	t.is(stderr, 'nixscope: process 7 (xy ) holds it\nsecond line\n');
});
