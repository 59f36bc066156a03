import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

/** The folder of the package: above `dist` where it is installed, above `build/source/commands` in tests. */
function packageFolder(): string {
	let folder = path.dirname(fileURLToPath(import.meta.url));
	while (!existsSync(path.join(folder, 'package.json')) && folder !== path.dirname(folder)) {
		folder = path.dirname(folder);
	}

	return folder;
}

export function packageVersion(): string {
	const {version} = JSON.parse(readFileSync(path.join(packageFolder(), 'package.json'), 'utf8')) as {version: string};
	return version;
}

/** The recording that `nixscope demo` plays. */
export function demoRecording(): string {
	return path.join(packageFolder(), 'media/recordings/demo.jsonl.gz');
}
