import {
	chownSync,
	lchownSync,
	lutimesSync,
	mkdirSync,
	readlinkSync,
	renameSync,
	rmSync,
	symlinkSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import type {SizedRoot} from '../../source/analyses/answers/answer.js';
import {dropLink} from '../../source/collection/drop-link.js';
import {type KeptRoot, type NotedRoot, noteLink} from '../../source/collection/note-link.js';
import {lookOf, rootAt, smallPlace} from './small-place.js';

function noted(root: SizedRoot, place: ReturnType<typeof smallPlace>): NotedRoot {
	const note = noteLink(root, place.store);
	if ('reason' in note) {
		throw new Error(note.reason);
	}

	return note;
}

function reason(note: NotedRoot | KeptRoot): string {
	return 'reason' in note ? note.reason : 'noted';
}

test('a link is noted as it is, and removed', (t) => {
	const place = smallPlace(t);
	const root = place.indirect('src/result', 'app');
	const note = noted(root, place);
	t.like(note.noted, {
		link: root.link,
		entry: root.entry!,
		entryText: root.link,
		target: place.target('app'),
		text: place.target('app'),
		file: null,
	});
	t.is(BigInt(note.noted.modifiedAt) / 1_000_000n, BigInt(root.modifiedAt!));
	t.is(dropLink(note), undefined);
	t.is(lookOf(root.link), null);
	t.not(lookOf(root.entry!), null);
	t.is(dropLink(note), 'is gone already');
});

test('what a link says below a store path, and a regular file, are noted', (t) => {
	const place = smallPlace(t);
	t.is(noted(place.direct('deep', `${place.target('app')}/bin`), place).noted.text, `${place.target('app')}/bin`);
	const file = path.join(place.store.stateDirectory, 'gcroots', path.basename(place.target('app')));
	writeFileSync(file, 'job\n');
	const root = rootAt(file, file, place.store);
	const note = noted(root, place);
	t.is(note.noted.text, null);
	t.is(Buffer.from(note.noted.file!.bytes, 'base64').toString(), 'job\n');
	t.is(dropLink(note), undefined);
});

test('what is not as the plan says stays', (t) => {
	const place = smallPlace(t);
	const root = place.indirect('src/result', 'app');
	const {store} = place;
	t.is(
		reason(noteLink({...root, target: place.target('lib')}, store)),
		'stays: it leads elsewhere since the plan was made',
	);
	t.is(
		reason(noteLink({...root, modifiedAt: root.modifiedAt! - 1}, store)),
		'stays: it was made again since the plan was made',
	);
	t.regex(reason(noteLink({...root, protected: true, protection: 'the running system'}, store)), /the running system/);
	t.regex(reason(noteLink({...root, kind: 'process'}, store)), /^stays/);
	t.is(reason(noteLink({...root, link: `${root.link}-2`}, store)), 'is gone already');
	unlinkSync(root.link);
	mkdirSync(root.link);
	t.is(reason(noteLink(root, store)), 'stays: something else stands there now');
});

test('a generation that has become the current one stays', (t) => {
	const place = smallPlace(t);
	const profile = path.join(place.folder, 'profile');
	symlinkSync(place.target('app'), `${profile}-1-link`);
	symlinkSync('profile-1-link', profile);
	const root = {...rootAt(`${profile}-1-link`, `${profile}-1-link`, place.store), generation: {profile, number: 1}};
	t.is(reason(noteLink(root, place.store)), 'stays: it is the current generation now');
	unlinkSync(profile);
	symlinkSync('profile-2-link', profile);
	t.is(reason(noteLink(root, place.store)), 'noted');
});

test('a link that was made again between noting and removing stays', (t) => {
	const place = smallPlace(t);
	const root = place.indirect('src/result', 'app');
	const note = noted(root, place);
	renameSync(root.link, `${root.link}-old`);
	symlinkSync(place.target('app'), root.link);
	const seconds = root.modifiedAt! / 1000;
	lutimesSync(root.link, seconds, seconds);
	t.is(dropLink(note), 'stays: something else stands there now');
	t.is(readlinkSync(root.link), place.target('app'));
});

test('a folder that was swapped for a link leads nobody astray', (t) => {
	const place = smallPlace(t);
	const root = place.indirect('src/result', 'app');
	const other = place.indirect('precious/result', 'app');
	const note = noted(root, place);
	rmSync(path.dirname(root.link), {recursive: true});
	symlinkSync(path.dirname(other.link), path.dirname(root.link));
	const before = lookOf(other.link);
	t.is(dropLink(note), 'stays: something else stands there now');
	t.deepEqual(lookOf(other.link), before);
});

test('a folder that is reached through a link by right is no hindrance', (t) => {
	const place = smallPlace(t);
	place.indirect('data/src/result', 'app');
	symlinkSync(path.join(place.folder, 'data/src'), path.join(place.folder, 'src'));
	const root = rootAt(path.join(place.folder, 'src/result'), 'x', place.store);
	t.is(dropLink(noted(root, place)), undefined);
	t.is(lookOf(path.join(place.folder, 'data/src/result')), null);
});

test('without /proc a link goes where nobody else can interfere', (t) => {
	const place = smallPlace(t);
	const root = place.indirect('src/result', 'app');
	t.is(dropLink(noted(root, place), path.join(place.folder, 'no-proc')), undefined);
	t.is(lookOf(root.link), null);
});

const asRoot = process.geteuid?.() === 0 ? test : test.skip;

asRoot("another user's link leads root only to what is that user's own", (t) => {
	const place = smallPlace(t);
	const home = path.join(place.folder, 'anna');
	mkdirSync(home);
	chownSync(home, 1000, 1000);
	place.indirect('precious/result', 'app');
	symlinkSync(path.join(place.folder, 'precious'), path.join(home, 'src'));
	lchownSync(path.join(home, 'src'), 1000, 1000);
	const root = rootAt(path.join(home, 'src/result'), 'x', place.store);
	t.regex(
		dropLink(noted(root, place))!,
		/^stays: another user's link leads to .*precious, which root does not follow$/,
	);
	t.not(lookOf(root.link), null);
	// The folder is that user's.
	chownSync(path.join(place.folder, 'precious'), 1000, 1000);
	t.is(dropLink(noted(root, place)), undefined);
	t.is(lookOf(root.link), null);
});
