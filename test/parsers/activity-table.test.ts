import test from 'ava';
import fc from 'fast-check';
import {createActivityIdAllocator} from '../../source/parsers/activity-ids.js';
import {ActivityTable} from '../../source/parsers/activity-table.js';
import {idDigits} from './arbitrary-log.js';

function intern(table: ActivityTable, digits: string): number {
	return table.intern(Buffer.from(digits), 0, digits.length);
}

test('one number for each u64, as a map of strings would give', (t) => {
	fc.assert(
		fc.property(fc.array(idDigits, {maxLength: 1000}), (ids) => {
			const table = new ActivityTable(createActivityIdAllocator());
			const expected = new Map<string, number>();
			for (const id of ids) {
				if (!expected.has(id)) {
					expected.set(id, expected.size + 1);
				}

				t.is(intern(table, id), expected.get(id) ?? 0);
			}
		}),
	);
	t.pass();
});

test('ids of the same digits but for zeros behind the first limb differ', (t) => {
	const table = new ActivityTable(createActivityIdAllocator());
	t.deepEqual(
		['123456789', '1234567890', '12345678900', '123456789000', '1234567891', '12345678901'].map((id) =>
			intern(table, id),
		),
		[1, 2, 3, 4, 5, 6],
	);
});

test('two sources share the allocator, never a number', (t) => {
	const ids = createActivityIdAllocator();
	const one = new ActivityTable(ids);
	const other = new ActivityTable(ids);
	t.deepEqual([intern(one, '5'), intern(other, '5'), intern(one, '5'), intern(other, '6')], [1, 2, 1, 3]);
});

test('a hundred thousand activities', (t) => {
	const table = new ActivityTable(createActivityIdAllocator());
	for (let index = 0; index < 100_000; index += 1) {
		intern(table, String(2 ** 52 + index));
	}

	t.is(intern(table, String(2 ** 52)), 1);
	t.is(intern(table, String(2 ** 52 + 99_999)), 100_000);
});
