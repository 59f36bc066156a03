import type {IBufferCell, Terminal} from '@xterm/headless';

/** Cell size of the font below, in pixels. */
const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 18;
const PADDING = 12;
const FONT = "'DejaVu Sans Mono','JetBrains Mono',Menlo,Consolas,monospace";
const BACKGROUND = '#16171d';
const FOREGROUND = '#d8d8d8';

/** The sixteen colours of a dark terminal; a screen uses 1 to 6 and what logs bring. */
const palette = [
	'#16171d',
	'#f7768e',
	'#73c991',
	'#e0af55',
	'#6fa8ff',
	'#c792ea',
	'#5fc6d0',
	'#d8d8d8',
	'#6b7080',
	'#ff8fa3',
	'#8fe0aa',
	'#f0c674',
	'#8fbcff',
	'#dcb3f5',
	'#84dbe4',
	'#ffffff',
];

type Style = {
	readonly foreground: string;
	readonly background: string | undefined;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly underline: boolean;
};

/**
 * The window of an emulator as an SVG picture: runs of cells of one style, each placed on its own column, so that no font
 * can shift what stands to the right.
 */
export function terminalToSvg(terminal: Terminal): string {
	const {cols} = terminal;
	const rows = usedRows(terminal);
	const width = Math.round(cols * CELL_WIDTH + 2 * PADDING);
	const height = Math.round(rows * CELL_HEIGHT + 2 * PADDING);
	const body: string[] = [];
	const buffer = terminal.buffer.active;
	for (let row = 0; row < rows; row++) {
		const line = buffer.getLine(buffer.baseY + row);
		let column = 0;
		while (line !== undefined && column < cols) {
			const cell = line.getCell(column);
			if (cell === undefined) {
				break;
			}

			const style = styleOf(cell);
			const start = column;
			let text = '';
			for (; column < cols; column++) {
				const next = line.getCell(column);
				if (next === undefined || !sameStyle(styleOf(next), style)) {
					break;
				}

				text += next.getWidth() === 0 ? '' : next.getChars() || ' ';
			}

			body.push(...drawRun(text, start, column - start, row, style));
		}
	}

	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="14">
<rect width="100%" height="100%" rx="6" fill="${BACKGROUND}"/>
${body.join('\n')}
</svg>
`;
}

/** Rows up to the last one with text: an inline screen leaves the window below it empty. */
function usedRows({rows, buffer: {active}}: Terminal): number {
	for (let row = rows; row > 0; row--) {
		if (
			active
				.getLine(active.baseY + row - 1)
				?.translateToString(true)
				.trim()
		) {
			return row;
		}
	}

	return 1;
}

function drawRun(text: string, column: number, cells: number, row: number, style: Style): string[] {
	const x = (PADDING + column * CELL_WIDTH).toFixed(1);
	const y = PADDING + row * CELL_HEIGHT;
	const length = (cells * CELL_WIDTH).toFixed(1);
	const drawn: string[] = [];
	if (style.background !== undefined) {
		drawn.push(`<rect x="${x}" y="${y}" width="${length}" height="${CELL_HEIGHT}" fill="${style.background}"/>`);
	}

	if (text.trim() !== '') {
		const attributes = [
			`fill="${style.foreground}"`,
			style.bold ? 'font-weight="bold"' : '',
			style.dim ? 'opacity="0.55"' : '',
			style.underline ? 'text-decoration="underline"' : '',
		];
		const words = text.trimEnd();
		// Every run keeps to its cells, whatever the font of the viewer.
		const fitted = `textLength="${(displayCells(words, text, cells) * CELL_WIDTH).toFixed(1)}"`;
		drawn.push(
			`<text x="${x}" y="${y + 13.5}" xml:space="preserve" ${fitted} ${attributes.filter(Boolean).join(' ')}>${escapeXml(words)}</text>`,
		);
	}

	return drawn;
}

function displayCells(trimmed: string, text: string, cells: number): number {
	return cells - (text.length - trimmed.length);
}

function styleOf(cell: IBufferCell): Style {
	const foreground = colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()) ?? FOREGROUND;
	const background = colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
	const isInverse = cell.isInverse() !== 0;
	return {
		foreground: isInverse ? (background ?? BACKGROUND) : foreground,
		background: isInverse ? foreground : background,
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		underline: cell.isUnderline() !== 0,
	};
}

function colourOf(isDefault: boolean, isRgb: boolean, colour: number): string | undefined {
	if (isDefault) {
		return undefined;
	}

	return isRgb ? `#${colour.toString(16).padStart(6, '0')}` : (palette[colour] ?? FOREGROUND);
}

function sameStyle(a: Style, b: Style): boolean {
	return (
		a.foreground === b.foreground &&
		a.background === b.background &&
		a.bold === b.bold &&
		a.dim === b.dim &&
		a.underline === b.underline
	);
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
