import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {type AnswerQuestion, Askpass, type AskpassQuestion} from '../../source/inputs/askpass.js';
import {requires, rootUser} from '../requirements.js';

const run = promisify(execFile);

async function open(t: ExecutionContext, onQuestion: AnswerQuestion): Promise<Askpass> {
	const askpass = await Askpass.open(onQuestion);
	t.teardown(() => askpass?.close());
	return askpass!;
}

const without = (question: AskpassQuestion) => ({text: question.text, kind: question.kind});

test('the question goes in, the answer comes out', async (t) => {
	const questions: object[] = [];
	const {environment} = await open(t, async (question) => {
		questions.push(without(question));
		return "päss'wörd";
	});
	t.is(environment.SSH_ASKPASS_REQUIRE, 'force');
	const {stdout} = await run(environment.SSH_ASKPASS!, ['Enter passphrase\nfor key: '], {env: {}});
	t.is(stdout, "päss'wörd\n");
	t.deepEqual(questions, [{text: 'Enter passphrase\nfor key: ', kind: 'secret'}]);
});

test('kinds of questions', async (t) => {
	const kinds: string[] = [];
	const {environment} = await open(t, async ({kind}) => {
		kinds.push(kind);
		return '';
	});
	const ask = (text: string, env = {}) => run(environment.GIT_ASKPASS!, [text], {env});
	await ask('Are you sure you want to continue connecting (yes/no/[fingerprint])? ');
	await ask("Username for 'https://github.com': ");
	await ask("Password for 'https://me@github.com': ");
	await ask('Allow use of key?', {SSH_ASKPASS_PROMPT: 'confirm'});
	await ask('Confirm user presence', {SSH_ASKPASS_PROMPT: 'none'});
	t.deepEqual(kinds, ['text', 'text', 'secret', 'confirm', 'notice']);
});

test('no answer: exit code 1, nothing printed', async (t) => {
	const {environment} = await open(t, async () => undefined);
	const error = await t.throwsAsync(run(environment.SSH_ASKPASS!, ['Password: ']));
	t.like(error, {code: 1, stdout: ''});
});

test('nobody listens any more: exit code 1', async (t) => {
	const askpass = await open(t, async () => 'x');
	const script = readFileSync(askpass.environment.SSH_ASKPASS!, 'utf8');
	askpass.close();
	t.false(existsSync(askpass.environment.SSH_ASKPASS!));
	const error = await t.throwsAsync(run('sh', ['-c', script]));
	t.like(error, {code: 1, stdout: ''});
});

test('who asked has gone: the question is taken back', async (t) => {
	let child: ReturnType<typeof spawn> | undefined;
	const takenBack = new Promise<void>((resolve) => {
		void open(t, async ({signal}) => {
			signal.addEventListener('abort', () => resolve());
			child?.kill('SIGKILL');
			return new Promise(() => {});
		}).then(({environment}) => {
			child = spawn(environment.SSH_ASKPASS!, ['Password: '], {stdio: 'ignore'});
		});
	});
	await takenBack;
	t.pass();
});

requires(
	'ssh-keygen',
	'ssh-agent',
	'ssh-add',
)('ssh-add asks for the passphrase of a key', async (t) => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'nixscope-test-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	const key = path.join(folder, 'key');
	await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', key]);
	const questions: string[] = [];
	const {environment} = await open(t, async ({text, kind}) => {
		questions.push(`${kind}: ${text}`);
		return questions.length === 1 ? 'wrong' : 'open sesame';
	});
	const {stdout, stderr} = await run('ssh-agent', ['sh', '-c', 'ssh-add "$0" && ssh-add -l', key], {
		env: {...process.env, ...environment},
	});
	t.regex(stdout, /ED25519/);
	t.is(questions.length, 2);
	t.true(questions[0]!.startsWith('secret: Enter passphrase for'));
	t.false(`${stdout}${stderr}${questions}`.includes('open sesame'));
});

requires(
	'ssh',
	'sshd',
	'ssh-keygen',
	rootUser,
)('ssh asks for trust in a host key and for a passphrase', async (t) => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'nixscope-test-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	const file = (name: string) => path.join(folder, name);
	await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file('host')]);
	await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', file('user')]);
	cpSync(file('user.pub'), file('authorized'));
	chmodSync(file('authorized'), 0o600);
	// sshd in inetd mode, one connection over a proxy command: no port is taken.
	await run('mkdir', ['-p', '/run/sshd']);
	const sshd = `/usr/sbin/sshd -i -e -f /dev/null -o HostKey=${file('host')} -o AuthorizedKeysFile=${file('authorized')} -o StrictModes=no -o PermitRootLogin=yes -o UsePAM=no`;
	const questions: string[] = [];
	const {environment} = await open(t, async ({text, kind}) => {
		questions.push(`${kind}: ${text}`);
		return kind === 'text' ? 'yes' : 'open sesame';
	});
	const ssh = [
		'-F',
		'/dev/null',
		'-o',
		`ProxyCommand=${sshd} 2>/dev/null`,
		'-o',
		`UserKnownHostsFile=${file('known')}`,
		'-o',
		'IdentitiesOnly=yes',
		'-i',
		file('user'),
		'root@nixscope-test',
		'echo logged in',
	];
	const {stdout} = await run('ssh', ssh, {env: {...process.env, ...environment, SSH_AUTH_SOCK: ''}});
	t.is(stdout, 'logged in\n');
	t.deepEqual(
		questions.map((question) => question.split(':')[0]),
		['text', 'secret'],
	);
});

test('the folder is closed to others', async (t) => {
	const {environment} = await open(t, async () => 'x');
	const {statSync} = await import('node:fs');
	t.is(statSync(path.dirname(environment.SSH_ASKPASS!)).mode & 0o077, 0);
	t.is(statSync(environment.SSH_ASKPASS!).mode & 0o077, 0);
});

test('garbage on the socket is no answer and no crash', async (t) => {
	const askpass = await open(t, async () => 'secret');
	const connection = net.connect(path.join(path.dirname(askpass.environment.SSH_ASKPASS!), 'askpass.socket'));
	connection.end('garbage\n');
	let received = '';
	connection.on('data', (chunk) => {
		received += chunk;
	});
	await once(connection, 'close');
	t.is(received, '');
});
