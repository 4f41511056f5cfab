// Loaded before each test file: the random inputs of a run follow from one seed, which `npm test` prints.
import { configureGlobal } from 'fast-check'

const seed = Number(process.env.POSTERN_TEST_SEED)
if (Number.isSafeInteger(seed)) configureGlobal({ seed })
