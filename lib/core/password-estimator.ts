import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

let made: Promise<ZxcvbnFactory> | undefined

/**
 * Estimates how many guesses a text needs of somebody who knows the usual patterns. Its dictionaries take half a megabyte
 * and are needed seldom: loaded when first asked. Its time grows faster than the text, so callers cut it.
 */
export function passwordEstimator(): Promise<ZxcvbnFactory> {
  made ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([core, common]) =>
      new core.ZxcvbnFactory({
        dictionary: common.dictionary,
        graphs: common.adjacencyGraphs,
        // Of its hundred ways to read 4 as a and 0 as o the first few find what the others do; random tokens take all.
        l33tMaxSubstitutions: 5,
      }),
  )
  return made
}
