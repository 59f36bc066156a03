import {spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, constants, mkdtempSync, openSync, readSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import {FrameWriter} from '../../source/terminal/frame-writer.js';
import {requires} from '../requirements.js';

/** A pipe stands for the terminal: it fills up, and its reader can go away. */
function openPipe(t: ExecutionContext) {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'nixscope-test-'));
	const fifo = path.join(folder, 'fifo');
	spawnSync('mkfifo', [fifo]);
	const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
	let size = {columns: 100, rows: 30};
	const writer = new FrameWriter(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK), () => size);
	rmSync(folder, {recursive: true});
	t.teardown(() => writer.close());
	const buffer = Buffer.alloc(1 << 21);
	const read = () => {
		try {
			return buffer.toString('latin1', 0, readSync(reader, buffer));
		} catch {
			return '';
		}
	};
	const setSize = (columns: number, rows: number) => {
		size = {columns, rows};
	};
	return {writer, read, setSize, closeReader: () => closeSync(reader)};
}

const written = async (writer: FrameWriter, text: string) =>
	new Promise<void>((resolve) => {
		writer.write(text, () => resolve());
	});

const pipeTest = requires('mkfifo');

pipeTest('what is written in one go leaves in one piece, in order', async (t) => {
	const {writer, read} = openPipe(t);
	writer.write('a');
	writer.write('b');
	t.is(read(), '');
	await written(writer, 'c');
	t.is(read(), 'abc');
	t.false(writer.isBusy);
});

pipeTest('a terminal that is not read: busy, nothing lost, idle when read again', async (t) => {
	const {writer, read} = openPipe(t);
	const frame = 'x'.repeat(100_000);
	writer.write(frame);
	writer.write('end');
	await new Promise(setImmediate);
	t.true(writer.isBusy);
	t.true(writer.pendingBytes > 0);
	const idle = once(writer, 'idle');
	let text = '';
	while (text.length < frame.length + 3) {
		text += read();
		await new Promise(setImmediate);
	}
	await idle;
	t.is(text, `${frame}end`);
	t.false(writer.isBusy);
});

pipeTest('the queue is bounded; what was dropped asks for a redraw', async (t) => {
	const {writer, read} = openPipe(t);
	let isRedrawAsked = false;
	writer.on('redraw', () => {
		isRedrawAsked = true;
	});
	for (let index = 0; index < 100; index++) {
		writer.write('x'.repeat(100_000));
	}
	t.true(writer.pendingBytes <= 1 << 20);
	await new Promise(setImmediate);
	const idle = once(writer, 'idle');
	const reading = setInterval(read, 1);
	await idle;
	clearInterval(reading);
	t.true(isRedrawAsked);
});

pipeTest('restore() takes back what is still on, once', async (t) => {
	const {writer, read} = openPipe(t);
	writer.write('\u001B[?1049h\u001B[?25l\u001B[?2004h\u001B[?2026hframe');
	writer.write('\u001B[?2004l');
	writer.restore();
	t.true(read().endsWith('frame\u001B[?2004l\u001B[?2026l\u001B[?1049l\u001B[?25h\u001B[0m'));
	writer.restore();
	t.is(read(), '');
});

pipeTest('flushSync() gives up on a terminal that is never read', (t) => {
	const {writer} = openPipe(t);
	writer.write('x'.repeat(500_000));
	t.false(writer.flushSync());
	t.is(writer.pendingBytes, 0);
});

pipeTest('a terminal that is gone is no error', async (t) => {
	const {writer, closeReader} = openPipe(t);
	closeReader();
	const gone = once(writer, 'gone');
	await written(writer, 'a');
	await gone;
	t.false(writer.writable);
	await written(writer, 'b');
	t.true(writer.flushSync());
});

pipeTest('resize is said when the size is another', async (t) => {
	const {writer, setSize} = openPipe(t);
	t.deepEqual([writer.columns, writer.rows], [100, 30]);
	let count = 0;
	writer.on('resize', () => {
		count++;
	});
	writer.refreshSize();
	setSize(60, 15);
	writer.refreshSize();
	t.is(count, 1);
	t.deepEqual([writer.columns, writer.rows], [60, 15]);
});
