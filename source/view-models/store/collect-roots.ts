import type {SizedRoot} from '../../analyses/answers/answer.js';
import {formatAge} from '../../formats/age.js';
import {formatSize} from '../../formats/bytes.js';
import type {Line} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {displayWidth, truncateMiddle} from '../../formats/width.js';
import {plannedRootName, rootLabel} from '../../reports/store/root-words.js';
import {labelWidth, planRow} from './collect-lines.js';
import type {ScreenInput} from './screen.js';

/** A root that goes: `■ direnv  ~/src/ml/.direnv/flake-profile-a1b2c3d4   214d   12.4 GiB   alone` */
export function dropLine(root: SizedRoot, kindWidth: number, {columns, signs, home, now}: ScreenInput): Line {
	const room = labelWidth(columns) - 2 - kindWidth - 2 + ageSpare;
	const {modifiedAt, retainedSize} = root;
	const name = plannedRootName(root, home, now);
	// A time that is cut says nothing: the link has its room.
	const fitting = displayWidth(name) <= room ? name : plannedRootName(root, home, Number.NEGATIVE_INFINITY);
	return planRow(
		{
			label: [
				span(`${signs.marked} `, 'marked'),
				span(`${rootLabel(root).padEnd(kindWidth)}  `),
				span(truncateMiddle(fitting, Math.max(8, room), signs.cut)),
			],
			count: span(modifiedAt === null ? '' : formatAge(now - modifiedAt), 'muted'),
			size: span(retainedSize === null ? '' : formatSize(retainedSize), 'muted'),
			remark: span(retainedSize === null ? '' : 'alone', 'muted'),
			wideLabel: ageSpare,
		},
		columns,
		signs,
	);
}

/** An age is shorter than a count: its column lends the name these cells. */
const ageSpare = 4;
