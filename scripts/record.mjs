// Records, on real Nix and as root: `node scripts/record.mjs fixtures` (test/fixtures), `node scripts/record.mjs demo`
// (media/recordings/demo.jsonl.gz). Needs scripts/get-nix.sh; builds the program and the tests first.
import {spawnSync} from 'node:child_process';

const what = process.argv[2];
if (what !== 'fixtures' && what !== 'demo') {
	console.error('usage: node scripts/record.mjs fixtures|demo');
	process.exit(2);
}

for (const script of ['scripts/bundle.mjs', 'scripts/build-tests.mjs', `build/test/nix/record-${what}.js`]) {
	const {status} = spawnSync(process.execPath, [script], {stdio: 'inherit'});
	if (status !== 0) {
		process.exit(status ?? 1);
	}
}
