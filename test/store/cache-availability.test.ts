import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {askCaches} from '../../source/store/cache-availability.js';
import {temporaryFolder} from './temporary-folder.js';

const name = (character: string) => `${character.repeat(32)}-name`;
const file = (character: string) => `${character.repeat(32)}.narinfo`;
const storeDirectory = '/nix/store';
const information = 'StoreDir: /nix/store\nWantMassQuery: 1\nPriority: 40\n';

/** @returns The address of a server that ends with the test. */
async function serve(
	t: ExecutionContext,
	answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
	const server = createServer(answer);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A cache that has some paths. */
function cacheOf(characters: string, asked: string[] = []) {
	return ({url, method}: IncomingMessage, response: ServerResponse) => {
		asked.push(`${method} ${url}`);
		if (url === '/nix-cache-info') {
			response.end(information);
		} else {
			response.statusCode = [...characters].some((character) => url === `/${file(character)}`) ? 200 : 404;
			response.end();
		}
	};
}

function folderCache(t: ExecutionContext, characters: string, text = information): string {
	const top = temporaryFolder(t);
	top.file('nix-cache-info', text);
	for (const character of characters) {
		top.file(file(character));
	}

	return `file://${top.path()}`;
}

test('caches in folders', async (t) => {
	const cache = folderCache(t, 'ac');
	const told: [done: number, total: number, cache: string][] = [];
	const found = await askCaches(
		{baseNames: ['a', 'b', 'c'].map(name), substituters: [cache], storeDirectory},
		{onProgress: (...words) => told.push(words)},
	);
	t.deepEqual(found, {available: new Set([name('a'), name('c')]), asked: [cache], unreachable: []});
	t.deepEqual(told, [
		[1, 3, cache],
		[2, 3, cache],
		[3, 3, cache],
	]);
});

test('caches of the web, with a heading only, and for what no cache before has', async (t) => {
	const first = await serve(t, cacheOf('a'));
	const asked: string[] = [];
	const second = await serve(t, cacheOf('abd', asked));
	const found = await askCaches({
		baseNames: ['a', 'b', 'c'].map(name),
		substituters: [`${first}/?priority=10`, `${second}/`],
		storeDirectory,
	});
	t.deepEqual([...found.available].sort(), [name('a'), name('b')]);
	t.deepEqual(found.unreachable, []);
	t.deepEqual(asked.sort(), ['GET /nix-cache-info', `HEAD /${file('b')}`, `HEAD /${file('c')}`]);
});

test('a server that knows no HEAD, and one that says 403 for what it has not got', async (t) => {
	const answer = cacheOf('a');
	const odd = await serve(t, (request, response) => {
		if (request.method === 'HEAD') {
			response.statusCode = 405;
			response.end();
		} else {
			answer(request, response);
		}
	});
	const forbidding = await serve(t, (request, response) => {
		response.statusCode = request.url === '/nix-cache-info' ? 200 : 403;
		response.end(request.method === 'HEAD' ? undefined : information);
	});
	const baseNames = ['a', 'b'].map(name);
	t.deepEqual(await askCaches({baseNames, substituters: [odd, forbidding], storeDirectory}), {
		available: new Set([name('a')]),
		asked: [odd, forbidding],
		unreachable: [],
	});
});

test('a cache of another store directory has nothing', async (t) => {
	const cache = folderCache(t, 'a', 'StoreDir: /home/store\n');
	t.deepEqual(await askCaches({baseNames: [name('a')], substituters: [cache], storeDirectory}), {
		available: new Set(),
		asked: [cache],
		unreachable: [],
	});
});

test('caches that cannot be asked are told, with why; the others are asked', async (t) => {
	const closed = await new Promise<string>((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const {port} = server.address() as AddressInfo;
			server.close(() => resolve(`http://127.0.0.1:${port}`));
		});
	});
	const none = await serve(t, (_request, response) => {
		response.statusCode = 404;
		response.end();
	});
	const good = folderCache(t, 'a');
	const found = await askCaches({
		baseNames: [name('a'), 'no-store-path'],
		substituters: [closed, none, 's3://bucket', 'file:///not/there', good],
		storeDirectory,
	});
	t.deepEqual(found, {
		available: new Set([name('a')]),
		asked: [good],
		unreachable: [
			{cache: closed, reason: 'connection refused'},
			{cache: none, reason: 'it is no binary cache'},
			{cache: 's3://bucket', reason: 'stores of the kind s3 are not asked'},
			{cache: 'file:///not/there', reason: 'it is no binary cache'},
		],
	});
});

test('a cache that fails is given up; what it said before counts', async (t) => {
	let requests = 0;
	const cache = await serve(t, ({url}, response) => {
		requests++;
		if (url === '/nix-cache-info') {
			response.end(information);
			return;
		}

		response.statusCode = url === `/${file('0')}` ? 200 : 500;
		// The first answer is there before the others.
		setTimeout(() => response.end(), url === `/${file('0')}` ? 0 : 20);
	});
	const digits = [...'0123456789abcdfghijklmnpqrsvwxyz'];
	const baseNames = ['0', ...digits.slice(1)].map(name).concat(digits.map((digit) => `${digit.repeat(31)}1-more`));
	const found = await askCaches({baseNames, substituters: [cache], storeDirectory});
	t.deepEqual([...found.available], [name('0')]);
	t.deepEqual(found.asked, []);
	t.deepEqual(found.unreachable, [{cache, reason: 'HTTP 500'}]);
	t.true(requests < baseNames.length, `${requests} of ${baseNames.length}`);
});

test('at most 25 questions at once', async (t) => {
	let underWay = 0;
	let most = 0;
	const cache = await serve(t, ({url}, response) => {
		if (url === '/nix-cache-info') {
			response.end(information);
			return;
		}

		most = Math.max(most, ++underWay);
		setTimeout(() => {
			underWay--;
			response.end();
		}, 20);
	});
	const digits = [...'0123456789abcdfghijklmnpqrsvwxyz'];
	const baseNames = digits.flatMap((one) => [...'012'].map((two) => `${one.repeat(31)}${two}-name`));
	const {available} = await askCaches({baseNames, substituters: [cache], storeDirectory});
	t.is(available.size, 96);
	t.true(most <= 25 && most > 5, `${most}`);
});

test('when it is stopped the answer so far comes', async (t) => {
	const control = new AbortController();
	const cache = await serve(t, ({url}, response) => {
		if (url === '/nix-cache-info') {
			response.end(information);
		} else if (url === `/${file('a')}`) {
			response.end();
		}
		// The other question never gets an answer.
	});
	const found = await askCaches(
		{baseNames: ['a', 'b'].map(name), substituters: [cache, 'http://127.0.0.1:1'], storeDirectory},
		{signal: control.signal, onProgress: () => control.abort()},
	);
	t.deepEqual([...found.available], [name('a')]);
	t.deepEqual(found.unreachable, [
		{cache, reason: 'stopped'},
		{cache: 'http://127.0.0.1:1', reason: 'stopped'},
	]);
});
