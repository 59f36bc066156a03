/**
 * Node 22 warns on stderr that node:sqlite is experimental, once a thread. What we use of it is the same from 22 to 26,
 * so users need not read that. To be imported before anything that imports node:sqlite is loaded.
 */
const {emitWarning} = process;

process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
	if (!String(warning).includes('SQLite is an experimental feature')) {
		emitWarning.call(process, warning, ...rest);
	}
}) as typeof process.emitWarning;
