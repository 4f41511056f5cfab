import { expect, type Locator, type Page } from '@playwright/test'

/** The tab Variables of the workflows, and its list. */
export async function variablesOf(page: Page): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Domain', exact: true }).getByRole('link', { name: 'Workflows' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Workflows', exact: true })).toBeVisible()
  await page.getByRole('navigation', { name: 'Workflows' }).getByRole('link', { name: 'Variables' }).click()
  const list = page.getByRole('list', { name: 'Variables and secrets' })
  await expect(list).toBeVisible()
  return list
}

export type Step = {
  name: string
  method: string
  url: string
  headers?: [name: string, value: string][]
  /** JSON. */
  body?: string
  goesOn?: boolean
}

/** Opens the editor of a new workflow, as a person finds it. */
export async function startWorkflow(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Domain', exact: true }).getByRole('link', { name: 'Workflows' }).click()
  await page.getByRole('link', { name: 'Add workflow' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
}

/** Adds a step at the end and types it; it is open then. */
export async function addStep(page: Page, step: Step): Promise<void> {
  await page.getByRole('button', { name: 'Add step' }).click()
  await page.getByLabel('Step name').fill(step.name)
  await page.getByLabel('Method').selectOption(step.method)
  await page.getByLabel('URL').fill(step.url)
  for (const [index, [name, value]] of (step.headers ?? []).entries()) {
    await page.getByRole('button', { name: 'Add header' }).click()
    await page.getByLabel(`Header ${index + 1} name`).fill(name)
    await page.getByLabel(`Header ${index + 1} value`, { exact: true }).fill(value)
  }
  if (step.goesOn)
    await page.getByRole('group', { name: 'If this step fails' }).getByText('Go on', { exact: true }).click()
  if (step.body === undefined) return
  await page.getByRole('tab', { name: /^Body/ }).click()
  await page.getByRole('group', { name: 'Body type' }).getByText('JSON', { exact: true }).click()
  await page.getByLabel('Body', { exact: true }).fill(step.body)
  await page.getByRole('tab', { name: /^Headers/ }).click()
}

/** Chooses a secret in the open picker. */
export const pickSecret = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('dialog', { name: 'Choose a secret' })
    .getByRole('button', { name: new RegExp(`^${name} `) })
    .click()

/** Saves, and waits until the workflow stands on its own page. */
export async function saveWorkflow(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(`${name} is saved.`).first()).toBeVisible()
  await expect(page).not.toHaveURL(/\/new(\?|$)/)
  await expect(page.getByRole('tab', { name: 'Runs' })).toBeVisible()
}

/** Starts a run by hand, with an event if there is one, and comes to its page. */
export async function runByHand(page: Page, event = ''): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Run .* now\?$/ })
  if (event !== '') await dialog.getByLabel('Event').fill(event)
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Progress' })).toBeVisible()
}

/** A step of the run that is shown. */
export const runStep = (page: Page, name: string): Locator =>
  page
    .getByRole('list', { name: 'Steps of the run' })
    .getByRole('listitem')
    .filter({ has: page.getByText(name, { exact: true }) })
