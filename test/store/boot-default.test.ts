import test from 'ava';
import {bootDefault} from '../../source/store/boot-default.js';
import {storePath, temporaryFolder} from './temporary-folder.js';

const old = storePath('a', 'nixos-system-25.05');
const recent = storePath('b', 'nixos-system-25.11');

function entry(system: string): string {
	return `title NixOS\nlinux /EFI/nixos/kernel.efi\noptions init=${system}/init loglevel=4\n`;
}

for (const chosen of ['nixos-generation-9.conf', 'nixos-generation-9']) {
	test(`systemd-boot starts ${chosen}`, (t) => {
		const files = temporaryFolder(t);
		files.file('loader/loader.conf', `timeout 5\ndefault ${chosen}\n`);
		files.file('loader/entries/nixos-generation-9.conf', entry(old));
		files.file('loader/entries/nixos-generation-10.conf', entry(recent));
		t.is(bootDefault('/nix/store', ['/does/not/exist', files.path()]), old);
	});
}

test('systemd-boot starts the last that fits a pattern', (t) => {
	const files = temporaryFolder(t);
	files.file('loader/loader.conf', 'default nixos-*\n');
	files.file('loader/entries/nixos-generation-9.conf', entry(old));
	files.file('loader/entries/nixos-generation-10.conf', entry(recent));
	files.file('loader/entries/other.conf', entry(old));
	t.is(bootDefault('/nix/store', [files.path()]), recent);
});

test('GRUB starts the first entry', (t) => {
	const files = temporaryFolder(t);
	const menu = (title: string, system: string) =>
		`menuentry "${title}" --class nixos {\nsearch --set=drive1\n  linux ($drive1)//kernels/x init=${system}/init quiet\n}\n`;
	files.file('grub/grub.cfg', `set default=0\n${menu('NixOS - Default', recent)}${menu('NixOS - old', old)}`);
	t.is(bootDefault('/nix/store', [files.path()]), recent);
});

test('extlinux starts its default label', (t) => {
	const files = temporaryFolder(t);
	const label = (name: string, system: string) => `LABEL ${name}\n  LINUX ../nixos/x\n  APPEND init=${system}/init\n\n`;
	files.file(
		'extlinux/extlinux.conf',
		`DEFAULT nixos-default\nTIMEOUT 50\n\n${label('nixos-1', old)}${label('nixos-default', recent)}`,
	);
	t.is(bootDefault('/nix/store', [files.path()]), recent);
});

test('no boot loader, or one of another system, has no default', (t) => {
	const files = temporaryFolder(t);
	t.is(bootDefault('/nix/store', [files.path()]), undefined);
	files.file('grub/grub.cfg', 'menuentry "Debian" {\nlinux /vmlinuz root=/dev/sda1\n}\n');
	t.is(bootDefault('/nix/store', [files.path()]), undefined);
});
