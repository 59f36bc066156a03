import {copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {serveCache} from './cache-server.js';
import {nixscope, openLab} from './lab.js';
import {installedNixVersions} from './nix-version.js';

/**
 * Records media/recordings/demo.jsonl.gz: the newest Nix builds test/nix/demo/observatory.nix, its toolchain coming
 * from an http cache on the loopback that answers to the name cache.example.org. Run through scripts/record.mjs.
 */
const version = installedNixVersions().at(-1);
if (version === undefined) throw new Error('no Nix: run scripts/get-nix.sh first');
const demo = path.resolve('test/nix/demo');
const cacheHost = 'cache.example.org';

const cacheLab = openLab(version);
const lab = openLab(version);
try {
	const cacheFolder = path.join(cacheLab.scratch, 'cache');
	// Uncompressed archives of random bytes: what goes over the wire is as large as what it becomes.
	const filled = await cacheLab.run(
		`nix copy --to 'file://${cacheFolder}?compression=none' -f ${demo}/observatory.nix toolchain`,
	);
	if (filled.exitCode !== 0) throw new Error(filled.stderr);
	const cache = await serveCache(cacheFolder, {pauseMs: 28, port: 80});
	// As on a user's machine: a project in a home folder, a cache with a name.
	const hosts = path.join(lab.scratch, 'hosts');
	writeFileSync(hosts, `127.0.0.1 localhost ${cacheHost}\n`);
	const project = path.join(lab.nix, 'home/observatory');
	mkdirSync(path.dirname(project), {recursive: true});
	cpSync(demo, project, {recursive: true});
	writeFileSync(path.join(lab.nix, 'etc/nix.conf'), nixConfiguration());
	const recorded = await lab.run(
		`mount --bind '${hosts}' /etc/hosts && cd /nix/home/observatory && ${process.env.DEMO_COMMAND ?? `${nixscope} --plain --record /nix/home/demo.jsonl.gz build`} .#default --keep-going --no-link`,
		{timeoutMs: 300_000},
	);
	process.stdout.write(recorded.stdout + recorded.stderr);
	cache.close();
	if (recorded.exitCode !== 1) throw new Error(`the demonstration build must fail with 1, not ${recorded.exitCode}`);
	mkdirSync('media/recordings', {recursive: true});
	copyFileSync(path.join(lab.nix, 'home/demo.jsonl.gz'), 'media/recordings/demo.jsonl.gz');
} finally {
	lab.close();
	cacheLab.close();
}

function nixConfiguration(): string {
	return `${readFileSync(path.join(lab.nix, 'etc/nix.conf'), 'utf8')}substituters = http://${cacheHost}/cache
http-connections = 4
max-substitution-jobs = 4
`;
}
