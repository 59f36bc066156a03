export {default} from '../../node_modules/string-width/index.js';
