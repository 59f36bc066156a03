// Makes the pictures in media/ from the real program: npm run media [NAME…]
import {build} from 'esbuild';

await build({
	entryPoints: ['media/make-pictures.ts'],
	outfile: 'build/make-pictures.mjs',
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node22',
	packages: 'external',
	logLevel: 'warning',
});
await import(new URL('../build/make-pictures.mjs', import.meta.url));
