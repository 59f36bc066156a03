import {mkdirSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import {substituters} from '../../source/store/substituters.js';
import {temporaryFolder} from './temporary-folder.js';

const official = 'https://cache.nixos.org/';

/** A machine whose daemon does not trust the user, unless its state folder may be written to. */
function asked(
	t: ExecutionContext,
	{system = '', user = '', isOwner = true}: {system?: string; user?: string; isOwner?: boolean},
	environment: NodeJS.ProcessEnv = {},
) {
	const top = temporaryFolder(t);
	top.file('etc/nix.conf', `trusted-users = nobody-here\n${system}`);
	top.file('user.conf', user);
	if (isOwner) {
		mkdirSync(top.path('state'));
	}

	return substituters({
		NIX_CONF_DIR: top.path('etc'),
		NIX_USER_CONF_FILES: top.path('user.conf'),
		NIX_STATE_DIR: top.path('state'),
		...environment,
	});
}

test('the one that Nix knows by itself', (t) => {
	t.deepEqual(asked(t, {}), [official]);
});

test('a list counts as it was set last, extra ones are added', (t) => {
	t.deepEqual(
		asked(t, {
			system: 'substituters = https://a.example  https://b.example\nextra-substituters = file:///srv/cache\n',
			user: 'extra-substituters = https://c.example/ https://b.example/\n',
		}),
		['https://a.example', 'https://b.example', 'file:///srv/cache', 'https://c.example/'],
	);
	t.deepEqual(asked(t, {system: 'extra-binary-caches = https://a.example\n'}), [official, 'https://a.example']);
	t.deepEqual(
		asked(t, {system: 'substituters = https://a.example\n'}, {NIX_CONFIG: 'substituters = https://b.example'}),
		['https://b.example'],
	);
});

test('none, and substitution switched off', (t) => {
	t.deepEqual(asked(t, {system: 'substituters =\n'}), []);
	t.deepEqual(asked(t, {system: 'substitute = false\n'}), []);
	t.deepEqual(asked(t, {system: 'substitute = false\n', user: 'substitute = true\n'}), [official]);
});

test('who is not trusted gets what the machine allows', (t) => {
	const files = {
		system: 'trusted-substituters = https://team.example\n',
		user: 'extra-substituters = https://team.example/ https://own.example\n',
	};
	t.deepEqual(asked(t, {...files, isOwner: false}), [official, 'https://team.example/']);
	t.deepEqual(asked(t, {...files, isOwner: false, system: 'trusted-users = *\n'}), [
		official,
		'https://team.example/',
		'https://own.example',
	]);
});
