import type { Operation } from '../operation.ts'

/** What the API does with secrets. */
export const secretOperations: Operation[] = []
