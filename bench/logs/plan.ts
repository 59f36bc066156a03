import {createRandom, storePath} from './random.js';
import {RecordWriter} from './records.js';

/** A plan of many derivations as Nix announces it, with the `.drv` file of each. */
export type Plan = {readonly log: string; readonly derivations: ReadonlyMap<string, string>};

const inputsEach = 8;
const variables = 30;

export function createPlan(count: number): Plan {
	const random = createRandom(3);
	const paths = Array.from({length: count}, (_, index) => storePath(index, `package-${index}-3.${index % 12}.drv`));
	const lines: string[] = [];
	const records = new RecordWriter((line) => lines.push(line));
	records.message(3, `these ${count} derivations will be built:`);
	for (const path of paths) {
		records.message(3, `  ${path}`);
	}

	const environment = Array.from(
		{length: variables},
		(_, index) => `("variable${index}","value of ${index} \\n second line")`,
	);
	const derivations = new Map<string, string>();
	for (const [index, path] of paths.entries()) {
		const inputs = new Set<string>();
		for (let input = 0; input < inputsEach && index > 0; input++) {
			// Mostly near ones, as layers of a package set have them; the last ones hold everything together.
			inputs.add(paths[Math.max(0, index - 1 - random(input < 6 ? 400 : index))]!);
		}

		const out = path.replace(/\.drv$/, '');
		const inputList = [...inputs].sort().map((input) => `("${input}",["out"])`);
		derivations.set(
			path,
			`Derive([("out","${out}","","")],[${inputList.join(',')}],["${storePath(index, 'builder.sh')}"],"x86_64-linux","/bin/sh",["-e","builder.sh"],[${environment.join(',')},("name","package-${index}"),("out","${out}"),("system","x86_64-linux")])`,
		);
	}

	return {log: lines.join(''), derivations};
}
