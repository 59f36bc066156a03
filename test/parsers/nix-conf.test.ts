import test from 'ava';
import {parseNixConf, settingIn} from '../../source/parsers/nix-conf.js';

test('settings, comments, includes, and what Nix refuses', (t) => {
	const text = [
		'# a comment',
		'keep-outputs = true # another',
		'\tsubstituters  =  https://a   https://b\r',
		'empty =',
		'include a.conf',
		'!include b.conf',
		'no equals sign',
		'glued=true',
		'lonely',
	].join('\n');
	t.deepEqual(parseNixConf(text), [
		{kind: 'setting', name: 'keep-outputs', value: 'true'},
		{kind: 'setting', name: 'substituters', value: 'https://a https://b'},
		{kind: 'setting', name: 'empty', value: ''},
		{kind: 'include', file: 'a.conf', mayBeMissing: false},
		{kind: 'include', file: 'b.conf', mayBeMissing: true},
	]);
});

test('the last value counts', (t) => {
	t.is(settingIn('store = /a\nstore = /b', 'store'), '/b');
	t.is(settingIn('store-x = /a', 'store'), undefined);
});
