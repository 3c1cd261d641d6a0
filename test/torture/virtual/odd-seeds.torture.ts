/** The engine in virtual time, one half: `npm run test:virtual`. */

import { simulateHalf } from './half.ts'

simulateHalf(1)
