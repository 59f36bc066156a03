import test from 'ava';
import type {Need} from '../../source/sessions/explorer-data.js';
import {SlotBook} from '../../source/sessions/slot-book.js';
import {handFedClient, settled} from './hand-fed-client.js';

const usage = (id: string): Need => ({slot: 'detail', kind: 'usageDetail', request: {id}});
const beside: Need = {slot: 'beside', kind: 'beside', request: {}};

function openBook() {
	const client = handFedClient();
	const told = {answers: 0, events: 0};
	const book = new SlotBook(
		client,
		() => told.answers++,
		() => told.events++,
	);
	const requests = () => client.asked.map(({request}) => (request as {id?: string}).id);
	return {client, told, book, requests, slot: () => book.read('detail', 'usageDetail')};
}

test('what a frame needs is asked once, however often it is drawn', async (t) => {
	const {client, told, book, slot} = openBook();
	t.like(slot(), {answer: undefined, isCurrent: false, error: undefined});
	book.need([usage('a')]);
	book.need([usage('a')]);
	t.is(client.asked.length, 1);
	client.asked[0]!.answer('of a');
	await settled();
	t.like(slot(), {answer: 'of a', request: {id: 'a'}, isCurrent: true});
	t.is(told.answers, 1);
	book.need([usage('a')]);
	t.is(client.asked.length, 1);
});

test('of what is wanted meanwhile only the newest is asked, and its answer wins', async (t) => {
	const {client, book, requests, slot} = openBook();
	book.need([usage('a')]);
	book.need([usage('b')]);
	book.need([usage('c')]);
	t.deepEqual(requests(), ['a'], 'one at a time');
	t.true(client.asked[0]!.isCancelled);
	client.asked[0]!.answer('of a, as far as it was');
	await settled();
	t.deepEqual(requests(), ['a', 'c']);
	t.false(slot().isCurrent, 'an answer to another question is not the newest');
	t.not(slot().answer, 'of a, as far as it was' as never, 'what was stopped is no answer');
	client.asked[1]!.answer('of c');
	await settled();
	t.like(slot(), {answer: 'of c', request: {id: 'c'}, isCurrent: true});
});

test('what was answered is shown until the new answer is there', async (t) => {
	const {client, book, slot} = openBook();
	book.need([usage('a')]);
	client.asked[0]!.answer('of a');
	await settled();
	book.need([usage('b')]);
	t.like(slot(), {answer: 'of a', request: {id: 'a'}, isCurrent: false});
	client.asked[1]!.answer('of b');
	await settled();
	t.like(slot(), {answer: 'of b', request: {id: 'b'}, isCurrent: true});
});

test('what no frame waits for is stopped, and asked again when one does', async (t) => {
	const {client, book, slot} = openBook();
	book.need([usage('a'), beside]);
	book.need([beside]);
	t.true(client.asked[0]!.isCancelled);
	t.false(client.asked[1]!.isCancelled);
	client.asked[0]!.answer('a part of a');
	await settled();
	t.false(slot().isCurrent);
	book.need([usage('a'), beside]);
	client.last('usageDetail').answer('of a');
	await settled();
	t.like(slot(), {answer: 'of a', isCurrent: true});
});

test('a store that was read again is asked again, also while a question is under way', async (t) => {
	const {client, book, requests, slot} = openBook();
	book.need([usage('a')]);
	book.outdate();
	client.asked[0]!.answer('of before');
	await settled();
	t.like(slot(), {answer: 'of before', isCurrent: false}, 'better than nothing');
	t.deepEqual(requests(), ['a', 'a']);
	client.asked[1]!.answer('of now');
	await settled();
	t.like(slot(), {answer: 'of now', isCurrent: true});
	book.outdate();
	t.like(slot(), {answer: 'of now', isCurrent: false});
	book.need([usage('a')]);
	t.deepEqual(requests(), ['a', 'a', 'a']);
});

test('an error stays until something else is asked, or the store is read again', async (t) => {
	const {client, book, requests, slot} = openBook();
	book.need([usage('a')]);
	client.asked[0]!.fail('no such path');
	await settled();
	t.like(slot(), {answer: undefined, isCurrent: false, error: 'no such path'});
	book.need([usage('a')]);
	t.deepEqual(requests(), ['a'], 'not asked over and over');
	book.need([usage('b')]);
	t.is(slot().error, undefined);
	client.asked[1]!.answer('of b');
	await settled();
	t.like(slot(), {answer: 'of b', error: undefined, isCurrent: true});

	book.need([usage('a')]);
	client.asked[2]!.fail('no such path');
	await settled();
	book.outdate();
	book.need([usage('a')]);
	t.deepEqual(requests(), ['a', 'b', 'a', 'a']);
	client.asked[3]!.answer('of a');
	await settled();
	t.like(slot(), {answer: 'of a', error: undefined, isCurrent: true});
});

test('an error of what was stopped is none', async (t) => {
	const {client, book, slot} = openBook();
	book.need([usage('a')]);
	book.need([]);
	client.asked[0]!.fail('stopped');
	await settled();
	t.is(slot().error, undefined);
});

test('what is told on the way belongs to its slot', async (t) => {
	const {client, told, book, slot} = openBook();
	book.need([usage('a'), beside]);
	const event = {type: 'changed', what: 'roots'} as const;
	client.last('usageDetail').tell(event);
	t.is(slot().event, event);
	t.is(book.read('beside', 'beside').event, undefined);
	t.is(told.events, 1);
	t.is(told.answers, 0);
});

test('a slot that is used for another question begins anew', async (t) => {
	const {client, book, slot} = openBook();
	book.need([usage('a')]);
	client.asked[0]!.answer('of a');
	await settled();
	book.need([{slot: 'detail', kind: 'beside', request: {}}]);
	t.like(slot(), {answer: undefined, isCurrent: false});
	client.last('beside').answer('beside');
	await settled();
	t.like(book.read('detail', 'beside'), {answer: 'beside', isCurrent: true});
});
