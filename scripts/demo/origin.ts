/** From where the demo's own changes come, as the change log says it. */
export const demoOrigin = { address: 'local', program: 'npm run up -- --demo' }
