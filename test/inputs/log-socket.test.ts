import {once} from 'node:events';
import {existsSync, statSync} from 'node:fs';
import net from 'node:net';
import test from 'ava';
import {startArrivalClock} from '../../source/inputs/arrival-clock.js';
import type {InputEvent} from '../../source/inputs/input.js';
import {LogSocket} from '../../source/inputs/log-socket.js';
import {PrivateDirectory} from '../../source/inputs/private-directory.js';

test('reads always, also before anybody wants the bytes', async (t) => {
	const directory = new PrivateDirectory();
	t.teardown(directory.remove);
	t.is(statSync(directory.path).mode & 0o777, 0o700);
	const socket = new LogSocket(directory.file('log'));
	await socket.listen();
	t.teardown(() => socket.close());
	const early = net.connect(socket.path);
	// More than socket buffers hold: a listener that does not read would never let it end.
	early.end(Buffer.alloc(4_000_000));
	await once(early, 'close');

	const events: InputEvent[] = [];
	socket.deliver((event) => events.push(event), startArrivalClock());
	const late = net.connect(socket.path);
	late.end('x');
	await once(late, 'close');
	t.deepEqual(
		events.map(({kind}) => kind),
		['opened', 'bytes', 'closed'],
	);
	t.is(socket.openConnections, 0);
});

test('close() removes the socket and lets go of who is connected', async (t) => {
	const directory = new PrivateDirectory();
	const socket = new LogSocket(directory.file('log'));
	await socket.listen();
	const connection = net.connect(socket.path);
	connection.on('error', () => {});
	await once(connection, 'connect');
	const closed = once(connection, 'close');
	await new Promise((resolve) => {
		setImmediate(resolve);
	});
	socket.close();
	connection.resume();
	await closed;
	t.false(existsSync(socket.path));
	directory.remove();
	t.false(existsSync(directory.path));
});
