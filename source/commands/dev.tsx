import {render} from 'ink';
import {Gallery} from '../gallery/gallery.js';
import {galleryScreens} from '../gallery/gallery-screens.js';
import {UserMistake} from './complain.js';
import type {ExitStatus} from './exit-status.js';
import {readSurroundings} from './surroundings.js';
import {writeOut} from './write-out.js';

/**
 * `nixscope dev [SCREEN]`: the screens of the gallery, for who works on them. Without a terminal their names.
 *
 * @throws UserMistake when there is no such screen.
 */
export async function showGallery([name]: readonly string[]): Promise<ExitStatus> {
	const start = name === undefined ? 0 : galleryScreens.findIndex((screen) => screen.name === name);
	if (start === -1) {
		throw new UserMistake(`there is no screen ${name}; there are ${galleryScreens.map(({name}) => name).join(', ')}`);
	}

	const {capabilities} = readSurroundings(1, {});
	if (!capabilities.interactive) {
		writeOut(1, galleryScreens.map(({name, description}) => `${name}: ${description}\n`).join(''));
		return {code: 0};
	}

	const app = render(
		<Gallery screens={galleryScreens} start={start} theme={capabilities} onQuit={() => app.unmount()} />,
		{alternateScreen: true, incrementalRendering: true, maxFps: 60, patchConsole: false},
	);
	await app.waitUntilExit();
	return {code: 0};
}
