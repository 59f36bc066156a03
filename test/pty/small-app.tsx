// A small program of the terminal layer, for the tests that run it in a pty: `node small-app.js [alternate] [pipe]`.
import {writeSync} from 'node:fs';
import {Box, render, Text, useApp, useInput} from 'ink';
import {useEffect, useState} from 'react';
import {StdinInput} from '../../source/inputs/stdin-input.js';
import {watchTerminalReaders} from '../../source/inputs/terminal-readers.js';
import {handleClosedPipes} from '../../source/terminal/closed-pipes.js';
import {FrameWriter} from '../../source/terminal/frame-writer.js';
import {openKeyReader, silentKeys} from '../../source/terminal/key-reader.js';
import {Lifecycle} from '../../source/terminal/lifecycle.js';
import {handleSuspension} from '../../source/terminal/suspension.js';
import {openTerminalOutput} from '../../source/terminal/terminal-device.js';
import {TerminalTitle} from '../../source/terminal/title.js';

const options = new Set(process.argv.slice(2));
const print = (text: string) => {
	try {
		writeSync(1, text);
	} catch {}
};

const output = new FrameWriter(openTerminalOutput()!);
const keys = openKeyReader();
const title = new TerminalTitle(output, {title: true, progress: true});
let received = 0;
let ticks = 0;

const lifecycle = new Lifecycle({
	onInterrupt() {
		if (!options.has('pipe')) {
			lifecycle.dieBy('SIGINT', () => print('report: interrupted\n'));
		}
	},
	onTerminate(signal) {
		lifecycle.restoreActions.run();
		print(`report: ${signal}\n`);
	},
	onCrash(error) {
		print(`crash: ${(error as Error).message}\n`);
	},
});
lifecycle.restoreActions.add(() => output.close());
lifecycle.restoreActions.add(() => output.restore());
lifecycle.restoreActions.add(() => keys?.restore());
lifecycle.restoreActions.add(() => title.clear());
handleClosedPipes();

const App = () => {
	const {suspendTerminal} = useApp();
	const [key, setKey] = useState('none');
	const [version, setVersion] = useState(0);
	useEffect(() => {
		const timer = setInterval(() => {
			ticks++;
			// As a session does: no frame while the terminal has not taken the last one.
			if (!output.isBusy) {
				setVersion((value) => value + 1);
			}
		}, 20);
		let returnTerminal: (() => Promise<void>) | undefined;
		const stopWatching = options.has('readers')
			? watchTerminalReaders({
					async onStart({name, isSecret}) {
						keys?.lend(!isSecret);
						const {resume} = await suspendTerminal();
						output.flushSync();
						print(`${name} asks ${isSecret ? 'for a secret' : 'for a line'}: `);
						returnTerminal = resume;
					},
					async onStop() {
						print('answered\n');
						keys?.takeBack();
						await returnTerminal?.();
					},
				})
			: () => {};
		const stopSuspension = handleSuspension(async () => {
			const {resume} = await suspendTerminal();
			output.flushSync();
			return resume;
		});
		return () => {
			clearInterval(timer);
			stopSuspension();
			stopWatching();
		};
	}, [suspendTerminal]);
	useInput((input, {ctrl}) => {
		setKey(ctrl ? `ctrl-${input}` : input);
		if (input === 'q') {
			lifecycle.exit(0, () => print(`report: ${ticks > 0 ? 'ticked' : 'still'}\n`));
		} else if (input === 'x') {
			setTimeout(() => {
				throw new Error('on purpose');
			}, 0);
		} else if (input === 'p') {
			void Promise.reject(new Error('on purpose, rejected'));
		}
	});
	return (
		<Box flexDirection="column" overflow="hidden" height={options.has('busy') ? output.rows : 8} width={output.columns}>
			<Text>
				size {output.columns}x{output.rows} key {key} bytes {received} {lifecycle.wasInterrupted ? 'interrupted' : ''}
			</Text>
			{options.has('busy') && <Text>{`${version} `.repeat(1000)}</Text>}
			<Text>frame {version}</Text>
			<Text>{ticks > 0 ? 'ready' : 'starting'}</Text>
		</Box>
	);
};

title.set('building');
title.setProgress({kind: 'running', fraction: 0.5});
const app = render(<App />, {
	stdout: output as unknown as NodeJS.WriteStream,
	stdin: (keys ?? silentKeys()) as unknown as NodeJS.ReadStream,
	exitOnCtrlC: false,
	patchConsole: false,
	interactive: true,
	incrementalRendering: true,
	alternateScreen: options.has('alternate'),
});
lifecycle.restoreActions.add(() => app.unmount());

if (options.has('pipe')) {
	await new StdinInput().run((event) => {
		if (event.kind === 'bytes') {
			received += event.chunk.length;
		}
	});
	const report = () => print(`report: ${received} bytes, ${ticks} ticks\n`);
	if (lifecycle.wasInterrupted) {
		lifecycle.dieBy('SIGINT', report);
	}
	lifecycle.exit(0, report);
}
