import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir, userInfo} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {storeAddress} from '../../source/store/address-of.js';
import {readKeepSettings} from '../../source/store/keep-settings.js';
import type {LocalStore} from '../../source/store/store-address.js';
import {StoreError} from '../../source/store/store-error.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));
let places = 0;

type Files = {
	readonly system?: string;
	readonly user?: string;
	readonly isWritable?: boolean;
	readonly [name: string]: unknown;
};

/** A machine of its own: its files, a state folder that may be written to, and no daemon. */
async function settingsOf({system, user, isWritable = true, ...others}: Files, environment: NodeJS.ProcessEnv = {}) {
	const place = path.join(folder, String(places++));
	mkdirSync(path.join(place, 'etc'), {recursive: true});
	mkdirSync(path.join(place, 'home/.config/nix'), {recursive: true});
	if (isWritable) {
		mkdirSync(path.join(place, 'root/nix/var/nix'), {recursive: true});
	}

	for (const [name, text] of Object.entries({'etc/nix.conf': system, 'home/.config/nix/nix.conf': user, ...others})) {
		if (typeof text === 'string') {
			mkdirSync(path.dirname(path.join(place, name)), {recursive: true});
			writeFileSync(path.join(place, name), text);
		}
	}

	const all = {
		HOME: path.join(place, 'home'),
		NIX_CONF_DIR: path.join(place, 'etc'),
		XDG_CONFIG_DIRS: path.join(place, 'xdg'),
		PATH: '/no-programs',
		...environment,
	};
	const address = storeAddress({store: path.join(place, 'root'), snapshot: undefined}, all) as LocalStore;
	const {source, ...settings} = await readKeepSettings(address, all);
	return {settings, source: source.replaceAll(`${place}/`, '')};
}

const both = {keepOutputs: true, keepDerivations: true};
const neither = {keepOutputs: false, keepDerivations: false};
const byDefault = {keepOutputs: false, keepDerivations: true};

test("Nix's defaults", async (t) => {
	t.deepEqual(await settingsOf({}), {settings: byDefault, source: 'default'});
	t.deepEqual(await settingsOf({system: 'cores = 4\n'}), {settings: byDefault, source: 'default'});
});

test('each place beats the one before', async (t) => {
	const system = 'keep-outputs = true\nkeep-derivations = false\n';
	t.deepEqual(await settingsOf({system}), {
		settings: {keepOutputs: true, keepDerivations: false},
		source: 'etc/nix.conf',
	});
	const user = 'keep-outputs = false';
	t.deepEqual(await settingsOf({system, user}), {
		settings: neither,
		source: 'home/.config/nix/nix.conf, etc/nix.conf',
	});
	const variable = {NIX_CONFIG: 'keep-outputs = 1 # yes\nkeep-derivations = yes'};
	t.deepEqual(await settingsOf({system, user}, variable), {settings: both, source: 'NIX_CONFIG'});
	const others = {'xdg/nix/nix.conf': 'keep-outputs = true\nkeep-derivations = false'};
	t.deepEqual((await settingsOf({user, ...others})).settings, neither);
});

test('older names, and the last of a file', async (t) => {
	const system = 'keep-outputs = false\ngc-keep-outputs = true\ngc-keep-derivations = no\n';
	t.deepEqual((await settingsOf({system})).settings, {keepOutputs: true, keepDerivations: false});
	t.deepEqual((await settingsOf({system: `${system}keep-outputs = 0\n`})).settings, neither);
});

test('included files stand where they are included', async (t) => {
	const included = {
		'etc/more.conf': 'keep-outputs = true\n!include deeper/x.conf',
		'etc/deeper/x.conf': 'keep-derivations = 0',
	};
	const {settings} = await settingsOf({system: 'include more.conf\nkeep-derivations = true\n', ...included});
	t.deepEqual(settings, both);
	const after = await settingsOf({
		system: 'keep-derivations = true\ninclude more.conf\n!include missing.conf',
		...included,
	});
	t.deepEqual(after, {settings: {keepOutputs: true, keepDerivations: false}, source: 'etc/nix.conf'});
	const ring = await settingsOf({system: '!include nix.conf\nkeep-outputs = true'});
	t.true(ring.settings.keepOutputs);
});

test('files that NIX_USER_CONF_FILES names: the first one wins', async (t) => {
	const files = {'a.conf': 'keep-outputs = true', 'b.conf': 'keep-outputs = false\nkeep-derivations = false'};
	const place = path.join(folder, 'named');
	mkdirSync(place);
	for (const [name, text] of Object.entries(files)) {
		writeFileSync(path.join(place, name), text);
	}

	const named = {NIX_USER_CONF_FILES: `${place}/a.conf:${place}/b.conf`};
	const {settings} = await settingsOf({user: 'keep-derivations = true'}, named);
	t.deepEqual(settings, {keepOutputs: true, keepDerivations: false});
});

test('the daemon follows the user only when it trusts him', async (t) => {
	const user = 'keep-outputs = true\nkeep-derivations = false';
	const name = userInfo().username;
	const asked = (trusted: string) =>
		settingsOf(
			{system: `keep-derivations = true\n${trusted}`, user, isWritable: false},
			{NIX_CONFIG: 'keep-outputs = true'},
		);
	t.deepEqual((await asked('trusted-users = nobody-here @no-group')).settings, byDefault);
	const followed = {keepOutputs: true, keepDerivations: false};
	t.deepEqual((await asked(`trusted-users = nobody-here ${name}`)).settings, followed);
	t.deepEqual((await asked(`trusted-users = x\nextra-trusted-users = *`)).settings, followed);
});

test('a value that is none', async (t) => {
	await t.throwsAsync(settingsOf({system: 'keep-outputs = maybe'}), {
		instanceOf: StoreError,
		message: /etc\/nix\.conf sets keep-outputs to maybe; Nix takes true or false$/,
	});
});

test('without a configuration folder Nix is asked, in its newer and older words', async (t) => {
	const programs = path.join(folder, 'programs');
	mkdirSync(programs);
	const nix = path.join(programs, 'nix');
	const json = JSON.stringify({'keep-outputs': {value: true}, 'keep-derivations': {value: false}});
	const environment = {NIX_CONF_DIR: path.join(folder, 'no-such-folder'), PATH: `${programs}:/usr/bin:/bin`};
	writeFileSync(nix, `#!/bin/sh\n[ "$3" = config ] && echo '${json}'\n`);
	chmodSync(nix, 0o755);
	const settings = {keepOutputs: true, keepDerivations: false};
	t.deepEqual(await settingsOf({}, environment), {settings, source: 'nix config show'});
	writeFileSync(nix, `#!/bin/sh\n[ "$3" = show-config ] && echo '${json}'\n`);
	t.deepEqual(await settingsOf({}, environment), {settings, source: 'nix show-config'});
	writeFileSync(nix, '#!/bin/sh\nexit 1\n');
	t.deepEqual(await settingsOf({}, environment), {settings: byDefault, source: 'default'});
});
