import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import test from 'ava';

// The bundle, as it is installed; `npm test` has just built it.
const cli = path.resolve(process.env.NIXSCOPE_CLI ?? 'dist/cli.js');
const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

const names = ['first', 'second'].map((name, index) => `${String(index).repeat(32)}-${name}`);

/** A store with two dead paths, and a Nix that deletes one of them and then waits until it is told to stop. */
function makeStore(store: string): void {
	const state = path.join(store, 'nix/var/nix');
	for (const name of ['db', 'gcroots/auto', 'profiles', 'temproots']) {
		mkdirSync(path.join(state, name), {recursive: true});
	}

	const database = new DatabaseSync(path.join(state, 'db/db.sqlite'));
	database.exec(`
		create table ValidPaths (id integer primary key autoincrement not null, path text unique not null, hash text not null,
			registrationTime integer not null, deriver text, narSize integer, ultimate integer, sigs text, ca text);
		create table Refs (referrer integer not null, reference integer not null, primary key (referrer, reference));
		create table DerivationOutputs (drv integer not null, id text not null, path text not null, primary key (drv, id));
	`);
	for (const [index, name] of names.entries()) {
		database
			.prepare('insert into ValidPaths (id, path, hash, registrationTime, narSize) values (?, ?, ?, 1, 1024)')
			.run(index + 1, `/nix/store/${name}`, 'sha256:0');
		mkdirSync(path.join(store, 'nix/store', name), {recursive: true});
	}

	database.close();
	const programs = path.join(store, 'bin');
	mkdirSync(programs);
	const fake = path.join(programs, 'nix-store');
	const record = JSON.stringify({action: 'msg', level: 3, msg: `deleting '/nix/store/${names[0]}'`});
	writeFileSync(
		fake,
		`#!/bin/sh
case "$*" in *--gc*) ;; *) exit 1;; esac
rm -r '${path.join(store, 'nix/store', names[0]!)}'
echo '@nix ${record}' >&2
trap "echo '@nix {\\"action\\":\\"msg\\",\\"level\\":0,\\"msg\\":\\"error: interrupted by the user\\"}' >&2; exit 1" INT
: > '${path.join(store, 'ready')}'
while :; do sleep 0.05; done
`,
	);
	chmodSync(fake, 0o755);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	for (const json of [false, true]) {
		test(`gc --yes${json ? ' --json' : ''}, stopped by ${signal}: the report is there, and the end is by the signal`, async (t) => {
			const store = path.join(folder, `${signal}${json}`);
			makeStore(store);
			const child = spawn(process.execPath, [cli, 'gc', '--yes', '--store', store, ...(json ? ['--json'] : [])], {
				stdio: ['ignore', 'pipe', 'pipe'],
				env: {PATH: `${store}/bin:${process.env.PATH}`, HOME: store, LC_ALL: 'C.UTF-8', TMPDIR: folder},
			});
			const output = {stdout: '', stderr: ''};
			for (const name of ['stdout', 'stderr'] as const) {
				child[name].on('data', (chunk) => {
					output[name] += chunk;
				});
			}

			const ended = once(child, 'close');
			while (!existsSync(path.join(store, 'ready')) && child.exitCode === null) {
				await new Promise((resolve) => {
					setTimeout(resolve, 20);
				});
			}

			child.kill(signal);
			const [code, endedBy] = await ended;
			t.deepEqual([code, endedBy], [null, signal], output.stdout + output.stderr);
			t.is(output.stderr, '');
			if (json) {
				t.like(JSON.parse(output.stdout), {freed: {outcome: 'cancelled', reason: null, deletedPaths: 1, leftCount: 1}});
				return;
			}

			const lines = output.stdout.split('\n');
			t.is(lines[0], 'Deleting 2 paths, 2.0 KiB of NAR');
			t.regex(lines[1]!, /^⊘ Interrupted after [\d.]+s: 1 of 2 paths deleted$/);
			t.is(lines[2], '  What is deleted so far stays deleted.');
			t.regex(output.stdout, /^ {2}NAR size +2\.0 KiB +1\.0 KiB$/m);
		});
	}
}
