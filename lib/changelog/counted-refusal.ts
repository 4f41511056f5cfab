import { PosternError } from '#lib/core/errors.ts'

/**
 * A refusal after which what was counted stays counted. Whoever throws it has changed nothing else: where something was
 * recorded in the scope before, it ends the transaction like any other.
 */
export class CountedRefusal extends PosternError {}
