/** Random catalogs, installations and faults, the other half: `npm run test:fuzz`. */

import { playHalf } from './half.ts'

playHalf(2)
