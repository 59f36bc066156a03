import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {readDerivations, storeLocation} from '../../source/inputs/derivation-files.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

test('reads what is there, in whichever root has it', async (t) => {
	const roots = ['first', 'second'].map((name) => path.join(folder, name));
	for (const [root, name] of [
		[roots[0]!, 'a'],
		[roots[1]!, 'a'],
		[roots[1]!, 'b'],
	] as const) {
		mkdirSync(path.join(root, 'nix/store'), {recursive: true});
		writeFileSync(path.join(root, `nix/store/${name}.drv`), `${name} of ${path.basename(root)}`);
	}

	const paths = ['/nix/store/a.drv', '/nix/store/b.drv', '/nix/store/c.drv'];
	const contents = await readDerivations(paths, {roots});
	t.deepEqual([...contents].sort(), [
		['/nix/store/a.drv', 'a of first'],
		['/nix/store/b.drv', 'b of second'],
		['/nix/store/c.drv', undefined],
	]);
});

test('reads many side by side', async (t) => {
	const paths = Array.from({length: 100}, (_, index) => path.join(folder, `${index}.drv`));
	for (const file of paths) {
		writeFileSync(file, path.basename(file));
	}

	const contents = await readDerivations(paths);
	t.is(contents.size, 100);
	t.is(contents.get(paths[57]!), '57.drv');
});

test('opens nothing but derivations, whatever a log says', async (t) => {
	writeFileSync(path.join(folder, 'secret'), 'secret');
	const paths = [path.join(folder, 'secret'), `${folder}/x.drv/../secret`, 'relative.drv'];
	const contents = await readDerivations(paths);
	t.deepEqual([...contents.values()], [undefined, undefined, undefined]);
});

test('which store: the option, NIX_CONFIG, NIX_REMOTE, the usual one with the one of the user', (t) => {
	const environment = {NIX_CONFIG: 'cores = 2\nstore = /from-config\n', NIX_REMOTE: '/from-remote', HOME: '/home/anna'};
	t.deepEqual(storeLocation('/option', environment), {roots: ['/option']});
	t.deepEqual(storeLocation(undefined, environment), {roots: ['/from-config']});
	t.deepEqual(storeLocation(undefined, {NIX_REMOTE: '/from-remote'}), {roots: ['/from-remote']});
	t.deepEqual(storeLocation(undefined, {HOME: '/home/anna'}), {roots: ['', '/home/anna/.local/share/nix/root']});
	t.deepEqual(storeLocation(undefined, {XDG_DATA_HOME: '/data', HOME: '/h'}), {roots: ['', '/data/nix/root']});
	t.deepEqual(storeLocation('daemon', {}), {roots: ['']});
});
