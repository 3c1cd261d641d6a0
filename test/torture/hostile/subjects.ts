/** Everything that comes from outside. A new kind of input is one entry here. */

import { answerSubjects } from './answers.ts'
import { catalogSubjects } from './catalogs.ts'
import { journalSubject } from './journals.ts'
import { planSubject } from './plans.ts'
import { configSubject, runbookSubject } from './settings.ts'
import type { Subject } from './subject.ts'

export const subjects: readonly Subject[] = [
  ...catalogSubjects,
  runbookSubject,
  configSubject,
  planSubject,
  journalSubject,
  ...answerSubjects,
]
