import {execFileSync} from 'node:child_process';
import {chmodSync, lutimesSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import {walkRoots} from '../../source/store/root-walk.js';
import {requires} from '../requirements.js';
import {storePath, temporaryFolder} from './temporary-folder.js';

const hello = storePath('a', 'hello-1.0');
const other = storePath('b', 'other-2.0');

function setUp(t: ExecutionContext) {
	const files = temporaryFolder(t);
	const walk = () =>
		walkRoots({
			kind: 'local',
			storeDirectory: '/nix/store',
			realStoreDirectory: files.path('store'),
			stateDirectory: files.path('var'),
			chroot: '',
			uri: undefined,
		});
	const short = (name: string) => name.replace(`${files.path()}/`, '');
	/** `entry: state link -> target` */
	const lines = () =>
		walk().roots.map(
			({entry, state, link, target}) =>
				`${short(entry)}: ${state} ${link === entry ? 'itself' : short(link)}${target ? ` -> ${target}` : ''}`,
		);
	return {files, walk, lines};
}

test('a store that has no gcroots has no roots', (t) => {
	t.deepEqual(setUp(t).walk(), {roots: [], unreadableFolders: []});
});

test('direct roots in real folders, gcroots first', (t) => {
	const {files, lines} = setUp(t);
	files.link('var/profiles/per-user/anna/stray', other);
	files.link('var/gcroots/sub/dir/mine', `${hello}/bin/hello`);
	t.deepEqual(lines(), [
		`var/gcroots/sub/dir/mine: live itself -> ${hello}`,
		`var/profiles/per-user/anna/stray: live itself -> ${other}`,
	]);
});

test('a link to a folder is not entered', (t) => {
	const {files, lines} = setUp(t);
	files.link('elsewhere/mine', hello);
	files.link('var/gcroots/folder', files.path('elsewhere'));
	t.deepEqual(lines(), ['var/gcroots/folder: inert elsewhere']);
});

test('an indirect root is the link outside, one hop away', (t) => {
	const {files, lines} = setUp(t);
	files.link('home/result', hello);
	files.link('home/second', files.path('home/result'));
	files.link('var/gcroots/auto/one', files.path('home/result'));
	files.link('var/gcroots/auto/relative', '../../../home/./nothing/..//result');
	files.link('var/gcroots/auto/two', files.path('home/second'));
	t.deepEqual(lines(), [
		`var/gcroots/auto/one: live home/result -> ${hello}`,
		'var/gcroots/auto/two: inert home/second',
	]);
});

test('a relative link into the store is an indirect root, as Nix judges by words', (t) => {
	const {files, lines} = setUp(t);
	files.link('home/result', `..${hello}`);
	files.link('var/gcroots/auto/one', files.path('home/result'));
	t.deepEqual(lines(), ['var/gcroots/auto/one: inert home/result']);
});

test('what was there and went is dangling; what is no link is inert', (t) => {
	const {files, lines} = setUp(t);
	files.file('home/file');
	files.link('var/gcroots/auto/1', files.path('home/gone'));
	files.link('var/gcroots/auto/2', files.path('home/file'));
	files.link('var/gcroots/auto/3', files.path('home/file/below'));
	files.link('var/gcroots/auto/4', '4');
	files.link('var/gcroots/auto/5', '/nix/store/no-digest');
	t.deepEqual(lines(), [
		'var/gcroots/auto/1: dangling home/gone',
		'var/gcroots/auto/2: inert home/file',
		'var/gcroots/auto/3: dangling home/file/below',
		'var/gcroots/auto/4: inert itself',
		'var/gcroots/auto/5: inert itself',
	]);
});

test('a regular file holds what it is named after, and nothing else', (t) => {
	const {files, walk} = setUp(t);
	files.file(`var/gcroots/hydra/${hello.slice(11)}`, 'whatever');
	files.file('var/gcroots/notes', hello);
	t.like(walk().roots, [{target: hello, state: 'live', isRegularFile: true}]);
	t.is(walk().roots.length, 1);
});

test('a profile and its generation are one root, under the entry of the generation', (t) => {
	const {files, lines} = setUp(t);
	files.link('var/profiles/a', 'a-2-link');
	files.link('var/profiles/a-2-link', hello);
	t.deepEqual(lines(), [`var/profiles/a-2-link: live itself -> ${hello}`]);
});

test('links into gcroots and profiles are not told twice', (t) => {
	const {files, lines} = setUp(t);
	files.link('var/profiles/per-user/root/profile-1-link', hello);
	files.link('var/profiles/per-user/root/profile', 'profile-1-link');
	files.link('var/profiles/default', files.path('var/profiles/per-user/root/profile'));
	files.link('var/gcroots/profiles', files.path('var/profiles'));
	t.deepEqual(lines(), [`var/profiles/per-user/root/profile-1-link: live itself -> ${hello}`]);
});

test('the age is that of the link outside; of a dangling one that of its entry', (t) => {
	const {files, walk} = setUp(t);
	files.link('home/result', hello);
	files.link('var/gcroots/auto/1', files.path('home/result'));
	files.link('var/gcroots/auto/2', files.path('home/gone'));
	lutimesSync(files.path('home/result'), 1000, 1000);
	lutimesSync(files.path('var/gcroots/auto/1'), 2000, 2000);
	lutimesSync(files.path('var/gcroots/auto/2'), 3000, 3000);
	t.deepEqual(
		walk().roots.map(({modifiedAt}) => modifiedAt),
		[1_000_000, 3_000_000],
	);
});

test('a name that is not UTF-8 is followed to the file it means', (t) => {
	const {files, walk} = setUp(t);
	files.folder('var/gcroots/auto');
	// Strings of Node cannot name such a file.
	execFileSync('sh', [
		'-c',
		`cd "$0" && name=$(printf 'bad\\377name') && ln -s ${hello} "$name" && ln -s "$PWD/$name" var/gcroots/auto/1`,
		files.path(),
	]);
	t.like(walk().roots, [{state: 'live', target: hello, link: files.path('bad\u{fffd}name')}]);
});

requires({name: 'an ordinary user', isMet: () => process.getuid?.() !== 0})('what is not for us is told', (t) => {
	const {files, walk} = setUp(t);
	files.link('home/result', hello);
	files.link('var/gcroots/auto/1', files.path('home/result'));
	files.link('var/gcroots/secret/mine', hello);
	chmodSync(files.path('home'), 0);
	chmodSync(files.path('var/gcroots/secret'), 0);
	t.teardown(() => {
		chmodSync(files.path('home'), 0o700);
		chmodSync(files.path('var/gcroots/secret'), 0o700);
	});
	const {roots, unreadableFolders} = walk();
	t.like(roots, [{state: 'unreadable', target: null, link: files.path('home/result')}]);
	t.deepEqual(unreadableFolders, [files.path('var/gcroots/secret')]);
});
