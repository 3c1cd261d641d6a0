/** Random catalogs, installations and faults, one half: `npm run test:fuzz`. */

import { playHalf } from './half.ts'

playHalf(1)
