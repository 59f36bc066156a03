import {useApp} from 'ink';
import {type ReactNode, useEffect} from 'react';
import type {FrameWriter} from '../terminal/frame-writer.js';
import {type GiveScreenBack, handleSuspension} from '../terminal/suspension.js';

export type SuspendableProps = {
	readonly output: FrameWriter;
	readonly onReady: (giveScreenBack: GiveScreenBack) => void;
	readonly children: ReactNode;
};

/** What only a component can get from Ink: leaving the terminal to others for a while, and to the shell on Ctrl-Z. */
export function Suspendable({output, onReady, children}: SuspendableProps) {
	const {suspendTerminal} = useApp();
	useEffect(() => {
		const giveScreenBack: GiveScreenBack = async () => {
			const {resume} = await suspendTerminal();
			output.flushSync();
			return async () => {
				output.refreshSize();
				await resume();
			};
		};
		onReady(giveScreenBack);
		return handleSuspension(giveScreenBack);
	}, [suspendTerminal, output, onReady]);
	return children;
}
