import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import test from 'ava';
import {mustReachDaemon} from '../../source/collection/reach-daemon.js';
import {StoreError} from '../../source/store/store-error.js';
import {smallPlace} from './small-place.js';

const ordinary = 1000;

test('a daemon that accepts a connection is there', async (t) => {
	const {store, folder} = smallPlace(t);
	const socket = path.join(folder, 'socket');
	const server = createServer();
	server.listen(socket);
	await once(server, 'listening');
	t.teardown(() => server.close());
	const environment = {NIX_REMOTE: 'daemon', NIX_DAEMON_SOCKET_PATH: socket};
	await t.notThrowsAsync(mustReachDaemon({...store, uri: undefined}, environment, ordinary));
	await t.notThrowsAsync(mustReachDaemon({...store, uri: `unix://${socket}`}, {}, ordinary));
});

test('without one nothing may begin, but for who needs none', async (t) => {
	const {store: made, folder} = smallPlace(t);
	const store = {...made, uri: undefined};
	const socket = path.join(folder, 'socket');
	const environment = {NIX_REMOTE: 'daemon', NIX_DAEMON_SOCKET_PATH: socket};
	const failure = await t.throwsAsync(mustReachDaemon(store, environment, ordinary), {instanceOf: StoreError});
	t.is(failure?.message, `nothing was changed, since Nix's daemon cannot be reached at ${socket}: it does not run`);
	await t.notThrowsAsync(mustReachDaemon(store, environment, 0));
	await t.notThrowsAsync(mustReachDaemon(store, {}, ordinary));
	await t.notThrowsAsync(mustReachDaemon({...store, uri: 'local'}, environment, ordinary));
	writeFileSync(socket, '');
	await t.throwsAsync(mustReachDaemon(store, environment, ordinary), {message: /cannot be reached/});
});
