/** The engine in virtual time, the other half: `npm run test:virtual`. */

import { simulateHalf } from './half.ts'

simulateHalf(2)
