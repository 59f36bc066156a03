import type {BuildStatus} from '../build/build.js';
import type {Transfer} from '../build/transfer.js';
import type {Tone} from '../formats/line.js';
import type {Signs} from '../formats/symbols.js';

export function buildSign(status: BuildStatus, signs: Signs): {readonly sign: string; readonly tone: Tone} {
	switch (status.name) {
		case 'planned':
		case 'waiting':
			return {sign: signs.waiting, tone: 'muted'};
		case 'running':
			return {sign: signs.running, tone: 'running'};
		case 'built':
			return {sign: signs.built, tone: 'built'};
		case 'failed':
			return {sign: signs.failed, tone: 'failed-sign'};
		case 'dependency-failed':
			return {sign: signs.blocked, tone: 'failed'};
		case 'cancelled':
			return {sign: signs.blocked, tone: 'muted'};
		case 'interrupted':
			return {sign: signs.blocked, tone: 'interrupted'};
	}
}

export function transferSign({status, kind}: Transfer, signs: Signs): {readonly sign: string; readonly tone: Tone} {
	switch (status.name) {
		case 'planned':
			return {sign: signs.waiting, tone: 'muted'};
		case 'running':
			return {sign: kind === 'download' ? signs.download : signs.upload, tone: kind};
		case 'completed':
			return {sign: signs.built, tone: 'built'};
		case 'failed':
			return {sign: signs.failed, tone: 'failed-sign'};
	}
}
