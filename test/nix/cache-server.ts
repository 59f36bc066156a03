import {createReadStream, existsSync, readFileSync, statSync} from 'node:fs';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import {setTimeout} from 'node:timers/promises';

export type CacheServer = {
	/** `http://127.0.0.1:PORT/cache`, the cache in `folder`; `/corrupt`, the same with damaged archives. */
	readonly url: string;
	readonly close: () => void;
};

export type CacheServerOptions = {
	/** Pause between pieces of 64 KiB, to have progress to look at. */
	readonly pauseMs?: number;
	/** A free port unless said. */
	readonly port?: number;
};

/** Serves a binary cache that `nix copy --to file://` has made, over http on the loopback. */
export async function serveCache(folder: string, options: CacheServerOptions = {}): Promise<CacheServer> {
	const files = new Map([['/files/hello.txt', 'hello']]);
	const server = createServer((request, response) => {
		const url = (request.url ?? '/').split('?')[0] ?? '/';
		const [, area = '', rest = ''] = /^\/(cache|corrupt)\/(.*)$/.exec(url) ?? [];
		const file = path.join(folder, rest);
		const fixed = files.get(url);
		if (fixed !== undefined) response.end(request.method === 'HEAD' ? undefined : fixed);
		else if (area === '' || !existsSync(file) || !statSync(file).isFile()) response.writeHead(404).end();
		else if (request.method === 'HEAD') response.writeHead(200, {'content-length': statSync(file).size}).end();
		else if (area === 'corrupt' && rest.startsWith('nar/')) response.end(damaged(file));
		else sendSlowly(file, response, options.pauseMs ?? 0);
	});
	await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	return {url: `http://127.0.0.1:${port}`, close: () => void server.close().closeAllConnections()};
}

function damaged(file: string): Buffer {
	const content = readFileSync(file);
	content.write('XXXXXXXX', content.length >> 1);
	return content;
}

async function sendSlowly(file: string, response: ServerResponse, pauseMs: number): Promise<void> {
	response.writeHead(200, {'content-length': statSync(file).size});
	// A client that goes away is none of the server's business.
	await pipeline(slowly(file, pauseMs), response).catch(() => undefined);
}

async function* slowly(file: string, pauseMs: number): AsyncGenerator<Buffer> {
	for await (const piece of createReadStream(file, {highWaterMark: 65_536})) {
		yield piece;
		if (pauseMs > 0) await setTimeout(pauseMs);
	}
}
