import type {MonitorSession} from '../sessions/monitor-session.js';
import type {TerminalTitle} from '../terminal/title.js';

/** Keeps the title of the window and the progress in the taskbar at the state of the build. @returns Ends it. */
export function showInTitle(session: MonitorSession, title: TerminalTitle): () => void {
	const show = () => {
		const {buildCounts, downloadCounts} = session.state;
		const name = session.title || 'nixscope';
		const done = buildCounts.built + downloadCounts.completed;
		const total = buildCounts.total + downloadCounts.total;
		title.set(total === 0 ? name : `${done}/${total} ${name}`);
		if (total === 0) {
			title.setProgress({kind: 'undetermined'});
		} else {
			title.setProgress({kind: buildCounts.failed > 0 ? 'failed' : 'running', fraction: done / total});
		}
	};
	show();
	return session.subscribe(show);
}
