import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {linux, type Requirement, rootUser} from '../requirements.js';
import {program} from './lab.js';
import {installedNixVersions, promisedVersions} from './nix-version.js';

/** What every test on real Nix needs. */
export const nixLab: readonly Requirement[] = [
	linux,
	rootUser,
	{name: 'scripts/get-nix.sh to have run', isMet: () => installedNixVersions().length >= promisedVersions},
	{name: 'mount namespaces (unshare -m)', isMet: () => spawnSync('unshare', ['-m', 'true']).status === 0},
	{name: 'npm run build', isMet: () => existsSync(program)},
];
