import test from 'ava';
import fc from 'fast-check';
import {type ParsedDerivation, parseDerivation} from '../../source/parsers/derivation.js';

const rest = `"x86_64-linux","/bin/sh",["-c","echo \\"hi\\"\\n"]`;

function parse(content: string): ParsedDerivation {
	const parsed = parseDerivation(content);
	if ('error' in parsed) {
		throw new Error(parsed.error);
	}

	return parsed;
}

test('an ordinary derivation', (t) => {
	const content = `Derive([("dev","/nix/store/a-x-dev","",""),("out","/nix/store/b-x","","")],[("/nix/store/c.drv",["out"]),("/nix/store/d.drv",["dev","out"])],["/nix/store/e.sh"],${rest},[("buildPhase","say \\"name\\",\\\\"),("name","hello-2.12"),("pname","hello"),("version","2.12")])`;
	t.deepEqual(parse(content), {
		outputs: [
			{name: 'dev', path: '/nix/store/a-x-dev'},
			{name: 'out', path: '/nix/store/b-x'},
		],
		inputDerivations: [
			{path: '/nix/store/c.drv', outputs: ['out']},
			{path: '/nix/store/d.drv', outputs: ['dev', 'out']},
		],
		inputSources: ['/nix/store/e.sh'],
		system: 'x86_64-linux',
		builder: '/bin/sh',
		name: 'hello-2.12',
		pname: 'hello',
		version: '2.12',
	});
});

test('structured attributes, content-addressed outputs, nothing needed', (t) => {
	const json = JSON.stringify({name: 'ca-1', pname: 'ca', nested: {version: 'no'}}).replaceAll('"', '\\"');
	const parsed = parse(`Derive([("out","","r:sha256","")],[],[],${rest},[("__json","${json}"),("out","/1rz4g4")])`);
	t.deepEqual(parsed.outputs, [{name: 'out', path: undefined}]);
	t.like(parsed, {name: 'ca-1', pname: 'ca', version: undefined, inputDerivations: []});
	t.is(parse(`Derive([],[],[],${rest},[("__json","{broken")])`).name, undefined);
});

test('dynamic derivations', (t) => {
	const inputs = `[("/nix/store/a.drv",["out"]),("/nix/store/b.drv",([],[("out",["out"]),("dev",(["x"],[("y",["z"])]))]))]`;
	t.deepEqual(parse(`DrvWithVersion("xp-dyn-drv",[],${inputs},[],${rest},[])`).inputDerivations, [
		{path: '/nix/store/a.drv', outputs: ['out']},
		{path: '/nix/store/b.drv', outputs: ['out', 'dev']},
	]);
});

test('escapes at the end of a string', (t) => {
	t.is(parse(`Derive([],[],[],${rest},[("name","back\\\\"),("x","\\"")])`).name, 'back\\');
	t.is(parse(`Derive([],[],[],${rest},[("name","tab\\there\\\\\\"")])`).name, 'tab\there\\"');
});

test('what is not a derivation gives an error, and no exception', (t) => {
	const content = `Derive([("out","/nix/store/b-x","","")],[("/nix/store/c.drv",["out"])],[],${rest},[("name","x")])`;
	for (let length = 0; length < content.length; length += 1) {
		t.true('error' in parseDerivation(content.slice(0, length)));
	}

	t.deepEqual(parseDerivation('ELF'), {error: 'expected “Derive(” at character 0'});
	const deep = `(["a"],[("b",`.repeat(100_000);
	t.true('error' in parseDerivation(`DrvWithVersion("xp-dyn-drv",[],[("/x.drv",${deep}`));
	fc.assert(
		fc.property(fc.nat(content.length), fc.string({unit: 'binary', maxLength: 3}), (at, text) => {
			parseDerivation(content.slice(0, at) + text + content.slice(at + 1));
		}),
	);
});
