/** Options of Nix's own commands that collect, and what they are called here. */
const habits: Readonly<Record<string, string>> = {
	'-d': 'nixscope gc --older-than 0d drops all generations but the newest and the current one',
	'--delete-old': 'nixscope gc --older-than 0d drops all generations but the newest and the current one',
	'--delete-older-than': 'here it is nixscope gc --older-than',
	'--delete-generations': 'here it is nixscope gc --root, with a generation such as system-42',
	'--max-freed': 'nixscope gc --free drops as many roots as it takes; without it all that is dead goes',
	'--max': 'nixscope gc --free drops as many roots as it takes; without it all that is dead goes',
	'--gc': 'here it is nixscope gc',
	'--print-dead': 'here it is nixscope paths --dead, or nixscope gc --dry-run',
	'--print-live': 'here it is nixscope paths --live',
	'--print-roots': 'here it is nixscope roots',
	'-n': 'here it is --dry-run',
	'-y': 'here it is --yes',
	'--force': 'here it is --yes',
};

/** @returns What to say to someone who types an option of Nix. */
export function optionHabit(flag: string): string | undefined {
	return habits[flag];
}
