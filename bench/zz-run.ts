import {benchSeal} from './zz-seal.ts'; console.log(await benchSeal());
