import {once} from 'node:events';
import {createWriteStream, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {finished} from 'node:stream/promises';
import {gunzipSync} from 'node:zlib';
import type {ExecutionContext} from 'ava';

/** A folder that is gone after the test. */
export function temporaryFolder(t: ExecutionContext): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

/**
 * Writes what Nix said in a recording of test/fixtures, byte for byte, in two files: `first` up to where the wanted
 * derivation is about to end, `rest` from there.
 */
export async function unpackRecording(
	folder: string,
	recording: string,
	marker: string,
): Promise<{readonly first: string; readonly rest: string}> {
	const lines = gunzipSync(readFileSync(path.join('test/fixtures', `${recording}.jsonl.gz`)))
		.toString()
		.split('\n')
		.filter((line) => line.includes('"kind":"bytes"'));
	const log = Buffer.concat(
		lines.map((line) => {
			const {text, base64} = JSON.parse(line) as {text?: string; base64?: string};
			return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
		}),
	);
	const cut = log.indexOf('\n', log.indexOf(marker)) + 1;
	if (cut === 0) throw new Error(`${recording} does not hold ${marker}`);
	const files = {first: path.join(folder, 'first.log'), rest: path.join(folder, 'rest.log')};
	await writeFile(files.first, log.subarray(0, cut));
	await writeFile(files.rest, log.subarray(cut));
	return files;
}

const derivation = '/nix/store/9ndra0lghjfly9csh00gpcsq64qzdcvc-flood-1.0.drv';
const id = 1234567890123;

/** A log of one running build, as Nix writes it, whose builder prints `lines`; the build ends only with `ending`. */
export async function writeLog(file: string, lines: Iterable<string>): Promise<void> {
	const stream = createWriteStream(file);
	stream.write(record({action: 'msg', level: 3, msg: 'this derivation will be built:'}));
	stream.write(record({action: 'msg', level: 3, msg: `  ${derivation}`}));
	stream.write(record({action: 'start', id: id - 1, level: 0, parent: 0, text: '', type: 104}));
	stream.write(record({action: 'result', fields: [0, 1, 1, 0], id: id - 1, type: 105}));
	const text = `building '${derivation}'`;
	stream.write(record({action: 'start', fields: [derivation, '', 1, 1], id, level: 3, parent: 0, text, type: 105}));
	let waiting = '';
	for (const line of lines) {
		waiting += record({action: 'result', fields: [line], id, type: 101});
		if (waiting.length < 1 << 20) continue;
		if (!stream.write(waiting)) await once(stream, 'drain');
		waiting = '';
	}
	stream.end(waiting);
	await finished(stream);
}

/** What ends that build well. */
export const ending = [
	record({action: 'result', fields: [1, 1, 0, 0], id: id - 1, type: 105}),
	record({action: 'stop', id}),
	record({action: 'stop', id: id - 1}),
].join('');

function record(value: object): string {
	return `@nix ${JSON.stringify(value)}\n`;
}
