import {writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {findBuildLog} from '../../../source/commands/store/open-build-log.js';
import {temporaryFolder} from '../../store/temporary-folder.js';

test('a log that is there, one that is empty, one that is not', async (t) => {
	const folder = temporaryFolder(t).path();
	const script = '#!/bin/sh\ncase "$2" in *log) echo "for $2";; *empty) ;; *) echo error >&2; exit 1;; esac\n';
	writeFileSync(path.join(folder, 'nix-store'), script, {mode: 0o755});
	const environment = {PATH: `${folder}:${process.env.PATH}`};
	const log = await findBuildLog('/nix/store/x-log', environment);
	t.is(log?.beginning.toString(), 'for /nix/store/x-log\n');
	log?.rest.destroy();
	t.is(await findBuildLog('/nix/store/x-empty', environment), undefined);
	t.is(await findBuildLog('/nix/store/x', environment), undefined);
	t.is(await findBuildLog('/nix/store/x', {PATH: '/nowhere'}), undefined);
});
