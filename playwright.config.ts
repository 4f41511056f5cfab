import { defineConfig } from '@playwright/test'

// What a browser shows while somebody types a value must not reach a report: no traces, videos, screenshots, nor the
// picture of the page that Playwright adds to an error. Values are typed by e2e/browser/type-secret.ts, which no step names.
process.env.PLAYWRIGHT_NO_COPY_PROMPT = '1'

// Chromium takes the last --disable-features alone: the first two lines are Playwright's own, the third is of the parts of a
// browser's window that draw themselves in processes of their own, for nobody, in each new context.
const disabledFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding',
  'ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch',
  'WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,PreloadTopChromeWebUI,SpareRendererForSitePerProcess',
]

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/stack/build.ts',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: Number(process.env.POSTERN_E2E_WORKERS || 2),
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['./e2e/reporter.ts']],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    trace: 'off',
    video: 'off',
    screenshot: 'off',
    launchOptions: {
      executablePath: process.env.POSTERN_CHROMIUM || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${disabledFeatures.join(',')}`,
      ],
    },
  },
})
