import {Box, Text} from 'ink';
import {memo} from 'react';
import type {Line} from '../formats/line.js';
import {paintLine} from '../formats/paint.js';

export type PaintedRowsProps = {
	readonly lines: readonly Line[];
	/** False under NO_COLOR. */
	readonly colour: boolean;
};

/** Lines below each other, one row each. A row whose text stays is not rendered again. */
export function PaintedRows({lines, colour}: PaintedRowsProps) {
	return (
		<Box flexDirection="column" height={lines.length} overflowY="hidden" flexShrink={0}>
			{lines.map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its position.
				<PaintedRow key={index} text={paintLine(line, {colour})} />
			))}
		</Box>
	);
}

const PaintedRow = memo(({text}: {readonly text: string}) => (
	// An empty text would have no height.
	<Text wrap="truncate">{text === '' ? ' ' : text}</Text>
));
