import { createSecret, openCreate, openEdit, typeValue } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { newCanary } from '../leak-search/canary.ts'
import { searchHeap } from '../leak-search/search-heap.ts'

test('a stored value is gone from the page’s memory, too', async ({ pageOf, tenants }) => {
  const page = await pageOf(tenants[0].people.domain_admin)
  const token = newCanary('token')
  const username = newCanary('username')
  const password = newCanary('password')
  const leaf = newCanary('JSON leaf')
  const typed = newCanary('typed')
  await createSecret(page, { alias: 'one', type: 'token', value: token.text })
  await createSecret(page, {
    alias: 'two',
    type: 'username_password',
    username: username.text,
    password: password.text,
  })
  await createSecret(page, { alias: 'three', type: 'json', value: JSON.stringify({ key: leaf.text }) })
  const drawer = await openEdit(page, 'one')
  await drawer.getByRole('button', { name: 'Cancel' }).click()
  await expect(drawer).toBeHidden()
  // What animates or waits for its turn may hold a moment longer.
  await expect
    .poll(async () => (await searchHeap(page, [token, username, password, leaf])).leaks, { timeout: 30_000 })
    .toEqual([])

  const open = await openCreate(page)
  await typeValue(page, open, { type: 'token', value: typed.text })
  const search = await searchHeap(page, [typed])
  expect(search.leaks.length, 'a value that is being typed is found by the same search').toBeGreaterThan(0)
  expect(search.bytesRead).toBeGreaterThan(5_000_000)
})
