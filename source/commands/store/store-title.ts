import type {StoreAddress} from '../../store/store-address.js';

/** `store /nix/store`, `store of build-host`, `snapshot home.nixsnap` */
export function titleOf(address: StoreAddress): string {
	switch (address.kind) {
		case 'local':
			return `store ${address.realStoreDirectory}`;
		case 'ssh':
			return `store of ${address.host}`;
		case 'binary-cache':
			return `cache ${address.folder}`;
		case 'snapshot':
			return `snapshot ${address.file}`;
	}
}
