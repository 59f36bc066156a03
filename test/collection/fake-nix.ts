import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {LocalStore} from '../../source/store/store-address.js';

/** What a stand-in for Nix does, for what the real one cannot be made to show. */
export type FakeNix = {
	/** Base names that each path refers to. */
	readonly references?: Readonly<Record<string, readonly string[]>>;
	/** Base names that --delete refuses. */
	readonly alive?: readonly string[];
	/** Base names that --gc deletes. */
	readonly dead?: readonly string[];
	/** Lines that it writes to stderr before it begins. */
	readonly noise?: readonly string[];
	/** After so many deleted paths it waits to be interrupted, or kills itself. */
	readonly waitsAfter?: number;
	readonly diesAfter?: number;
	readonly knowsStdin?: boolean;
	/** Links made with --add-root are not registered. */
	readonly isForgetful?: boolean;
};

/**
 * A store in folders, and commands `nix-store` and `nix-env` that act on it. Each call is noted in `calls`.
 *
 * @returns The environment that has these commands in its PATH.
 */
export function fakeNix(
	folder: string,
	fake: FakeNix = {},
): {store: LocalStore; environment: NodeJS.ProcessEnv; calls: string} {
	const store: LocalStore = {
		kind: 'local',
		storeDirectory: path.join(folder, 'nix/store'),
		realStoreDirectory: path.join(folder, 'nix/store'),
		stateDirectory: path.join(folder, 'nix/var'),
		chroot: '',
		uri: undefined,
	};
	const calls = path.join(folder, 'calls');
	const bin = path.join(folder, 'bin');
	for (const made of [
		bin,
		store.realStoreDirectory,
		path.join(store.stateDirectory, 'gcroots/auto'),
		path.join(folder, 'home'),
	]) {
		mkdirSync(made, {recursive: true});
	}

	const script = `#!${process.execPath}\nconst fake = ${JSON.stringify({...fake, ...store, calls})};\n${program}`;
	for (const name of ['nix-store', 'nix-env']) {
		writeFileSync(path.join(bin, name), script, {mode: 0o755});
	}

	return {
		store,
		environment: {
			...process.env,
			PATH: bin,
			HOME: path.join(folder, 'home'),
			XDG_STATE_HOME: path.join(folder, 'state'),
		},
		calls,
	};
}

const program = String.raw`
const fs = require('node:fs');
const path = require('node:path');
const args = process.argv.slice(2).filter((one, place, all) => one !== '--log-format' && all[place - 1] !== '--log-format' && one !== '--indirect');
fs.appendFileSync(fake.calls, path.basename(process.argv[1]) + ' ' + args.join(' ') + '\n');
const say = (msg, level = 3) => fs.writeSync(2, '@nix ' + JSON.stringify({action: 'msg', level, msg}) + '\n');
const fail = (msg) => { say('\u001b[31;1merror:\u001b[0m ' + msg, 0); fs.writeSync(1, deleted + ' store paths deleted, ' + deleted + '.00 KiB freed\n'); process.exit(1); };
const file = (name) => path.join(fake.realStoreDirectory, name);
const isThere = (name) => fs.existsSync(file(name));
const referrers = (name) => Object.keys(fake.references ?? {}).filter((one) => isThere(one) && fake.references[one].includes(name));
let deleted = 0;
// Heard as soon as it waits.
process.once('SIGINT', () => fail('interrupted by the user'));
// As Nix names entries: SHA-1 in its base 32, the last bits first.
function nameOf(link) {
	let number = BigInt('0x' + Buffer.from(require('node:crypto').createHash('sha1').update(link).digest()).reverse().toString('hex'));
	let name = '';
	for (let place = 0; place < 32; place++, number >>= 5n) name = '0123456789abcdfghijklmnpqrsvwxyz'[Number(number & 31n)] + name;
	return name;
}
for (const line of fake.noise ?? []) fs.writeSync(2, line + '\n');
function remove(name) {
	say("deleting '" + file(name) + "'");
	fs.rmSync(file(name), {recursive: true});
	deleted++;
	if (deleted === fake.diesAfter) process.kill(process.pid, 'SIGKILL');
}
function end() {
	say('deleting unused links...');
	fs.writeSync(1, deleted + ' store paths deleted, ' + deleted + '.00 KiB freed\n');
}
if (args.includes('--delete-generations')) {
	const profile = args[args.indexOf('-p') + 1];
	for (const number of args.slice(args.indexOf('--delete-generations') + 1)) fs.unlinkSync(profile + '-' + number + '-link');
} else if (args.includes('--delete')) {
	if (args.includes('--stdin') && !fake.knowsStdin) fail("unknown flag '--stdin'");
	const paths = args.includes('--stdin') ? fs.readFileSync(0, 'utf8').split(/\s+/) : args.filter((one) => one.startsWith('/'));
	const names = new Set(paths.filter(Boolean).map((one) => path.basename(one)));
	const canGo = (name, seen = new Set()) => seen.has(name) || !isThere(name) || (names.has(name) && !(fake.alive ?? []).includes(name) && referrers(name).every((one) => canGo(one, seen.add(name))));
	const go = (name) => { for (const one of referrers(name)) go(one); if (isThere(name)) remove(name); };
	for (const name of [...names].sort()) {
		if (!canGo(name)) fail("Cannot delete path '" + file(name) + "' since it is still alive. To find out why, use: nix-store --query --roots");
		go(name);
	}
	end();
} else if (args.includes('--gc')) {
	const names = [...fake.dead];
	const next = () => {
		const name = names.shift();
		if (name === undefined) return end();
		remove(name);
		if (deleted === fake.waitsAfter) {
			return setInterval(() => {}, 1000);
		}
		next();
	};
	next();
} else if (args.includes('--requisites')) {
	const seen = new Set();
	const visit = (name) => { if (!seen.has(name)) { seen.add(name); (fake.references?.[name] ?? []).forEach(visit); } };
	visit(path.basename(args.at(-1)));
	fs.writeSync(1, [...seen].map((name) => file(name) + '\n').join(''));
} else if (args.includes('--add-root')) {
	const base = args[args.indexOf('--add-root') + 1];
	args.slice(args.indexOf('--realise') + 1).forEach((target, place) => {
		if (!fs.existsSync(target)) fail("path '" + target + "' is required, but there is no substituter that can build it");
		const link = place === 0 ? base : base + '-' + (place + 1);
		fs.rmSync(link, {force: true});
		fs.symlinkSync(target, link);
		if (!fake.isForgetful) {
			const entry = path.join(fake.stateDirectory, 'gcroots/auto', nameOf(link));
			fs.rmSync(entry, {force: true});
			fs.symlinkSync(link, entry);
		}
	});
}
`;
